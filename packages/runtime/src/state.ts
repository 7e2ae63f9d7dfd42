/**
 * What every copy of this package in one process shares: ESM beside CommonJS, two versions, a hot reload, a
 * test runner's module reset. So only data lives here, under one registered symbol per wire version; a change
 * of these shapes needs a new version.
 */
import { openCarrier, WIRE_VERSION } from './carrier.ts';
import type { Defined } from './definition.ts';
import { fail, text } from './fail.ts';
import { isBase, makeOverrides, type Frame, type Overrides, type Values } from './frame.ts';
import { ContextStorage, type Storage } from './platform.ts';
import { takeSpawned } from './threads.ts';

/** What `adoptStore` needs of a store: an `AsyncLocalStorage`, or an adapter with the same two methods. */
export interface AdoptableStore<T> {
  getStore(): T | undefined;
  /** `value` is undefined in a detached launch, and where the store held nothing at the launch. */
  run<R>(value: T | undefined, body: () => R): R;
}

export interface State {
  readonly storage: Storage<Frame>;
  /** By `'store.setting'`, and the same again under the key of its base value. */
  readonly settings: Map<string, Defined>;
  /** What each store was defined with, by id: see definition.ts. */
  readonly stores: Map<string, string>;
  readonly adopted: Map<AdoptableStore<any>, ((parent: any) => any) | undefined>;
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
 * The overrides of the running task; at module scope, those this thread was spawned with. Decodes what came over
 * the wire for the stores that are defined by now.
 * @throws TypeError for a setting that its store does not have, or does not let travel
 */
export function settled(overrides: Overrides = storage.getStore()?.overrides ?? state.root): Overrides {
  const { own, raw } = overrides;
  if (raw) {
    let waiting: Values | undefined;
    raw.forEach((encoded, key) => {
      const wire = settings.get(key)?.wire;
      if (wire) own.set(key, wire.decode(encoded));
      else if (stores.has(`${key.match(/[^.]+/)}`))
        fail(text`${key} arrived and is not defined with wire here.`);
      else (waiting ??= new Map()).set(key, encoded);
    });
    overrides.raw = waiting;
    overrides.copies = undefined;
  }
  return overrides;
}

const baseOf = (values: Values): Values => new Map([...values].filter(([key]) => isBase(key)));

/** Without the running task's overrides, but on the same base. */
export function detached(): Overrides {
  const { own, raw } = settled();
  return makeOverrides(baseOf(own), raw && baseOf(raw));
}
