/**
 * Is this a loop that outlives the call that began it: does what is launched launch itself again, on and on? What is
 * handed from round to round as an argument is the work of one call, and so is a loop that ends inside of it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Resolver } from '../evaluate/resolver.ts';
import {
  enclosingFunction,
  isFunction,
  isInside,
  memberName,
  onlyExpression,
  propertyKey,
  valueOf,
  walkFrom,
  type FunctionNode,
} from '../syntax/nodes.ts';
import type { Node } from '../vocabulary/source.ts';
import { TIMERS } from './function-uses.ts';
import { functionName } from './whose.ts';

/** @returns what launches itself again, as people call it; undefined where nothing does */
export function repeatedBy(resolver: Resolver, callback: Node): string | undefined {
  const fn = launchedFunction(resolver, callback);
  if (!fn || !mayOutlive(resolver, fn)) return undefined;
  return functionName(fn) ?? 'this function';
}

/** The function behind a name, a method, or `() => run()`, which has no arguments to take along. */
function launchedFunction(resolver: Resolver, callback: Node): FunctionNode | undefined {
  const node = valueOf(callback);
  if (isFunction(node)) {
    const call = onlyCall(node);
    return call && call.arguments.length === 0 ? named(resolver, call.callee) : undefined;
  }
  if (node.type === 'CallExpression') {
    // `this.run.bind(this)`
    const bind = valueOf(node.callee);
    return bind.type === 'MemberExpression' && memberName(bind) === 'bind' && node.arguments.length === 1
      ? named(resolver, bind.object)
      : undefined;
  }
  return named(resolver, node);
}

function named(resolver: Resolver, expression: Node): FunctionNode | undefined {
  const node = valueOf(expression);
  const value = resolver.evaluate(node);
  if (value?.kind === 'function') return value.node;
  // A method of the class around, which the evaluation knows by its class only.
  if (node.type !== 'MemberExpression' || valueOf(node.object).type !== 'ThisExpression') return undefined;
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn))
    if (
      isFunction(fn) &&
      fn.parent.type === 'MethodDefinition' &&
      propertyKey(fn.parent) === memberName(node)
    )
      return fn;
  return undefined;
}

function onlyCall(fn: FunctionNode): TSESTree.CallExpression | undefined {
  const value = onlyExpression(fn.body);
  return value?.type === 'CallExpression' ? value : undefined;
}

function mayOutlive(resolver: Resolver, fn: FunctionNode): boolean {
  const isOfOneCall = enclosingFunction(fn) !== undefined;
  const again: Node[] = [];
  const returns: Node[] = [];
  walkFrom(fn.body, resolver.source.visitorKeys, (node) => {
    if (node.type === 'ReturnStatement') returns.push(node);
    if (node.type === 'CallExpression' && isAgain(resolver, node, fn)) again.push(node);
  });
  if (!isOfOneCall) return again.length > 0;
  return returns.length === 0 && again.some((call) => !isConditional(call, fn));
}

/** `setTimeout(fn, 100)`, without anything that is handed on to the next round. */
function isAgain(
  resolver: Resolver,
  call: Node & { readonly callee: Node; readonly arguments: readonly Node[] },
  fn: FunctionNode,
): boolean {
  const [first, , third] = call.arguments;
  if (!first || third) return false;
  const value = resolver.evaluate(call.callee);
  if (value?.kind !== 'path' || !TIMERS.test(value.path) || /Interval$/.test(value.path)) return false;
  if (call.arguments.length > 1 && !/Timeout$/.test(value.path)) return false;
  return launchedFunction(resolver, first) === fn;
}

const CONDITIONS = new Set([
  'CatchClause',
  'ConditionalExpression',
  'IfStatement',
  'LogicalExpression',
  'SwitchCase',
]);

function isConditional(node: Node, fn: FunctionNode): boolean {
  for (let at = node.parent; at && at !== fn && isInside(at, fn); at = at.parent)
    if (CONDITIONS.has(at.type)) return true;
  return false;
}
