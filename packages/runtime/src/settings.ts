/** Named settings with a base value per thread and overrides per task; modelled on `dspy.settings`. */
import { define } from './definition.ts';
import { fail, must, mustCall, text } from './fail.ts';
import { makeOverrides, type Overrides, type Values } from './frame.ts';
import { kindOf } from './kind.ts';
import { showName, viewOf } from './show.ts';
import { settings, settled, state, storage } from './state.ts';

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
 * @throws TypeError for a wrong definition, and when the id is defined with different settings already
 */
export function defineSettings<S extends object>(
  id: string,
  definitions: { [K in keyof S]: Setting<S[K]> },
): Settings<S> {
  const keys = Object.keys(definitions);
  const nameOf = (key: string): string => `${id}.${key}`;
  define(id, definitions);
  const read = (name: string): unknown => {
    const { own } = settled();
    if (own.has(name)) return own.get(name);
    const base = `.${name}`;
    const values = own.has(base) ? own : state.configured;
    return values.has(base) ? values.get(base) : settings.get(name)!.default;
  };
  const readers = new Map(keys.map((key) => [key, () => read(nameOf(key))]));
  const advice = text`settings.current cannot be assigned to: use context, set or configure of '${id}'.`;
  const current = viewOf(readers, advice) as Readonly<S>;
  settled(state.root);

  const rule = text`'${id}' must get an object of settings`;
  /** A copy of `values` with `more` on top, under its keys. */
  const layer = (values: Values, more: any, prefix = ''): Values => {
    must(kindOf(more) === 'Object', rule, more);
    const result = new Map(values);
    // A symbol is no setting either, and nothing is dropped in silence.
    for (const key of Reflect.ownKeys(more).map(String)) {
      if (!readers.has(key)) {
        const near = keys.find((other) => alike(key, other));
        const advice = near === undefined ? text`It has ${keys}.` : text`Did you mean '${near}'?`;
        fail(text`'${id}' has no setting '${key}'. ${advice}`);
      }
      result.set(prefix + nameOf(key), more[key]);
    }
    return result;
  };
  const override = (more: Partial<S>): Overrides => {
    const { own, raw } = settled();
    return makeOverrides(layer(own, more), raw);
  };
  const misplaced = (method: string, where: string, other: string): never =>
    fail(text`${method} is an error ${where} a context or child: use ${other} or context of '${id}'.`);

  return showName(text`settings '${id}'`, {
    id,
    current,
    get overrides() {
      const { own } = settled();
      const found = keys.filter((key) => own.has(nameOf(key)));
      return Object.fromEntries(found.map((key) => [key, own.get(nameOf(key))])) as Partial<S>;
    },
    configure(values) {
      if (storage.getStore()) misplaced('configure', 'inside', 'set');
      state.configured = layer(state.configured, values, '.');
    },
    context(overrides, body) {
      if (typeof overrides === 'function' && body === undefined) {
        fail(text`context of '${id}' needs overrides before the body: context({ ... }, body).`);
      }
      mustCall(body);
      return storage.run({ overrides: override(overrides) }, body);
    },
    set(overrides) {
      const frame = storage.getStore() ?? misplaced('set', 'outside', 'configure');
      frame.overrides = override(overrides);
    },
  });
}

/** Do two names share most of their letters? A long one from outside is not looked through: its length says no. */
function alike(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) * 2 <= (a.length + b.length) * 0.7) return false;
  const rest = [...a].reduce((left, letter) => left.replace(letter, ''), b);
  return (b.length - rest.length) * 2 > (a.length + b.length) * 0.7;
}
