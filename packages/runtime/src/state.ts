/**
 * What every copy of this package in one process shares: ESM beside CommonJS, two versions, a hot reload, a
 * test runner's module reset. So only data lives here, under one registered symbol per wire version; a change
 * of these shapes needs a new version.
 */
import { openCarrier } from './carrier.ts';
import { fail } from './fail.ts';
import { layer, makeOverrides, type Frame, type Overrides, type Values } from './frame.ts';
import { createStorage, takeSpawned, type Storage } from './platform.ts';
import type { Setting } from './settings.ts';

/** What `adoptStore` needs of a store: an `AsyncLocalStorage`, or an adapter with the same two methods. */
export interface AdoptableStore<T> {
  getStore(): T | undefined;
  /** `value` is undefined in a detached launch, and where the store held nothing at the launch. */
  run<R>(value: T | undefined, body: () => R): R;
}

export interface State {
  readonly storage: Storage<Frame>;
  /** What this thread was spawned with; empty in a main thread. */
  root: Overrides;
  /** By `'store.setting'`, as everywhere. */
  readonly settings: Map<string, Setting<any>>;
  /** Each store's own, by id. */
  readonly stores: Map<string, Record<string, Setting<any>>>;
  /** The thread's base values. Replaced as a whole by `configure`. */
  configured: Values;
  readonly adopted: Map<AdoptableStore<any>, ((parent: any) => any) | undefined>;
}

const KEY = Symbol.for('parent-overrides/1');

export const state: State = ((globalThis as any)[KEY] ??= {
  storage: createStorage<Frame>(),
  root: openCarrier(takeSpawned()),
  settings: new Map(),
  stores: new Map(),
  configured: layer(),
  adopted: new Map(),
});

/** The overrides of the running task; at module scope, those this thread was spawned with. */
export function currentOverrides(): Overrides {
  const overrides = state.storage.getStore()?.overrides ?? state.root;
  return overrides.raw ? settle(overrides) : overrides;
}

/**
 * Decodes what came over the wire for the stores that are defined by now.
 * @throws TypeError for a setting that its store does not have
 */
export function settle(overrides: Overrides): Overrides {
  const { own, inherited, raw } = overrides;
  const waiting = [layer(), layer()] as const;
  overrides.raw = overrides.copies = undefined;
  [own, inherited].forEach((values, i) => {
    raw?.[i]!.forEach((encoded, name) => {
      const setting: any = state.settings.get(name);
      if (setting) values.set(name, setting.wire?.decode ? setting.wire.decode(encoded) : encoded);
      else if (state.stores.has(name.split('.')[0]!)) fail(`${name} arrived and is not defined here.`);
      else {
        waiting[i]!.set(name, encoded);
        overrides.raw = waiting;
      }
    });
  });
  return overrides;
}

/** Without the running task's overrides, but on the same base. */
export function detached(): Overrides {
  const { inherited, raw } = currentOverrides();
  return makeOverrides(undefined, inherited, raw && [layer(), raw[1]]);
}
