/**
 * What every copy of this package in one process shares: ESM beside CommonJS, two versions, a hot reload, a
 * test runner's module reset. So only data lives here, under one registered symbol per wire version; a change
 * of these shapes needs a new version.
 */
import { isCarrier, openCarrier } from './carrier.ts';
import { emptyMap, makeOverrides, type Frame, type Overrides, type Patch } from './frame.ts';
import { createStorage, takeSpawned, type Storage } from './platform.ts';
import type { Setting } from './settings.ts';

export interface Store {
  readonly id: string;
  /** Null prototype. */
  readonly settings: Readonly<Record<string, Setting<any>>>;
  /** The thread's base values. Replaced as a whole by `configure`. */
  configured: Patch;
}

/** What `adoptStore` needs of a store: an `AsyncLocalStorage`, or an adapter with the same two methods. */
export interface AdoptableStore<T> {
  getStore(): T | undefined;
  run<R>(value: T, body: () => R): R;
}

export interface State {
  readonly storage: Storage<Frame>;
  /** What this thread was spawned with; empty in a main thread. */
  root: Overrides;
  /** By id. Null prototype: ids come from users and from payloads. */
  readonly stores: Record<string, Store>;
  readonly adopted: Map<AdoptableStore<any>, ((parent: any) => any) | undefined>;
}

const KEY = Symbol.for('parent-overrides/1');

export function overridesFrom(carrier: unknown): Overrides {
  if (!isCarrier(carrier)) return makeOverrides(emptyMap(), emptyMap());
  const { patches, inherited } = openCarrier(carrier);
  return makeOverrides(patches, inherited);
}

function createState(): State {
  const created: State = {
    storage: createStorage<Frame>(),
    root: overridesFrom(takeSpawned()),
    stores: emptyMap(),
    adopted: new Map(),
  };
  Object.defineProperty(globalThis, KEY, { value: created });
  return created;
}

export const state: State = (globalThis as any)[KEY] ?? createState();

/** The overrides of the running task; at module scope, those this thread was spawned with. */
export function currentOverrides(): Overrides {
  return state.storage.getStore()?.overrides ?? state.root;
}
