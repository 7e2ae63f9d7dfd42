/**
 * What the wrapper costs: an error with it (expected here) and none without it. All that is known; the docs show it
 * (migrating.md). Never run: see transparent-types.test.ts.
 */
import { withParentOverrides } from '@parent-overrides/runtime';
import type { Executor, Interval } from './launchers.ts';

declare const executor: Executor;

/** A launcher typed `(callback: () => R) => Promise<Awaited<R>>` says nothing to an async callback any more. */
export const awaited = (): Promise<Interval> =>
  // @ts-expect-error the callback's result is (string | number)[]
  executor.submit(withParentOverrides(async () => [1, 'a']));
export const awaitedCure = (): Promise<Interval> =>
  executor.submit(withParentOverrides(async (): Promise<Interval> => [1, 'a']));
