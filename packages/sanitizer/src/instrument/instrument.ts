/**
 * Puts into the functions of a program what the run-time half has to hear: that one begins, waits, goes on and ends,
 * which function is passed on where, and what a store is called. A function knows its maker by a variable of the
 * function around it, so none is wrapped or replaced.
 */
import { visitorKeys } from 'oxc-parser';
import { visitCall } from './calls.ts';
import { declareFunctions, nameKept, visitTable, visitVariables } from './declarations.ts';
import { Edits } from './edits.ts';
import { visitClass, visitField, visitFunction } from './functions.ts';
import { visitLoop } from './loops.ts';
import { isNode, isTypeOnly, type Node, nodesIn } from './nodes.ts';
import type { SitesOfFile } from './sites-of-file.ts';
import { survey } from './survey.ts';
import { visitReturn, visitTry, visitWait } from './waits.ts';
import { type Around, OUTSIDE_FUNCTIONS, type Visit, Walk } from './walk.ts';

interface File {
  readonly text: string;
  readonly program: Node;
  /** Where the file's own text begins, behind a `#!` line and directives. */
  readonly head: number;
  readonly sites: SitesOfFile;
}

/** @returns the insertions, and the variable that is to hold the number of the file's first site */
export function instrument({ text, program, head, sites }: File): Pick<Walk, 'edits' | 'fileVariable'> {
  const visit: Visit = (node, around, parent) => {
    visitNode(walk, node, around, parent);
  };
  const visitChildren = (node: Node, around: Around): void => {
    for (const field of visitorKeys[node.type] ?? []) {
      const value = node[field];
      if (Array.isArray(value)) {
        for (const child of value) if (isNode(child)) visit(child, around, node);
      } else if (isNode(value)) visit(value, around, node);
    }
  };
  const walk = new Walk({
    ...{ text, sites, visit, visitChildren },
    edits: new Edits(text),
    survey: survey(program, text),
  });
  declareFunctions(walk, nodesIn(program, 'body'), head, OUTSIDE_FUNCTIONS);
  visitChildren(program, OUTSIDE_FUNCTIONS);
  return walk;
}

function visitNode(walk: Walk, node: Node, around: Around, parent: Node): void {
  if (isTypeOnly(node)) return;
  const job = walk.jobs.get(node);
  if (job !== undefined) {
    walk.jobs.delete(node);
    walk.edits.around(node, job, () => {
      visitNode(walk, node, around, parent);
    });
    return;
  }
  const call = walk.calls.get(node);
  if (call === undefined) {
    visitByType(walk, node, around, parent);
    return;
  }
  walk.calls.delete(node);
  walk.edits.around(node, call, () => {
    visitByType(walk, node, around, parent);
  });
}

function visitByType(walk: Walk, node: Node, around: Around, parent: Node): void {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression': {
      visitFunction(walk, node, around);
      return;
    }
    case 'PropertyDefinition': {
      visitField(walk, node, around);
      return;
    }
    case 'ClassBody': {
      visitClass(walk, node, around);
      return;
    }
    case 'AwaitExpression':
    case 'YieldExpression': {
      visitWait(walk, node, around);
      return;
    }
    case 'ReturnStatement': {
      visitReturn(walk, node, around);
      return;
    }
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement': {
      visitLoop(walk, node, around, parent);
      return;
    }
    case 'TryStatement': {
      visitTry(walk, node, around);
      return;
    }
    case 'CallExpression':
    case 'NewExpression': {
      visitCall(walk, node, around, parent);
      return;
    }
    case 'ObjectExpression': {
      visitTable(walk, node, around, parent);
      return;
    }
    case 'VariableDeclaration': {
      visitVariables(walk, node, around, parent);
      return;
    }
    case 'BlockStatement':
      declareFunctions(walk, nodesIn(node, 'body'), node.start + 1, around);
      {
        walk.visitChildren(node, around);
        return;
      }
    default:
      nameKept(walk, node);
      walk.visitChildren(node, around);
  }
}
