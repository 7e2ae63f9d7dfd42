/**
 * Can this function run no code of anybody who could read an override? It resolves a promise, counts, clears a timer:
 * what waits for the promise goes on in its own context, whoever resolves it.
 */
import { DEEPEST_EXPRESSION } from '../bounds.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { isPromiseResolver } from '../status/promise-resolver.ts';
import { isFunction, lastName, valueOf, childKeys } from '../syntax/nodes.ts';
import type { Node } from '../vocabulary/source.ts';

const ENDS =
  /^(?:bind|clear(?:Immediate|Interval|Timeout)?|delete|off|removeEventListener|removeListener|unref)$/;

/** What settles a promise, by the name that it has. */
export const SETTLES = /^_*(?:reject|resolve)(?:r|Fn|Promise)?$/;

export function runsNobodysCode(resolver: Resolver, expression: Node, depth = 0): boolean {
  const node = valueOf(expression);
  // Resolvers come a long way: out of an executor, a deferred, another module. They are called so everywhere.
  if (SETTLES.test(lastName(node) ?? '') || isPromiseResolver(resolver, node)) return true;
  const value = isFunction(node) ? { kind: 'function' as const, node } : resolver.evaluate(node);
  if (value?.kind !== 'function' || depth > DEEPEST_EXPRESSION) return false;
  const fn = value.node;
  if (fn.generator) return false;
  return callsIn(resolver, fn.body).every((call) => {
    if (call.type === 'NewExpression')
      return /^(?:g:)?(?:\w*Error|Set|Map|Array)$/.test(lastName(call.callee) ?? '');
    if (call.type !== 'CallExpression') return false;
    const callee = valueOf(call.callee);
    if (SETTLES.test(lastName(callee) ?? '') || isPromiseResolver(resolver, callee)) return true;
    if (ENDS.test(lastName(callee) ?? '')) return true;
    const called = resolver.evaluate(callee);
    return called?.kind === 'function' && called.node !== fn && runsNobodysCode(resolver, callee, depth + 1);
  });
}

/** What runs in the body itself, not in functions that it makes. */
function callsIn(resolver: Resolver, body: Node): readonly Node[] {
  const calls: Node[] = [];
  const stack: Node[] = [body];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (isFunction(node)) continue;
    if (
      node.type === 'CallExpression' ||
      node.type === 'NewExpression' ||
      node.type === 'TaggedTemplateExpression' ||
      node.type === 'YieldExpression' ||
      node.type === 'ImportExpression'
    )
      calls.push(node);
    for (const key of childKeys(node, resolver.source.visitorKeys)) {
      const value = (node as unknown as Record<string, unknown>)[key];
      for (const item of Array.isArray(value) ? (value as unknown[]) : [value])
        if (typeof item === 'object' && item !== null && 'type' in item) stack.push(item as Node);
    }
  }
  return calls;
}
