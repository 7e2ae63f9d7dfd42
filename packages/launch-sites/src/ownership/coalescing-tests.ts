/** What a condition finds out about what callers share: pure questions of syntax, for `coalescing.ts`. */
import type { TSESTree } from '@typescript-eslint/types';
import { DEEPEST_EXPRESSION } from '../bounds.ts';
import { constantBehind } from '../syntax/scopes.ts';
import { isNothing, memberName, valueOf } from '../syntax/nodes.ts';
import type { Node, ScopeManagerLike } from '../vocabulary/source.ts';

/** `flag`: it is not set. `list`: nothing but the caller's own is in it. */
export interface Tested {
  readonly kind: 'flag' | 'list';
  readonly node: Node;
}

export function isEmpty(node: Node): boolean {
  const value = valueOf(node);
  return isNothing(value) || (value.type === 'Literal' && value.value === false);
}

/** What must be empty for the condition to hold: `!flag`, `flag === null`, `!a && !b`, `jobs.length === 0`. */
export function emptyTests(scopes: ScopeManagerLike, test: Node, depth = 0): Tested[] {
  const node = behind(scopes, test);
  if (depth > DEEPEST_EXPRESSION) return [];
  if (node.type === 'UnaryExpression')
    return node.operator === '!' ? fullTests(scopes, node.argument, depth + 1) : [];
  if (node.type === 'LogicalExpression' && node.operator === '&&')
    return [node.left, node.right].flatMap((side) => emptyTests(scopes, side, depth + 1));
  if (node.type !== 'BinaryExpression') return [];
  const isEqual = node.operator === '===' || node.operator === '==';
  if (isEqual && isEmpty(node.right)) return [{ kind: 'flag', node: node.left }];
  const list = countedList(node.left);
  return list && isCount(node, isEqual ? ['= 0', '= 1'] : ['< 1', '< 2', '<= 0', '<= 1'])
    ? [{ kind: 'list', node: list }]
    : [];
}

/** What must be empty for the condition not to hold: `flag`, `a || b`, `jobs.length > 1`. */
export function fullTests(scopes: ScopeManagerLike, test: Node, depth = 0): Tested[] {
  const node = behind(scopes, test);
  if (depth > DEEPEST_EXPRESSION) return [];
  if (node.type === 'UnaryExpression')
    return node.operator === '!' ? emptyTests(scopes, node.argument, depth + 1) : [];
  if (node.type === 'LogicalExpression' && node.operator === '||')
    return [node.left, node.right].flatMap((side) => fullTests(scopes, side, depth + 1));
  if (node.type === 'BinaryExpression') {
    const list = countedList(node.left);
    const isOther = node.operator === '!==' || node.operator === '!=';
    if (isOther && isEmpty(node.right)) return [{ kind: 'flag', node: node.left }];
    return list && isCount(node, isOther ? ['= 0', '= 1'] : ['> 0', '> 1', '>= 1', '>= 2'])
      ? [{ kind: 'list', node: list }]
      : [];
  }
  const list = countedList(node);
  if (list) return [{ kind: 'list', node: list }];
  return node.type === 'LogicalExpression' ? [] : [{ kind: 'flag', node }];
}

/** `if (flag) return;`: what it finds set. */
export function leavingTests(scopes: ScopeManagerLike, statement: Node): Tested[] {
  if (statement.type !== 'IfStatement' || statement.alternate) return [];
  const { consequent, test } = statement;
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  return last?.type === 'ReturnStatement' ? fullTests(scopes, test) : [];
}

/** `const isFirst = jobs.length === 0; jobs.push(job); if (isFirst) ...` */
function behind(scopes: ScopeManagerLike, test: Node): Node {
  const node = valueOf(test);
  if (node.type !== 'Identifier') return node;
  const init = constantBehind(scopes, node);
  const value = init && valueOf(init);
  const isTest =
    value?.type === 'BinaryExpression' ||
    value?.type === 'LogicalExpression' ||
    value?.type === 'UnaryExpression';
  return isTest ? value : node;
}

/** `jobs` of `jobs.length`, of `waiting.size` and of `jobs.push(job)`, which gives the new length. */
function countedList(expression: Node): Node | undefined {
  const node = valueOf(expression);
  if (node.type === 'MemberExpression')
    return /^(?:length|size)$/.test(memberName(node) ?? '') ? node.object : undefined;
  const callee = node.type === 'CallExpression' ? valueOf(node.callee) : undefined;
  return callee?.type === 'MemberExpression' && /^(?:push|unshift)$/.test(memberName(callee) ?? '')
    ? callee.object
    : undefined;
}

function isCount({ operator, right }: TSESTree.BinaryExpression, counts: readonly string[]): boolean {
  const value = valueOf(right);
  const sign = operator.replace(/^[!=]=+$/, '=');
  return value.type === 'Literal' && counts.includes(`${sign} ${String(value.value)}`);
}
