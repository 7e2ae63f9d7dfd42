/** What an expression around a followed value makes of it: pure questions of syntax, for `reach.ts`. */
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, isNothing, memberName, parentThrough, valueOf } from '../syntax/nodes.ts';
import { PUT_METHODS } from '../names/known-functions.ts';
import type { Node } from '../vocabulary/source.ts';

/** `given ?? new PQueue()`: the other side may be anybody's. */
export function isMixed(expression: Node, child: Node): boolean {
  if (expression.type === 'ConditionalExpression')
    return !isNothing(expression.consequent === child ? expression.alternate : expression.consequent);
  if (expression.type !== 'LogicalExpression' || expression.operator === '&&') return false;
  const other = valueOf(expression.left === child ? expression.right : expression.left);
  if (isNothing(other)) return false;
  // `queue = queue ?? new PQueue()`: the writes of the variable say what it may be.
  const { parent } = parentThrough(expression);
  return !(
    other.type === 'Identifier' &&
    parent?.type === 'AssignmentExpression' &&
    parent.left.type === 'Identifier' &&
    parent.left.name === other.name
  );
}

export function placeOf(member: TSESTree.MemberExpression): 'exported' | 'in-a-field' | 'in-a-collection' {
  const object = valueOf(member.object);
  const isExports =
    (object.type === 'Identifier' && object.name === 'exports') ||
    (object.type === 'Identifier' && object.name === 'module' && memberName(member) === 'exports') ||
    (object.type === 'MemberExpression' && memberName(object) === 'exports');
  if (isExports) return 'exported';
  return object.type === 'ThisExpression' ? 'in-a-field' : 'in-a-collection';
}

export function isPut(callee: Node): boolean {
  return callee.type === 'MemberExpression' && PUT_METHODS.has(memberName(callee) ?? '');
}

/** Is `inner` (a function, or nothing for the module) inside of `outer`? */
export function isWithin(inner: Node | undefined, outer: Node | undefined): boolean {
  if (!outer) return true;
  for (let at = inner; at; at = enclosingFunction(at)) if (at === outer) return true;
  return false;
}
