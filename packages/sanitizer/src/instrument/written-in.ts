/** What a call is given: the functions that are written in its arguments, and the names that may hold one. */
import { bare, isFunction, type Node, nodeIn, nodesIn } from './nodes.ts';

export interface Given {
  readonly functions: readonly Node[];
  /** Those that have their name from the property that they are the value of. */
  readonly properties: readonly Node[];
  /** Names and members: `job`, `this.work`. */
  readonly references: readonly Node[];
  /** `{ load }`: only to be read, because it has no place for more than its name. */
  readonly shorthands: readonly Node[];
  /** `makeJob(...)`, `isNew ? create : change`: what comes of it may be one. */
  readonly results: readonly Node[];
  /** `job.bind(...)`, which nobody else has. */
  readonly bound: readonly Node[];
}

/** Looks into object and array literals and conditionals, for there a launcher's options stand. */
export function writtenIn(call: Node): Given {
  const given = {
    functions: [] as Node[],
    properties: [] as Node[],
    references: [] as Node[],
    shorthands: [] as Node[],
    results: [] as Node[],
    bound: [] as Node[],
  };
  for (const argument of nodesIn(call, 'arguments')) sort(argument, given, 0);
  return given;
}

const DEEPEST = 3;

function sort(node: Node, given: Record<keyof Given, Node[]>, depth: number): void {
  const value = bare(node);
  if (value === undefined || depth > DEEPEST) return;
  switch (value.type) {
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      given.functions.push(value);
      return;
    case 'Identifier':
      if (value['name'] !== 'undefined' && value['name'] !== 'arguments') given.references.push(value);
      return;
    case 'MemberExpression':
      // Bundlers look for `new URL('./worker.js', import.meta.url)`, just so.
      if (nodeIn(value, 'object')?.type !== 'MetaProperty') given.references.push(value);
      return;
    case 'CallExpression':
      if (isBind(value)) given.bound.push(value);
      else if (!isLoaded(value)) given.results.push(value);
      return;
    case 'ObjectExpression':
      for (const property of nodesIn(value, 'properties')) {
        const inner = property.type === 'Property' ? nodeIn(property, 'value') : undefined;
        if (inner !== undefined && property['shorthand'] === true) {
          given.shorthands.push(inner);
          continue;
        }
        const written = bare(inner);
        if (isFunction(written)) given.properties.push(written);
        else if (inner !== undefined) sort(inner, given, depth + 1);
      }
      return;
    case 'ArrayExpression':
      for (const element of nodesIn(value, 'elements')) sort(element, given, depth + 1);
      return;
    case 'ConditionalExpression':
      for (const field of ['consequent', 'alternate']) {
        const branch = nodeIn(value, field);
        // Only one of them is there: `typeof define === 'function' ? define : ...`.
        if (bare(branch)?.type === 'Identifier') given.results.push(bare(branch) as Node);
        else if (branch) sort(branch, given, depth + 1);
      }
  }
}

function isBind(call: Node): boolean {
  const callee = bare(nodeIn(call, 'callee'));
  const property = callee?.type === 'MemberExpression' ? nodeIn(callee, 'property') : undefined;
  return property?.['name'] === 'bind';
}

/** Bundlers and runners look for these, just so. */
function isLoaded(call: Node): boolean {
  const callee = bare(nodeIn(call, 'callee'));
  return callee?.type === 'Super' || callee?.['name'] === 'require';
}
