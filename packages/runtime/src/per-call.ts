/** Functions that are given once and started by each call: debounced, throttled, limited ones. */
import { attach } from './attach.ts';
import { mustCall } from './fail.ts';
import { receiveParentOverrides } from './pack.ts';

type AnyFunction = (this: any, ...args: any[]) => any;

/**
 * What `give` makes of `callback`, where each call of it runs `callback` with the overrides and stores of that call:
 * `withParentOverridesPerCall(save, (run) => debounce(run, 100))`. Other properties (`cancel`, `flush`) are what
 * `give` made.
 *
 * `run` gets one argument that stands for all of a call, so a `give` that looks at them, as a memoizer does, is
 * not for this: what it shares among callers has no right context.
 * @throws TypeError when `callback`, or what `give` makes, is not a function
 */
export function withParentOverridesPerCall<T, A extends any[], R, G extends AnyFunction>(
  callback: (this: T, ...args: A) => R,
  give: (run: (this: T, ...args: A) => R) => G,
): G {
  const given = give(receiveParentOverrides(callback as AnyFunction) as AnyFunction);
  mustCall(given);
  return new Proxy(given, { apply: (target, self, args) => Reflect.apply(target, self, [attach(args)]) });
}
