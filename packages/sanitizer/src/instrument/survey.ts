/** One look at the whole file before anything is inserted. */
import { visitorKeys } from 'oxc-parser';
import { type Lists, lookForDrained } from './drained.ts';
import { type Found, lookForGiven } from './given-once.ts';
import { isNode, isTypeOnly, nameIn, type Node, nodeIn, nodesIn } from './nodes.ts';
import { isValue } from './value-names.ts';

export interface Survey {
  /** The names that are used as values: what is only called is never launched by somebody else. */
  readonly values: ReadonlySet<string>;
  readonly given: Found;
  /** Functions that other files may use. */
  readonly exported: ReadonlySet<string>;
  /** The loops that functions are written in. */
  readonly makingLoops: ReadonlySet<Node>;
  readonly lists: Lists;
}

export function survey(program: Node, text: string): Survey {
  const values = new Set<string>();
  const given: Found = {
    ...{ calls: new Set(), givings: new Set(), functions: new Set() },
    ...{ names: new Set(), known: new Set(), holders: new Set() },
  };
  const exported = new Set<string>();
  const makingLoops = new Set<Node>();
  const lists: Lists = { copies: new Map(), emptied: new Set() };
  const loops: Node[] = [];

  const look = (node: Node, parent: Node, field: string): void => {
    if (isTypeOnly(node)) return;
    if (node.type === 'Identifier') {
      if (isValue(parent, field)) values.add(node['name'] as string);
      return;
    }
    if (node.type.startsWith('Export')) for (const name of namesOf(node)) exported.add(name);
    const isLoop = LOOPS.has(node.type);
    if (isLoop) loops.push(node);
    else if (FUNCTIONS.has(node.type)) {
      for (const loop of loops) makingLoops.add(loop);
      const name = node.type === 'FunctionDeclaration' ? nameIn(nodeIn(node, 'id')) : undefined;
      if (name !== undefined) given.known.add(name);
    } else {
      lookForGiven(node, given);
      lookForDrained(node, text, lists);
    }
    for (const key of visitorKeys[node.type] ?? []) {
      const value = node[key];
      if (Array.isArray(value)) {
        for (const child of value) if (isNode(child)) look(child, node, key);
      } else if (isNode(value)) look(value, node, key);
    }
    if (isLoop) loops.pop();
  };

  look(program, program, '');
  return { values, given, exported, makingLoops, lists };
}

/** What an export statement declares or lists. */
function namesOf(statement: Node): string[] {
  const declaration = nodeIn(statement, 'declaration');
  const declared = declaration === undefined ? [] : [declaration, ...nodesIn(declaration, 'declarations')];
  const named = declared.map((node) => nodeIn(node, 'id'));
  const listed = nodesIn(statement, 'specifiers').map((specifier) => nodeIn(specifier, 'local'));
  return [...named, ...listed].flatMap((node) => nameIn(node) ?? []);
}

const LOOPS = new Set([
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
]);
const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
