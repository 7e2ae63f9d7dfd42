/**
 * Stores of others that a launch does more for than carry: a copy for the child, a way across threads and into jobs,
 * or a context that is no AsyncLocalStorage, which no snapshot holds.
 */
import { readArrived } from './child.ts';
import { checkCopyForChild, codecOf } from './definition.ts';
import { must } from './fail.ts';
import type { Overrides } from './frame.ts';
import { propertyOf } from './kind.ts';
import { optionsOf } from './options.ts';
import type { Call } from './platform.ts';
import type { Setting } from './setting.ts';
import {
  adopted,
  checkArrived,
  currentOverrides,
  settings,
  state,
  type AdoptableStore,
  type Adopted,
} from './state.ts';

/** A store and the value it is to hold. */
export type Held = readonly [adopted: Adopted, value: unknown];

export interface AdoptOptions<T> extends Pick<Setting<T>, 'copyForChild' | 'wire'> {
  /** Names the store in messages, on the wire and in a `json` list. The same id again replaces. */
  id: string;
}

const RULE =
  "adoptStore needs a store with getStore and run, and options { id: 'tenant', copyForChild, wire }";

/**
 * Adopts a store of others: nestjs-cls, OpenTelemetry, a logger's. A launch in this process carries every
 * AsyncLocalStorage anyway. This is for what more is wanted, by the same decisions as for a setting: a copy of its
 * value for each child, `wire` for threads, pools and jobs, and contexts that are no AsyncLocalStorage.
 * @param store an AsyncLocalStorage, or any object with its `getStore` and `run`
 * @param options.copyForChild makes a child's own value; without it the value is shared
 * @param options.wire as of a setting; absent, a launch that would lose the value is an error
 * @returns takes the adoption back
 * @throws TypeError for what is no store, and for wrong options
 */
export function adoptStore<T>(store: AdoptableStore<T>, options: AdoptOptions<T>): () => void {
  for (const method of ['getStore', 'run'])
    must(typeof propertyOf(store, method) === 'function', RULE, store);
  const { id, copyForChild, wire } = optionsOf(options, ['id', 'copyForChild', 'wire'], RULE);
  must(/^[^.]+$/.test(typeof id === 'string' ? id : ''), `${RULE}: an id has no dots`, id);
  checkCopyForChild(id, copyForChild);
  const entry = { id, store };
  adopted.set(id, entry);
  settings.set(id, { copyForChild, wire: codecOf(id, wire) });
  checkArrived(state.root);
  if (store.enterWith && store.getStore() === undefined) {
    const arrived = readArrived(state.root, id);
    if (arrived) store.enterWith(arrived.value as T);
  }
  return () => {
    if (adopted.get(id) !== entry) return;
    adopted.delete(id);
    settings.delete(id);
  };
}

/**
 * What the adopted stores are to hold in a child; undefined where none is adopted, as is usual. At the root of a
 * spawned thread, the value that it was spawned with counts where a store holds none.
 * @param received what arrived with a payload: it counts first
 */
export function holdAdopted(received?: Overrides): readonly Held[] | undefined {
  if (!adopted.size) return undefined;
  const current = currentOverrides();
  const root = current.arrived === state.root.arrived ? current : undefined;
  return [...adopted.values()].map((entry) => {
    const { id, store } = entry;
    const arrived = received && readArrived(received, id);
    const value = arrived ? arrived.value : store.getStore();
    return [entry, value === undefined && root ? readArrived(root, id)?.value : value];
  });
}

/** The same stores, all empty. */
export function emptyAdopted(): readonly Held[] | undefined {
  if (!adopted.size) return undefined;
  return [...adopted.values()].map((entry) => [entry, undefined]);
}

/** What a child gets of `held`. */
export const forChild = (held: readonly Held[]): readonly Held[] =>
  held.map(([entry, value]) => {
    const copy = settings.get(entry.id)?.copyForChild;
    return [entry, typeof copy === 'function' && value !== undefined ? copy(value) : value];
  });

/** `call`, where every store of `held` holds its value. The snapshot around it has seen to most of them. */
export const holding =
  (held: readonly Held[], call: Call): Call =>
  (callback, self, args) =>
    held.reduce(
      (inner, [{ store }, value]) =>
        () =>
          store.getStore() === value ? inner() : store.run(value, inner),
      () => call(callback, self, args),
    )();
