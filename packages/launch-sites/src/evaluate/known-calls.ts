/** Functions of others whose result holds what they were given: by where they come from, like everything else. */
import { BOXES, RETURNS_ARGUMENT, RETURNS_RESULT } from '../names/known-functions.ts';
import type { TSESTree } from '@typescript-eslint/types';
import type { Resolver } from './resolver.ts';
import { modulePath, type Value } from './value.ts';
import { typeValue } from './resolve-type.ts';
import { returnedValue } from './returned-value.ts';

/** They return an instance of a class: a group's limiters are limiters, a pool's clients are clients. */
const MAKES: ReadonlyMap<string, string> = new Map([
  ...['bottleneck', 'bottleneck/light'].flatMap((module): [string, string][] => [
    [`${modulePath(module, 'Group')}|new.key`, `${modulePath(module)}|new`],
    [`${modulePath(module)}|new.chain`, `${modulePath(module)}|new`],
  ]),
  [`${modulePath('pg', 'Pool')}|new.connect`, `${modulePath('pg', 'Client')}|new`],
  [
    `${modulePath('amqplib', 'connect')}|call.createConfirmChannel`,
    `${modulePath('amqplib', 'ConfirmChannel')}|new`,
  ],
]);

/** What a call of a known function returns; undefined for all others. */
export function knownResult(
  resolver: Resolver,
  path: string,
  call: TSESTree.CallExpression,
): Value | undefined {
  const [first] = call.arguments;
  if (RETURNS_ARGUMENT.has(path)) return first && resolver.evaluate(first);
  const made = MAKES.get(path);
  if (made !== undefined) return { kind: 'path', path: made };
  const fn = RETURNS_RESULT.has(path) && first ? resolver.evaluate(first) : undefined;
  // What an async one gives is a promise, and `useMemo` hands that on as it is.
  return fn?.kind === 'function' && !fn.node.async ? returnedValue(resolver, fn.node) : undefined;
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
