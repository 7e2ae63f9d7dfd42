/**
 * Stores of others that a launch does more for than carry: a copy for the child, or a context that is no
 * AsyncLocalStorage, which no snapshot holds.
 */
import { must } from './fail.ts';
import type { Call } from './platform.ts';
import { adopted, type AdoptableStore } from './state.ts';

/** A store and the value it is to hold. */
export type Held = readonly [store: AdoptableStore<any>, value: unknown];

/**
 * Makes every wrapped launch capture and restore `store`: every AsyncLocalStorage is carried anyway, this is for a
 * copy of its value for each child, and for contexts that are no AsyncLocalStorage. Adopting a store again replaces
 * its options.
 * @param store an AsyncLocalStorage, or any object with its `getStore` and `run`
 * @param options.copyForChild makes a child's own value; without it the value is shared
 */
export function adoptStore<T>(store: AdoptableStore<T>, options?: { copyForChild?: (parent: T) => T }): void {
  must('run' in Object(store), 'adoptStore needs getStore and run', store);
  adopted.set(store, options?.copyForChild);
}

/** What the adopted stores hold now; undefined where none is adopted, as is usual. */
export function holdAdopted(): readonly Held[] | undefined {
  if (!adopted.size) return undefined;
  return [...adopted.keys()].map((store) => [store, store.getStore()]);
}

/** The same stores, all empty. */
export function emptyAdopted(): readonly Held[] | undefined {
  if (!adopted.size) return undefined;
  return [...adopted.keys()].map((store) => [store, undefined]);
}

/** What a child gets of `held`. */
export const forChild = (held: readonly Held[]): readonly Held[] =>
  held.map(([store, value]) => {
    const copy = adopted.get(store);
    return [store, copy && value !== undefined ? copy(value) : value];
  });

/** `call`, where every store of `held` holds its value. The snapshot around it has seen to most of them. */
export const holding =
  (held: readonly Held[], call: Call): Call =>
  (callback, self, args) =>
    held.reduce(
      (inner, [store, value]) =>
        () =>
          store.getStore() === value ? inner() : store.run(value, inner),
      () => call(callback, self, args),
    )();
