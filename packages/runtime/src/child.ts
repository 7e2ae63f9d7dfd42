/**
 * What a child starts with: its parent's values, but its own copies of mutable ones, whichever layer they come from.
 * Overrides are copied at its start. A base value (inherited, configured or a default) is copied when a task
 * first reads it, because most tasks never do, and at the start of each child from then on.
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
  parent?.baseCopies?.forEach((parents, name) => copyBase(child, name, parents));
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

/** Makes a base value the task's own: a container, or any object where a function makes the copy. */
function copyBase(task: Frame, name: string, { of, value }: BaseCopy): unknown {
  const copy = typeof value === 'object' && value !== null && copyOf(name, value);
  if (!copy) return value;
  const own = copy(value);
  (task.baseCopies ??= new Map()).set(name, { of, value: own });
  return own;
}

/**
 * A setting where nothing is overridden, as the task of `frame` sees it: the inherited value, else the configured
 * one, else the default.
 */
export function readBase(frame: Frame | undefined, own: Values, name: string): unknown {
  const key = `.${name}`;
  const values = own.has(key) ? own : state.configured;
  const value = values.has(key) ? values.get(key) : settings.get(name)!.default;
  const task = taskOf(frame);
  const known = task?.baseCopies?.get(name);
  if (known && known.of === value) return known.value;
  return task ? copyBase(task, name, { of: value, value }) : value;
}
