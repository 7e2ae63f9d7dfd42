/**
 * What a child starts with: its parent's values, but its own copies of mutable ones, whichever layer they come from.
 * Overrides are copied at its start. A base value (inherited, configured or a default) is copied when a task
 * first reads it, because most tasks never do; where a function makes the copy, at the start too, so that it is
 * called once for each generation.
 */
import {
  isBase,
  makeFrame,
  makeOverrides,
  taskOf,
  type BaseCopy,
  type Frame,
  type Overrides,
  type Values,
} from './frame.ts';
import { kindOf } from './kind.ts';
import { settings, state } from './state.ts';

type Copy = (parent: any) => unknown;

/** One level deep. */
const copyContainer: Copy = (value) =>
  kindOf(value) === 'Object'
    ? { __proto__: Object.getPrototypeOf(value), ...value }
    : (value.slice?.() ?? new value.constructor(value)); // an Array, else a Map or Set

/** How a child gets its own of `value`; undefined where it shares it. */
function copyOf(name: string, value: unknown): Copy | undefined {
  const { copyForChild } = settings.get(name)!;
  if (typeof copyForChild === 'function') return copyForChild;
  return copyForChild !== 'share' && kindOf(value) ? copyContainer : undefined;
}

/**
 * The first frame of a child.
 * @param overrides those it was launched under
 * @param parent the task that launched it, where it goes by that task's base values
 */
export function startChild(overrides: Overrides, parent: Frame | undefined): Frame {
  const child = makeFrame(ownOverrides(overrides));
  const { linked } = state;
  if (parent?.baseCopies || linked.size) copyBase(child, parent, linked);
  return child;
}

/** The very same object when no value needs a copy, as is usual. */
function ownOverrides(overrides: Overrides): Overrides {
  const { own, raw } = overrides;
  const copies = (overrides.copies ??= findCopies(own));
  if (!copies.length && !raw) return overrides;
  // What is still as it came over the wire each child decodes for itself, from data of its own.
  const child = makeOverrides(new Map(own), raw && structuredClone(raw));
  for (const [key, copy] of copies) child.own.set(key, copy(own.get(key)));
  return child;
}

function findCopies(own: Values): NonNullable<Overrides['copies']> {
  const copies: [string, Copy][] = [];
  own.forEach((value, key) => {
    const copy = isBase(key) ? undefined : copyOf(key, value);
    if (copy) copies.push([key, copy]);
  });
  return copies;
}

function copyBase(child: Frame, parent: Frame | undefined, linked: ReadonlySet<string>): void {
  const { own } = child.overrides;
  const baseCopies = new Map<string, BaseCopy>();
  const add = (name: string, of: unknown, value: unknown): void => {
    const copy = value !== undefined && !own.has(name) && copyOf(name, value);
    if (copy) baseCopies.set(name, { of, value: copy(value) });
  };
  parent?.baseCopies?.forEach(({ of, value }, name) => add(name, of, value));
  for (const name of linked) {
    const value = baseValue(own, name);
    if (!baseCopies.has(name)) add(name, value, value);
  }
  child.baseCopies = baseCopies;
}

/** What shows where nothing is overridden: the inherited value, else the configured one, else the default. */
function baseValue(own: Values, name: string): unknown {
  const key = `.${name}`;
  const values = own.has(key) ? own : state.configured;
  return values.has(key) ? values.get(key) : settings.get(name)!.default;
}

/** The same as the running task sees it: its own copy of a mutable one. */
export function readBase(frame: Frame | undefined, own: Values, name: string): unknown {
  const of = baseValue(own, name);
  const task = taskOf(frame);
  if (!task) return of;
  const known = task.baseCopies?.get(name);
  if (known && known.of === of) return known.value;
  if (!kindOf(of) || settings.get(name)!.copyForChild === 'share') return of;
  const value = copyContainer(of);
  (task.baseCopies ??= new Map()).set(name, { of, value });
  return value;
}
