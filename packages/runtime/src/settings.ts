/** Named settings with a base value per thread and overrides per task; modelled on `dspy.settings`. */
import { readBase } from './child.ts';
import { define } from './definition.ts';
import { fail, must, mustCall } from './fail.ts';
import { makeFrame, makeOverrides, taskOf, type Overrides, type Values } from './frame.ts';
import { kindOf } from './kind.ts';
import { callKeepingLazy } from './lazy-result.ts';
import type { Setting } from './setting.ts';
import { showName, viewOf } from './show.ts';
import { checkArrived, currentOverrides, state, storage } from './state.ts';

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
  define(id, definitions);
  const names = new Map(Object.keys(definitions).map((key) => [key, `${id}.${key}`]));
  const read = (name: string): (() => unknown) => {
    const base = `.${name}`;
    return () => {
      const frame = storage.getStore();
      const overrides = frame?.overrides ?? state.root;
      const value = overrides.own.get(name);
      return value !== undefined || overrides.own.has(name) ? value : readBase(frame, overrides, name, base);
    };
  };
  const advice = `settings.current cannot be assigned to: use context, set or configure of '${id}'.`;
  checkArrived(state.root);
  checkArrived(currentOverrides());

  const rule = `'${id}' must get an object of settings`;
  /** A copy of `values` with `more` on top, under its keys. */
  const layer = (values: Values, more: any, prefix = ''): Values => {
    must(kindOf(more) === 'Object', rule, more);
    const result = new Map(values);
    // A symbol is no setting either, and nothing is dropped in silence.
    // Not `Reflect.ownKeys`: of a thousand keys that takes as long as everything else together.
    for (const key of [...Object.getOwnPropertyNames(more), ...Object.getOwnPropertySymbols(more)]) {
      const name = names.get(key as string);
      if (name === undefined) {
        const known = [...names.keys()];
        const near = known.find((other) => alike(String(key), other));
        const advice = near === undefined ? `It has ${known}.` : `Did you mean '${near}'?`;
        fail(`'${id}' has no setting '${String(key)}'. ${advice}`);
      }
      result.set(prefix + name, more[key]);
    }
    return result;
  };
  const override = (more: Partial<S>): Overrides => {
    const { own, arrived } = currentOverrides();
    return makeOverrides(layer(own, more), arrived);
  };
  const misplaced = (method: string, where: string, other: string): never =>
    fail(`${method} is an error ${where} a context or child: use ${other} or context of '${id}'.`);

  return showName(`settings '${id}'`, {
    id,
    current: viewOf(names, read, advice) as Readonly<S>,
    get overrides() {
      const { own, arrived } = currentOverrides();
      const found = [...names.entries()].filter(([, name]) => own.has(name) || arrived?.has(name));
      return Object.fromEntries(found.map(([key, name]) => [key, read(name)()])) as Partial<S>;
    },
    configure(values) {
      if (storage.getStore()) misplaced('configure', 'inside', 'set');
      state.configured = layer(state.configured, values, '.');
    },
    context(overrides, body) {
      if (typeof overrides === 'function' && typeof body !== 'function') {
        fail(`context of '${id}' needs overrides before the body: context({ ... }, body).`);
      }
      mustCall(body);
      const frame = makeFrame(override(overrides), taskOf(storage.getStore()));
      return storage.run(frame, callKeepingLazy, body, undefined, []);
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
