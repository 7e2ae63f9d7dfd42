/** Named settings with a base value per thread and overrides per task; modelled on `dspy.settings`. */
import { emptyMap, makeOverrides, type Patch } from './frame.ts';
import { describe } from './kind.ts';
import { currentOverrides, state, type Store } from './state.ts';
import { patchOf } from './wire.ts';

/** How a value that is not JSON data crosses to another thread, and back. */
export interface Codec<T> {
  /** How far: `'thread'` (the default) or also `'anywhere'`. */
  to?: 'thread' | 'anywhere';
  /** Returns JSON data. */
  encode(value: T): unknown;
  decode(data: any): T;
}

export interface Setting<T> {
  /** Shows where the setting is neither overridden nor configured. */
  default?: T;
  /**
   * What a wrapped child gets of an override. By default plain arrays, plain objects, Maps and Sets are copied
   * one level deep and the rest is shared; `'share'` shares those too; a function decides.
   */
  copyForChild?: 'share' | ((parent: T) => T);
  /**
   * May it leave this thread? `'thread'`: to threads and processes of this program. `'anywhere'`: into JSON
   * and job queues as well. `false`: no, it stays behind. Absent: launching with it overridden is an error.
   */
  wire?: 'thread' | 'anywhere' | false | Codec<T>;
}

export interface Settings<S extends object> {
  readonly id: string;
  /** A live view of the running task's values: override, else inherited, else configured, else default. */
  readonly current: Readonly<S>;
  /** A copy of the running task's overrides. */
  readonly overrides: Readonly<Partial<S>>;
  /** Sets base values of this whole thread. An error inside a context or a wrapped child. */
  configure(values: Partial<S>): void;
  /** Runs `body` with these overrides on top of the current ones; `await` inside it keeps them. */
  context<R>(overrides: Partial<S>, body: () => R): R;
  /** Overrides values for the current task, from here on. An error outside a context or a wrapped child. */
  set(overrides: Partial<S>): void;
}

/**
 * Defines a settings store. Defining the same id again, from another copy of the module, gives the same store.
 * @param id names the store in messages and on the wire
 * @throws Error when the id is defined with different settings already
 */
export function defineSettings<S extends object>(
  id: string,
  settings: { [K in keyof S]: Setting<S[K]> },
): Settings<S> {
  if (typeof id !== 'string' || id === '')
    throw new TypeError('defineSettings needs an id that names the store.');
  const store = defineStore(id, settings);
  const current = emptyMap() as S;
  for (const key of Object.keys(settings)) {
    Object.defineProperty(current, key, { enumerable: true, get: () => read(store, key) });
  }

  const merge = (values: Partial<S>): ReturnType<typeof makeOverrides> => {
    checkNames(store, values);
    const { patches, inherited } = currentOverrides();
    const patch = { __proto__: null, ...patchOf(patches, store), ...values } as unknown as Patch;
    return makeOverrides({ __proto__: null, ...patches, [id]: patch } as never, inherited);
  };
  return {
    id,
    current: Object.freeze(current),
    get overrides() {
      return { ...patchOf(currentOverrides().patches, store) } as Partial<S>;
    },
    configure(values) {
      checkNames(store, values);
      if (state.storage.getStore()) {
        throw new Error(
          `configure changes the base values of '${id}' for every task, and this runs inside one. Use ` +
            '`set` (this task, from here on) or `context` (one call); configure in a module loaded before tasks run.',
        );
      }
      store.configured = { __proto__: null, ...store.configured, ...values } as unknown as Patch;
    },
    context(overrides, body) {
      if (typeof body !== 'function') {
        throw new TypeError(`context needs a function to run: context({ ... }, () => ...) of '${id}'.`);
      }
      return state.storage.run({ overrides: merge(overrides) }, body);
    },
    set(overrides) {
      const frame = state.storage.getStore();
      if (!frame) {
        throw new Error(
          `set changes '${id}' for the current task, and this runs outside any. Use \`configure\` for base ` +
            'values, or run inside `context` or a wrapped child.',
        );
      }
      frame.overrides = merge(overrides);
    },
  };
}

function read(store: Store, key: string): unknown {
  const { patches, inherited } = currentOverrides();
  const patch = patchOf(patches, store);
  if (key in patch) return patch[key];
  const base = patchOf(inherited, store);
  if (key in base) return base[key];
  return key in store.configured ? store.configured[key] : store.settings[key]!.default;
}

function defineStore(id: string, given: object): Store {
  const settings = { __proto__: null, ...given } as unknown as Store['settings'];
  for (const [key, { wire, copyForChild }] of Object.entries(settings)) {
    const codec =
      typeof wire === 'object' && typeof wire.encode === 'function' && typeof wire.decode === 'function';
    if (wire && wire !== 'thread' && wire !== 'anywhere' && !codec) {
      throw new TypeError(
        `'${key}' of '${id}' has the wire ${String(wire)}: 'thread', 'anywhere', false or { encode, decode }.`,
      );
    }
    if (copyForChild && copyForChild !== 'share' && typeof copyForChild !== 'function') {
      throw new TypeError(
        `'${key}' of '${id}' has the copyForChild ${String(copyForChild)}: 'share' or a function.`,
      );
    }
  }
  const known = state.stores[id];
  if (known) {
    for (const key of Object.keys({ ...known.settings, ...settings })) {
      if (!differ(known.settings[key], settings[key])) continue;
      throw new Error(
        `'${id}' is defined already, with another '${key}'. Take another id, or define it in one place.`,
      );
    }
    return known;
  }
  const store: Store = (state.stores[id] = { id, settings, configured: emptyMap() });
  patchOf(state.root.patches, store);
  patchOf(state.root.inherited, store);
  return store;
}

/** Functions and objects are made anew by each copy of a module, so only their presence can be compared. */
function differ(a: Setting<any> | undefined, b: Setting<any> | undefined): boolean {
  const shape = (value: unknown) => (value && /^[of]/.test(typeof value) ? typeof value : value);
  const parts = ['default', 'copyForChild', 'wire'] as const;
  return !a || !b || parts.some((part) => !Object.is(shape(a[part]), shape(b[part])));
}

function checkNames({ id, settings }: Store, values: object): void {
  if (typeof values !== 'object' || values === null) {
    throw new TypeError(`'${id}' takes an object of settings; got ${describe(values)}.`);
  }
  for (const key of Object.keys(values)) {
    if (settings[key]) continue;
    const near = closest(key, Object.keys(settings));
    throw new TypeError(
      `'${id}' has no setting '${key}'. ` +
        (near ? `Did you mean '${near}'?` : `It has ${Object.keys(settings)}.`),
    );
  }
}

function closest(word: string, names: string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, word.length / 3) + 0.5;
  for (const name of names) {
    const distance = editDistance(word.toLowerCase(), name.toLowerCase());
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** Levenshtein's, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
