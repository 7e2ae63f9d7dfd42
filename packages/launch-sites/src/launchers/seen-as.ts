/**
 * Is this a function? As far as the file shows, and in typed mode its types. A wrapper around anything else throws when
 * it is made, so what is seen to be no function is never wrapped, and where a call may do without a function only what
 * is seen to be one is.
 */
import { DEEPEST_EXPRESSION } from '../bounds.ts';
import type { TSESTree } from '@typescript-eslint/types';
import type { Resolver } from '../evaluate/resolver.ts';
import type { Value } from '../evaluate/value.ts';
import { mayBeCalled } from '../evaluate/resolve-type.ts';
import { isPromiseResolver } from '../status/promise-resolver.ts';
import { CALLBACK, RECEIVE } from '../status/question.ts';
import type { Wrappers } from '../status/wrappers.ts';
import { annotationOf } from '../syntax/patterns.ts';
import { findValue, isReassigned } from '../syntax/scopes.ts';
import { isFunction, memberName, valueOf } from '../syntax/nodes.ts';
import type { Node, SeenAs } from '../vocabulary/source.ts';
import { declaredTypeOf, seenByType } from './seen-by-type.ts';

/** `other`: no function, whatever else. `unknown` covers what may be a function or nothing, such as `ready && fn`. */
export function seenAs(resolver: Resolver, wrappers: Wrappers, expression: Node, depth = 0): SeenAs {
  const node = valueOf(expression);
  const asserted = assertedType(expression);
  const byAssertion = asserted ? seenByType(resolver, asserted) : 'unknown';
  if (byAssertion !== 'unknown') return byAssertion;
  if (depth > DEEPEST_EXPRESSION) return 'unknown';
  const next = (inner: Node): SeenAs => seenAs(resolver, wrappers, inner, depth + 1);
  switch (node.type) {
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return 'function';
    case 'Literal':
    case 'TemplateLiteral':
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'ClassExpression':
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'UpdateExpression':
      return 'other';
    case 'ConditionalExpression':
      return both(next(node.consequent), next(node.alternate));
    case 'LogicalExpression':
      return both(next(node.left), next(node.right));
    case 'AssignmentExpression':
      return node.operator === '=' ? next(node.right) : 'unknown';
    case 'NewExpression':
      return constructed(resolver, node);
    case 'CallExpression':
      if (isBound(node) || wrappers.wrapperOf(node, CALLBACK) || wrappers.wrapperOf(node, RECEIVE))
        return 'function';
      break;
    case 'Identifier':
      if (node.name === 'undefined') return 'other';
      if (isPromiseResolver(resolver, node)) return 'function';
      if (isRest(resolver, node) || hasLiteralDefault(resolver, node)) return 'other';
      break;
    default:
  }
  const declared = declaredTypeOf(resolver, node);
  // What is declared as a function that may be absent has the same value as one that is always there.
  const byFile = declared
    ? seenByType(resolver, declared.type, declared.optional)
    : seenByValue(resolver.evaluate(node));
  if (byFile !== 'unknown') return byFile;
  const byConstant = node.type === 'Identifier' ? seenByConstant(resolver, node, next) : 'unknown';
  return byConstant === 'unknown' ? (resolver.types?.seenAs(node) ?? 'unknown') : byConstant;
}

/** `const handler: Handler = async (task) => ...`: whatever `Handler` is, this is a function. */
function seenByConstant(
  resolver: Resolver,
  identifier: TSESTree.Identifier,
  next: (inner: Node) => SeenAs,
): SeenAs {
  const binding = findValue(resolver.source.scopeManager, identifier, identifier.name);
  const [definition] = binding === 'global' ? [] : binding.definitions;
  if (definition?.node.type !== 'VariableDeclarator' || definition.node.id !== definition.name)
    return 'unknown';
  const { init, parent } = definition.node;
  return init && parent.kind === 'const' ? next(init) : 'unknown';
}

/** `(...args)` is a list, `{ ...rest }` an object. */
function isRest(resolver: Resolver, identifier: TSESTree.Identifier): boolean {
  return placesOfNames(resolver, identifier)?.every(({ type }) => type === 'RestElement') === true;
}

