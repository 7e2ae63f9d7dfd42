/** Functions of others whose result holds what they were given: by where they come from, like everything else. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from './launch-site.ts';
import type { Resolver } from './resolve-binding.ts';
import type { Value } from './value.ts';
import { typeValue } from './resolve-type.ts';

/** They return their first argument. */
const RETURNS_ARGUMENT = new Set(['g:Object.freeze', 'g:Object.seal', 'g:Object.preventExtensions']);
/** They return what their first argument, a function, returns. */
const RETURNS_RESULT = new Set(['m:react#.useMemo']);
/** Their result has one member that holds the first argument. */
const BOXES: ReadonlyMap<string, string> = new Map([
  ['m:react#.useRef|call', 'current'],
  ['m:vue#.shallowRef|call', 'value'],
]);

/** What a call of a known function returns; undefined for all others. */
export function knownResult(
  resolver: Resolver,
  path: string,
  call: TSESTree.CallExpression,
): Value | undefined {
  const [first] = call.arguments;
  if (RETURNS_ARGUMENT.has(path)) return first && resolver.evaluate(first);
  return RETURNS_RESULT.has(path) && first ? resultOf(resolver, first) : undefined;
}

/** `useRef(new PQueue()).current`: what the box was made with, or its type argument says. */
export function knownMember(
  resolver: Resolver,
  box: Extract<Value, { kind: 'path' }>,
  name: string,
): Value | undefined {
  if (BOXES.get(box.path) !== name) return undefined;
  const type = box.created?.typeArguments?.params[0];
  const first = box.created?.arguments[0];
  return (type && typeValue(resolver, type)) ?? (first && resolver.evaluate(first));
}

function resultOf(resolver: Resolver, fn: Node): Value | undefined {
  const value = resolver.evaluate(fn);
  return value?.kind === 'function' && !value.node.async
    ? resolver.agreeOverTime(resolver.returns(value.node))
    : undefined;
}
