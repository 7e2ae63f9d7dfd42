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

/** `run` would make a second map of stores, for going back to what the scope's end goes back to anyway. */
const enterAndCall = (storage: any, value: unknown, call: Call, callback: any, self: any, args: any): any => {
  storage.enterWith(value);
  return call(callback, self, args);
};
const runAndCall: typeof enterAndCall = (storage, ...rest) => storage.run(...rest);

const { runInAsyncScope } = AsyncResource.prototype;

const callInScope = (scope: object, body: () => unknown): unknown => runInAsyncScope.call(scope, body);

type ScopeOf = (snapshot: object) => object;

/** Where it points at a map of all stores that is never changed (Node 24, Bun, Deno). */
const itself: ScopeOf = (snapshot) => snapshot;

/** What a snapshot is entered by otherwise, the cheapest first. */
const SCOPES: readonly ScopeOf[] = [
  // A copy for each call, where it holds the value of each store (Node 20 and 22).
  (snapshot) => ({ ...snapshot }),
  // A resource that is made inside, where it holds a map that is changed (Node 24 with --no-async-context-frame).
  (snapshot) => callInScope(snapshot, takeResource) as object,
];

/**
 * How to enter a snapshot so that what is done to any store inside, with `enterWith` say, ends with the call. Tried,
 * not read from a version.
 */
function findOutHowToEnter(): readonly [scopeOf: ScopeOf, inside: typeof enterAndCall] {
  const store = new AsyncLocalStorage<number>();
  const isolates = (scopeOf: ScopeOf): boolean => {
    const snapshot = takeResource();
    callInScope(scopeOf(snapshot), () => store.enterWith(2));
    return callInScope(scopeOf(snapshot), () => store.getStore()) === 1;
  };
  try {
    const scopeOf = store.run(1, () => [itself, ...SCOPES].find(isolates)) ?? itself;
    store.disable();
    return [scopeOf, enterAndCall];
  } catch {
    return [itself, runAndCall]; // without `enterWith` (workerd)
  }
}
const [scopeOf, inside] = findOutHowToEnter();

/** `call(callback, self, args)` in the stores of `snapshot`, but for `storage`, which holds `value`. */
export const enter = (
  snapshot: Snapshot,
  storage: Storage<any>,
  value: unknown,
  call: Call,
  callback: unknown,
  self: unknown,
  args: unknown,
): any =>
  runInAsyncScope.call(scopeOf(snapshot), inside, undefined, storage, value, call, callback, self, args);

/** Where a hot reload may bring a changed module. */
export const isDevelopment = (): boolean => process.env['NODE_ENV'] === 'development';
