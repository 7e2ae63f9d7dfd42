/** Named settings with a base value per thread and overrides per task; modelled on `dspy.settings`. */
import { checkFunction, describe, fail } from './fail.ts';
import { layer, makeOverrides, type Overrides, type Values } from './frame.ts';
import { currentOverrides, settle, state } from './state.ts';

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
 * @param id names the store in messages and on the wire, as in `'id.setting'`, so it has no dot
 * @throws TypeError when the id is defined with different settings already
 */
export function defineSettings<S extends object>(
  id: string,
  settings: { [K in keyof S]: Setting<S[K]> },
): Settings<S> {
  if (!/^[^.]+$/.test(id)) fail('defineSettings needs an id without dots.');
  register(id, settings);
  const keys = Object.keys(settings);
  const current = Object.create(null);
  for (const key of keys) {
    const name = `${id}.${key}`;
    Object.defineProperty(current, key, { enumerable: true, get: () => read(name) });
  }

  const named = (values: any): Values => {
    if (typeof values !== 'object' || !values)
      fail(`'${id}' takes an object of settings, not ${describe(values)}.`);
    const result = layer();
    for (const key of Object.keys(values)) {
      const name = `${id}.${key}`;
      if (!state.settings.has(name)) {
        const near = keys.find((other) => alike(key, other));
        fail(`'${id}' has no setting '${key}'. ${near ? `Did you mean '${near}'?` : `It has ${keys}.`}`);
      }
      result.set(name, values[key]);
    }
    return result;
  };
  const merge = (values: Partial<S>): Overrides => {
    const { own, inherited, raw } = currentOverrides();
    return makeOverrides(layer(own, named(values)), inherited, raw);
  };
  return {
    id,
    current: Object.freeze(current),
    get overrides() {
      const { own } = currentOverrides();
      const found = keys.filter((key) => own.has(`${id}.${key}`));
      return Object.fromEntries(found.map((key) => [key, own.get(`${id}.${key}`)])) as Partial<S>;
    },
    configure(values) {
      const base = named(values);
      if (state.storage.getStore()) {
        fail(
          `configure is for every task, and this runs in one. Use \`set\` (this task, from here on) or ` +
            `\`context\` (one call) of '${id}'.`,
        );
      }
      state.configured = layer(state.configured, base);
    },
    context(overrides, body) {
      checkFunction(body);
      return state.storage.run({ overrides: merge(overrides) }, body);
    },
    set(overrides) {
      const frame = state.storage.getStore();
      if (!frame) {
        fail(
          `set is for the running task, and this runs in none. Use \`configure\` (base values) or ` +
            `\`context\` (one call) of '${id}'.`,
        );
      }
      frame.overrides = merge(overrides);
    },
  };
}

function read(name: string): unknown {
  const { own, inherited } = currentOverrides();
  const values = own.has(name) ? own : inherited.has(name) ? inherited : state.configured;
  return values.has(name) ? values.get(name) : state.settings.get(name)!.default;
}

function register(id: string, given: object): void {
  const settings: Record<string, Setting<any>> = Object.assign(Object.create(null), given);
  const known = state.stores.get(id);
  for (const key of Object.keys({ ...known, ...settings })) {
    const name = `${id}.${key}`;
    const setting: any = settings[key];
    if (known) {
      if (shape(known[key]) !== shape(setting)) {
        fail(`'${id}' is defined already, with another '${key}': take another id.`);
      }
      continue;
    }
    const { wire, copyForChild } = setting;
    if (wire && !/^(thread|anywhere)$/.test(wire) && !(wire.encode && wire.decode)) {
      fail(`${name} has wire: ${wire}, not 'thread', 'anywhere', { encode, decode }, or false.`);
    }
    if (copyForChild && copyForChild !== 'share' && !copyForChild.call) {
      fail(`${name} has copyForChild: ${copyForChild}, not 'share' or a function.`);
    }
    state.settings.set(name, setting);
  }
  if (!known) state.stores.set(id, settings);
  settle(state.root);
}

/** Functions and objects are made anew by each copy of a module, so only their presence can be compared. */
function shape(setting: any): string | undefined {
  return (
    setting &&
    ['default', 'copyForChild', 'wire']
      .map((part) => {
        const value = setting[part];
        return typeof value + ((value && /^[of]/.test(typeof value)) || String(value));
      })
      .join()
  );
}

/** Do two names share most of their letters? */
function alike(a: string, b: string): boolean {
  const rest = [...a].reduce((left, letter) => left.replace(letter, ''), b);
  return (b.length - rest.length) * 2 > (a.length + b.length) * 0.7;
}
