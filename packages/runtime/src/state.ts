/**
 * What every copy of this package in one process shares: ESM beside CommonJS, two versions, a hot reload, a
 * test runner's module reset. So only data lives here, under one registered symbol per wire version; a change
 * of these shapes needs a new version.
 */
import { openCarrier, WIRE_VERSION } from './carrier.ts';
import type { Defined } from './setting.ts';
import { fail } from './fail.ts';
import { DETACHED, isBase, makeOverrides, type Frame, type Overrides, type Values } from './frame.ts';
import { ContextStorage, type Storage } from './platform.ts';
import { takeSpawned } from './threads.ts';

/** What `adoptStore` needs of a store: an `AsyncLocalStorage`, or an adapter with the same methods. */
export interface AdoptableStore<T> {
  getStore(): T | undefined;
  /** `value` is undefined in a detached launch, and where the store held nothing at the launch. */
  run<R>(value: T | undefined, body: () => R): R;
  /** Where it is there, a spawned thread has its value from the adoption on, else from its first wrapped child on. */
  enterWith?(value: T): void;
}

/** A store of others. What its value becomes in a child and on the wire is in `settings`, under its id. */
export interface Adopted {
  readonly id: string;
  readonly store: AdoptableStore<any>;
}

export interface State {
  readonly storage: Storage<Frame>;
  /** By `'store.setting'`, and the same again under the key of its base value. */
  readonly settings: Map<string, Defined>;
  /** What each store was defined with, by id: see definition.ts. */
  readonly stores: Map<string, string>;
  /** By id. */
  readonly adopted: Map<string, Adopted>;
  /** What this thread was spawned with; empty in a main thread. */
  root: Overrides;
  /** The thread's base values. Replaced as a whole by `configure`. */
  configured: Values;
}

export const state: State = ((globalThis as any)[Symbol.for(`parent-overrides/${WIRE_VERSION}`)] ??= {
  storage: new ContextStorage(),
  settings: new Map(),
  stores: new Map(),
  adopted: new Map(),
  root: openCarrier(takeSpawned()),
  configured: new Map(),
});

export const { storage, settings, stores, adopted } = state;

/**
 * What the setting or store of a name is defined as.
 * @throws TypeError for a name that nothing has
 */
export const settingOf = (key: string): Defined =>
  settings.get(key) ?? fail(`${key} is not defined here (any more).`);

/** The overrides of the running task; at module scope, those this thread was spawned with. */
export const currentOverrides = (): Overrides => storage.getStore()?.overrides ?? state.root;

/** @throws TypeError for what arrived for a store that does not have it, or does not let it travel */
export function checkArrived({ arrived }: Overrides): void {
  arrived?.forEach((_, key) => {
    if (settings.get(key)?.wire) return;
    const known = settings.has(key) || stores.has(`${key.match(/[^.]+/)}`);
    if (known) fail(`${key} arrived and is not defined with wire here.`);
  });
}

/** Without the running task's overrides, but on the same base. */
export function detached(): Overrides {
  const { arrived } = currentOverrides();
  const base = arrived && new Map([...arrived].filter(([key]) => isBase(key)));
  return Object.assign(makeOverrides(new Map(), base), { [DETACHED]: true });
}
