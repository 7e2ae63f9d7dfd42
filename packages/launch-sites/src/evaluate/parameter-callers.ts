/** What a function's own file says of its parameter: all its callers are there, and each gives the same. */
import { showsArgument, namedFunction } from '../syntax/own-functions.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
import type { Resolver } from './resolver.ts';
import { allSame, type Value } from './value.ts';

/** `const all = (ids, limit) => ...; all(ids, pLimit(4))`: undefined where anybody else may call it with something else. */
export function givenByCallers(resolver: Resolver, fn: FunctionNode, index: number): Value | undefined {
  const calls = namedFunction(resolver.source.scopeManager, fn)?.calls();
  if (!calls || calls.length === 0 || !calls.every((call) => showsArgument(call, index))) return undefined;
  const value = allSame(resolver.evaluateAll(calls.flatMap((call) => call.arguments[index] ?? [])));
  // Of several, the construction of the first says nothing about the others.
  return value?.kind === 'path' && calls.length > 1 ? { kind: 'path', path: value.path } : value;
}
