/** By which names can a file read a value, or call it? `name-follower.ts` finds them. */

/** Stands for what is called without a name: `make()(fn)`, `f.bind(x)(fn)`. */
export const NO_NAME = Symbol('no name');

/** `any` where following gave up: the value is in a list, say, or goes where nothing is known. */
export type StoredNames = 'any' | ReadonlySet<string | typeof NO_NAME>;

/**
 * How many calls lead from what is named to the value that is launched with:
 *
 * - 0: `const later = setImmediate` makes `later` a name of the value itself, and `later(fn)` launches;
 * - 1: `const limited = () => pLimit(2)` makes `limited` a name of what returns it, and `limited()(fn)` launches;
 * - 2: `const limits = () => limited`, likewise: `limits()()(fn)`. Nobody writes more.
 *
 * A type is to its instances what a function is to its results: `LimitFunction` is 1 away.
 */
export type CallsAway = 0 | 1 | 2;

/** Can what is called so be the value? Nothing stands for a callee without a name. */
export function mayBeCalledSo(names: StoredNames, name: string | undefined): boolean {
  return names === 'any' || names.has(name ?? NO_NAME);
}

/** Can an object that is read so be the value? Without a name it can be anything. */
export function mayBeReadSo(names: StoredNames, name: string | undefined): boolean {
  return names === 'any' || name === undefined || names.has(name);
}
