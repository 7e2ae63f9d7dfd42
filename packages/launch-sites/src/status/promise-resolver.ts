/**
 * `new Promise((resolve) => setImmediate(resolve))`: a bare resolver runs no user code. Neither does a function
 * that only calls one, `() => resolve(value)`, or one of two, `(error) => (error ? reject(error) : resolve())`, unless
 * computing `value` could.
 */
import { DEEPEST_EXPRESSION } from '../bounds.ts';
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../vocabulary/source.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { findValue, isReassigned, throughConstants } from '../syntax/scopes.ts';
import { isFunction, lastName, parentThrough, valueOf } from '../syntax/nodes.ts';

/** Does launching this settle a promise and do nothing else? */
export function isPromiseResolver(resolver: Resolver, expression: Node): boolean {
  return isResolver(resolver, expression) || onlyResolves(resolver, expression, 0);
}

function isResolver(resolver: Resolver, expression: Node): boolean {
  const node = throughConstants(resolver.source.scopeManager, expression);
  if (isWithResolvers(resolver, node)) return true;
  if (node.type !== 'Identifier') return false;
  const binding = findValue(resolver.source.scopeManager, node, node.name);
  if (binding === 'global' || isReassigned(binding.variable)) return false;
  const [definition] = binding.definitions;
  if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return false;
  const executor = definition.node;
  const { parent, child } = parentThrough(executor);
  if (parent?.type !== 'NewExpression' || parent.arguments[0] !== child) return false;
  if (!executor.params.slice(0, 2).some((parameter) => parameter === definition.name)) return false;
  const promise = resolver.evaluate(parent.callee);
  if (promise?.kind === 'path' && promise.path === 'g:Promise') return true;
  // `new this.options.Promise(...)`: what does not show goes by its name. bluebird's keep nobody's context.
  const isUnseen = !promise || (promise.kind === 'path' && promise.path.startsWith('m:.'));
  return (
    isUnseen && valueOf(parent.callee).type === 'MemberExpression' && lastName(parent.callee) === 'Promise'
  );
}

/** `Promise.withResolvers().resolve`, under whatever name. */
function isWithResolvers(resolver: Resolver, node: Node): boolean {
  if (!resolver.source.text.includes('withResolvers')) return false;
  const value = resolver.evaluate(node);
  return (
    value?.kind === 'path' &&
    !value.or &&
    /^g:Promise\.withResolvers\|call\.(?:resolve|reject)$/.test(value.path)
  );
}

/** `() => resolve(value)`, `() => { reject(new Error('late')); }` */
function onlyResolves(resolver: Resolver, expression: Node, depth: number): boolean {
  const fn = valueOf(expression);
  if (!isFunction(fn) || fn.generator || depth > DEEPEST_EXPRESSION) return false;
  return doesIn(resolver, fn.body, depth) === 'settles';
}

/** What a part of a function does: settle a promise, nothing at all, or something else. */
function doesIn(resolver: Resolver, part: Node, depth: number): 'settles' | 'nothing' | 'other' {
  const node = valueOf(part);
  const all = (parts: readonly (Node | null)[]): ReturnType<typeof doesIn> => {
    const each = parts.flatMap((one) => (one ? doesIn(resolver, one, depth) : []));
    return each.includes('other') ? 'other' : each.includes('settles') ? 'settles' : 'nothing';
  };
  switch (node.type) {
    case 'BlockStatement':
      return all(node.body);
    case 'ExpressionStatement':
      return all([node.expression]);
    case 'ReturnStatement':
      return all([node.argument]);
    case 'IfStatement':
    case 'ConditionalExpression':
      return isInert(resolver, node.test) ? all([node.consequent, node.alternate]) : 'other';
    case 'UnaryExpression':
      return node.operator === 'void' ? all([node.argument]) : 'other';
    case 'CallExpression':
      return isSettling(resolver, node, depth) ? 'settles' : 'other';
    default:
      return 'other';
  }
}

function isSettling(resolver: Resolver, call: TSESTree.CallExpression, depth: number): boolean {
  const [first, ...others] = call.arguments;
  if (others.some((argument) => !isInert(resolver, argument))) return false;
  if (isResolver(resolver, call.callee)) return !first || isInert(resolver, first);
  // `() => setImmediate(resolve)`: one turn more.
  const isTurn = first && isTimer(resolver, call.callee);
  return !!isTurn && (isResolver(resolver, first) || onlyResolves(resolver, first, depth + 1));
}

function isTimer(resolver: Resolver, callee: Node): boolean {
  const value = resolver.evaluate(callee);
  return (
    value?.kind === 'path' &&
    /^(?:(?:g:|m:timers#\.)(?:setImmediate|setTimeout)|g:queueMicrotask|g:process\.nextTick|m:process#\.nextTick)$/.test(
      value.path,
    )
  );
}

/** Computing this calls nothing of the user's: names, literals, and errors made of them. */
function isInert(resolver: Resolver, argument: Node): boolean {
  const node = valueOf(argument);
  switch (node.type) {
    case 'Literal':
    case 'Identifier':
    case 'ThisExpression':
      return true;
    case 'TemplateLiteral':
      return node.expressions.every((part) => isInert(resolver, part));
    case 'UnaryExpression':
      return node.operator !== 'delete' && isInert(resolver, node.argument);
    case 'BinaryExpression':
      return /^[!=]==?$/.test(node.operator) && isInert(resolver, node.left) && isInert(resolver, node.right);
    case 'ArrayExpression':
      return node.elements.every((element) => !element || isInert(resolver, element));
    case 'ObjectExpression':
      return node.properties.every((property) => isInertProperty(resolver, property));
    case 'NewExpression':
      return isError(resolver, node.callee) && node.arguments.every((part) => isInert(resolver, part));
    default:
      return false;
  }
}

function isInertProperty(resolver: Resolver, property: TSESTree.ObjectLiteralElement): boolean {
  return property.type === 'Property' && !property.computed && isInert(resolver, property.value);
}

function isError(resolver: Resolver, callee: Node): boolean {
  const value = resolver.evaluate(callee);
  return value?.kind === 'path' && /^g:(?:[A-Z][a-z]+)?Error$/.test(value.path);
}