/** `(run, delay = 0)`: nobody gives a function where nothing means a number. */
function hasLiteralDefault(resolver: Resolver, identifier: TSESTree.Identifier): boolean {
  const places = placesOfNames(resolver, identifier) ?? [];
  return places.some(
    // `null` is nothing as well.
    (place) =>
      place.type === 'AssignmentPattern' && place.right.type === 'Literal' && place.right.value !== null,
  );
}

/** What stands around each name of a variable where it is declared; undefined for what is written again. */
function placesOfNames(resolver: Resolver, identifier: TSESTree.Identifier): readonly Node[] | undefined {
  const binding = findValue(resolver.source.scopeManager, identifier, identifier.name);
  return binding === 'global' || isReassigned(binding.variable)
    ? undefined
    : binding.definitions.map(({ name }) => name.parent);
}

function both(a: SeenAs, b: SeenAs): SeenAs {
  return a === b ? a : 'unknown';
}

function seenByValue(value: Value | undefined): SeenAs {
  switch (value?.kind) {
    case 'function':
    case 'callable':
      return 'function';
    case 'object':
    case 'class':
    case 'instance':
    case 'container':
      return 'other';
    case 'shape':
      return mayBeCalled(value) ? 'unknown' : 'other';
    case 'path':
      // What a type names may be anything; what is constructed here is an object.
      return value.created?.type === 'NewExpression' && value.path.endsWith('|new') && !value.or
        ? seenAsConstructed(value.path.slice(0, -'|new'.length))
        : 'unknown';
    default:
      return 'unknown';
  }
}

function constructed(resolver: Resolver, { callee }: TSESTree.NewExpression): SeenAs {
  const made = resolver.evaluate(callee);
  return made?.kind === 'path' ? seenAsConstructed(made.path) : 'other';
}

/** `new Cursor(sql)` is no callback. A proxy is what it is made of. */
function seenAsConstructed(path: string): SeenAs {
  return path === 'g:Proxy' || path === 'g:Function' ? 'unknown' : 'other';
}

function isBound(call: TSESTree.CallExpression): boolean {
  const callee = valueOf(call.callee);
  return callee.type === 'MemberExpression' && memberName(callee) === 'bind';
}

function assertedType(node: Node): TSESTree.TypeNode | undefined {
  return node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'TSTypeAssertion'
    ? node.typeAnnotation
    : undefined;
}

/**
 * Is there a function among what this may be? Asked where a function makes a launch of a call that would be none
 * without it (`executor.submit`): there a callback that may be absent counts as well.
 */
export function isVisiblyFunction(
  resolver: Resolver,
  wrappers: Wrappers,
  expression: Node,
  depth = 0,
): boolean {
  const node = valueOf(expression);
  if (assertedType(expression)?.type === 'TSFunctionType') return true;
  const next = (inner: Node): boolean =>
    depth < DEEPEST_EXPRESSION && isVisiblyFunction(resolver, wrappers, inner, depth + 1);
  if (isFunction(node)) return true;
  if (resolver.types?.isFunction(node)) return true;
  switch (node.type) {
    case 'ConditionalExpression':
      return next(node.consequent) || next(node.alternate);
    case 'LogicalExpression':
      return next(node.right) || next(node.left);
    case 'Identifier':
      return resolver.evaluate(node)?.kind === 'function' || isFunctionName(resolver, node, next);
    case 'MemberExpression':
      return resolver.evaluate(node)?.kind === 'function';
    case 'CallExpression':
      return (
        isBound(node) ||
        wrappers.wrapperOf(node, CALLBACK) !== undefined ||
        resolver.evaluate(node)?.kind === 'function'
      );
    default:
      return false;
  }
}

function isFunctionName(
  resolver: Resolver,
  identifier: TSESTree.Identifier,
  next: (inner: Node) => boolean,
): boolean {
  const binding = findValue(resolver.source.scopeManager, identifier, identifier.name);
  if (binding === 'global') return false;
  return binding.definitions.some(({ name, node }) => {
    if (annotationOf(name)?.type === 'TSFunctionType') return true;
    return node.type === 'VariableDeclarator' && node.id === name && node.init !== null && next(node.init);
  });
}
