/**
 * Lists that are emptied at a stroke and gone through afterwards: `const batch = jobs.splice(0)`, or
 * `const batch = jobs; jobs = []`. What such a loop goes through is taken out of a list, as if by `shift`.
 */
import { bare, nameIn, type Node, nodeIn, nodesIn } from './nodes.ts';

export interface Lists {
  /** The lists that variables were made from, by the variables' names. */
  readonly copies: Map<string, string>;
  /** Those that are emptied somewhere in the file. */
  readonly emptied: Set<string>;
}

const SPLICED = '';

export function lookForDrained(node: Node, text: string, { copies, emptied }: Lists): void {
  if (node.type === 'VariableDeclarator') {
    const name = nameIn(nodeIn(node, 'id'));
    const list = listIn(bare(nodeIn(node, 'init')), text);
    if (name !== undefined && list !== undefined) copies.set(name, list);
    return;
  }
  if (node.type !== 'AssignmentExpression') return;
  const left = bare(nodeIn(node, 'left'));
  const right = bare(nodeIn(node, 'right'));
  if (left === undefined || right === undefined) return;
  if (right.type === 'ArrayExpression' && nodesIn(right, 'elements').length === 0)
    emptied.add(textOf(left, text));
  const object = left.type === 'MemberExpression' ? nodeIn(left, 'object') : undefined;
  const isLength = object !== undefined && nameIn(nodeIn(left, 'property')) === 'length';
  if (isLength && right['value'] === 0) emptied.add(textOf(object, text));
}

/** `jobs`, `this.jobs`, `[...jobs]`; nothing of which is known where it is spliced. */
function listIn(value: Node | undefined, text: string): string | undefined {
  if (value === undefined) return undefined;
  if (isSpliced(value)) return SPLICED;
  if (value.type === 'Identifier' || value.type === 'MemberExpression') return textOf(value, text);
  const [only, ...others] = value.type === 'ArrayExpression' ? nodesIn(value, 'elements') : [];
  if (only?.type !== 'SpreadElement' || others.length > 0) return undefined;
  return listIn(nodeIn(only, 'argument'), text);
}

function isSpliced(value: Node): boolean {
  const callee = value.type === 'CallExpression' ? bare(nodeIn(value, 'callee')) : undefined;
  return callee?.type === 'MemberExpression' && nameIn(nodeIn(callee, 'property')) === 'splice';
}

function textOf({ start, end }: Node, text: string): string {
  return text.slice(start, end);
}

/** Whether a loop goes through such a list. */
export function isDrained(looped: Node | undefined, { copies, emptied }: Lists): boolean {
  const value = bare(looped);
  if (value === undefined) return false;
  if (isSpliced(value)) return true;
  const list = value.type === 'Identifier' ? copies.get(nameIn(value) ?? '') : undefined;
  return list !== undefined && (list === SPLICED || emptied.has(list));
}
