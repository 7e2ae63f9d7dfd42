/** Named settings with a base value per thread and overrides per task; modelled on `dspy.settings`. */
import { fail, must, mustCall } from './fail.ts';
import { readBase } from './child.ts';
import { makeFrame, makeOverrides, taskOf, type Overrides, type Values } from './frame.ts';
import { kindOf } from './kind.ts';
import { callKeepingLazy } from './lazy-result.ts';
import type { Setting } from './setting.ts';
import { settings, settled, state, storage, stores } from './state.ts';

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
  if (!/^[^.]+$/.test(id)) fail(`'${id}' must be an id without dots.`);
  const keys = Object.keys(definitions);
  const names = new Map(keys.map((key) => [key, `${id}.${key}`]));
  const nameOf = (key: string): string => names.get(key)!;
  const current = Object.create(null);
  const known = stores.get(id);
  const shape = `${keys
    .map((key) => {
      const name = nameOf(key);
      const base = `.${name}`;
      const setting: any = definitions[key as keyof S];
      const { default: value, wire, copyForChild, ...rest } = Object(setting);
      // Without types, a bare value or a misspelt option would be dropped in silence.
      const [wrong] = Object(setting) === setting ? Object.keys(rest) : [typeof setting];
      if (wrong) fail(`${name} must be an object of default, copyForChild and wire, not ${wrong}.`);
      must(
        wire?.encode ? wire.decode : /^(thread|anywhere|false|undefined)$/.test(wire),
        `${name} must have wire: 'thread', 'anywhere', { encode, decode } or false`,
        wire,
      );
      must(
        copyForChild?.call || /^(share|undefined)$/.test(copyForChild),
        `${name} must have copyForChild: 'share' or a function`,
        copyForChild,
      );
      const codec = wire && !wire.encode ? { to: wire, encode: asIs, decode: asIs } : wire;
      if (!known) for (const at of [name, base]) settings.set(at, { ...setting, wire: codec });
      const get = (): unknown => {
        const frame = storage.getStore();
        const { own } = settled(frame?.overrides);
        const value = own.get(name);
        return value !== undefined || own.has(name) ? value : readBase(frame, own, name);
      };
      Object.defineProperty(current, key, { enumerable: true, get });
      // Functions and objects are made anew by each copy of a module, so only their presence can be compared.
      return [key, value, copyForChild, wire].map((part) =>
        Object(part) === part ? typeof part : String(part),
      );
    })
    .sort()}`;
  if ((known ?? shape) !== shape) fail(`'${id}' is defined already, with other settings: take another id.`);
  stores.set(id, shape);
  settled(state.root);

  /** A copy of `values` with `more` on top, under its keys. */
  const layer = (values: Values, more: any, prefix = ''): Values => {
    must(kindOf(more) === 'Object', `'${id}' must get an object of settings`, more);
    const result = new Map(values);
    // A symbol is no setting either, and nothing is dropped in silence.
    for (const key of Reflect.ownKeys(more)) {
      const name = names.get(key as string);
      if (name === undefined) {
        const near = keys.find((other) => alike(String(key), other));
        fail(
          `'${id}' has no setting '${String(key)}'. ${near ? `Did you mean '${near}'?` : `It has ${keys}.`}`,
        );
      }
      result.set(prefix ? prefix + name : name, more[key]);
    }
    return result;
  };
  const override = (more: Partial<S>): Overrides => {
    const { own, raw } = settled();
    return makeOverrides(layer(own, more), raw);
  };
  const misplaced = (method: string, where: string, other: string): never =>
    fail(`${method} is an error ${where} a context or child: use ${other} or context of '${id}'.`);

  return {
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
      mustCall(body);
      const frame = makeFrame(override(overrides), taskOf(storage.getStore()));
      return storage.run(frame, callKeepingLazy, body, undefined, []);
    },
    set(overrides) {
      const frame = storage.getStore() ?? misplaced('set', 'outside', 'configure');
      frame.overrides = override(overrides);
    },
  };
}

const asIs = (value: unknown): unknown => value;

/** Do two names share most of their letters? */
function alike(a: string, b: string): boolean {
  const rest = [...a].reduce((left, letter) => left.replace(letter, ''), b);
  return (b.length - rest.length) * 2 > (a.length + b.length) * 0.7;
}
