/** Node: AsyncLocalStorage. The browser build swaps this file. */
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';

export type Propagation = 'async-local-storage' | 'async-context' | 'synchronous';

export interface Storage<T> {
  getStore(): T | undefined;
  run<A extends unknown[], R>(value: T, body: (...args: A) => R, ...args: A): R;
}

/** How far overrides reach here: with 'synchronous' until the first `await`, else across it. */
export const propagation: Propagation = 'async-local-storage';

export const ContextStorage: new <T>() => Storage<T> = AsyncLocalStorage;

/** Every store of the process as it is at one moment, whoever owns it. Only `enter` looks inside. */
export interface Snapshot {
  readonly everyStore: unique symbol;
}

const takeResource = (): AsyncResource => new AsyncResource('parent-overrides');

/**
 * An `AsyncResource`, because that is what carries all stores fastest: `AsyncLocalStorage.snapshot` and `bind` carry
 * the same and take 4 to 20 times as long (`pnpm bench:runtime`).
 */
export const takeSnapshot = takeResource as unknown as () => Snapshot;

/** How a callback is called inside: with `Reflect.apply` or `Reflect.construct`, say. */
export type Call = (callback: any, self: unknown, args: any) => any;

/** `call(callback, self, args)` in the stores of `snapshot`, but for `storage`, which holds `value`. */
export type Enter = <T>(
  snapshot: Snapshot,
  storage: Storage<T>,
  value: T,
  call: Call,
  callback: unknown,
  self: unknown,
  args: unknown,
) => any;

/**
 * What `enterWith` does in a resource's scope:
 * - `'ends with the scope'`: a resource points at a map of all stores that is never changed (Node 24, Bun, Deno).
 * - `'stays'`: a resource holds the value of each store itself (Node 20 and 22), so that the next scope of the same
 *   resource sees it.
 * - `'throws'`: there is no `enterWith` (workerd).
 *
 * Tried, not read from a version: `--no-async-context-frame` makes Node 24 one of the second kind.
 */
function findOutAboutEnterWith(): 'ends with the scope' | 'stays' | 'throws' {
  const store = new AsyncLocalStorage<boolean>();
  const resource = takeResource();
  try {
    resource.runInAsyncScope(() => store.enterWith(true));
    const stays = resource.runInAsyncScope(() => store.getStore());
    store.disable();
    return stays ? 'stays' : 'ends with the scope';
  } catch {
    return 'throws';
  }
}
/** `run` would make a second map, for going back to what the scope's end goes back to anyway. */
function enterAndCall(storage: any, value: unknown, call: Call, callback: any, self: any, args: any): any {
  storage.enterWith(value);
  return call(callback, self, args);
}

const enterScope: Enter = (snapshot: any, storage, value, call, callback, self, args) =>
  snapshot.runInAsyncScope(enterAndCall, undefined, storage, value, call, callback, self, args);

/** A fresh resource for each call, so that what one enters shows in no other, re-entrant ones included. */
const enterFreshScope: Enter = (snapshot: any, storage, value, call, callback, self, args) =>
  snapshot
    .runInAsyncScope(takeResource)
    .runInAsyncScope(enterAndCall, undefined, storage, value, call, callback, self, args);

const runInScope: Enter = (snapshot: any, storage, value, call, callback, self, args) =>
  snapshot.runInAsyncScope(() => storage.run(value, call, callback, self, args));

/** What is done to any store inside, with `enterWith` say, ends with the call. */
export const enter: Enter = { 'ends with the scope': enterScope, stays: enterFreshScope, throws: runInScope }[
  findOutAboutEnterWith()
];

/** Where a hot reload may bring a changed module. */
export const isDevelopment = (): boolean => process.env['NODE_ENV'] === 'development';
