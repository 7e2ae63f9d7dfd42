/**
 * What a child starts with: its parent's values, but its own copies of mutable ones, whichever layer they come from.
 * Overrides are copied at its start. A base value (inherited, configured or a default) is copied when a task
 * first reads it, because most tasks never do, and at the start of each child from then on.
 */
import {
  makeFrame,
  makeOverrides,
  taskOf,
  type Arrived,
  type BaseCopy,
  type Frame,
  type Overrides,
  type Values,
} from './frame.ts';
import { kindOf } from './kind.ts';
import type { Codec } from './setting.ts';
import { settingOf, state, storage } from './state.ts';

type Copy = (parent: any) => unknown;

/** One level deep. */
const copyContainer: Copy = (value) =>
  kindOf(value) === 'Object'
    ? { __proto__: Object.getPrototypeOf(value), ...value }
    : (value.slice?.() ?? new value.constructor(value)); // an Array, else a Map or Set

/** How a child gets its own of `value`; undefined where it shares it. */
function copyOf(name: string, value: unknown): Copy | undefined {
  const { copyForChild } = settingOf(name);
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
  const { own, arrived } = overrides;
  const copies = (overrides.copies ??= findCopies(own));
  if (!copies.length) return overrides;
  const child = makeOverrides(new Map(own), arrived);
  for (const [key, copy] of copies) child.own.set(key, copy(own.get(key)));
  return child;
}

function findCopies(own: Values): NonNullable<Overrides['copies']> {
  const copies: [string, Copy][] = [];
  own.forEach((value, key) => {
    const copy = copyOf(key, value);
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
 * A value that arrived, decoded now if nobody has read it yet. Its `decode` may read settings, and sees those that
 * arrived with it, whoever reads first; of itself it sees the layer below, for which this is undefined.
 */
export function readArrived({ arrived }: Overrides, key: string): Arrived | undefined {
  const entry = arrived?.get(key);
  if (!entry || entry.decoded === false) return;
  if (!entry.decoded) {
    const { decode } = settingOf(key).wire as Codec<any>;
    entry.decoded = false;
    try {
      // A copy: the same data may arrive more than once.
      entry.value = storage.run(
        makeFrame(makeOverrides(new Map(), arrived)),
        decode,
        structuredClone(entry.data),
      );
      entry.decoded = true;
    } finally {
      entry.decoded ||= undefined;
    }
  }
  return entry;
}

/**
 * A setting that the running task has not overridden itself, as it sees it: what arrived, else the configured value,
 * else the default.
 * @param name of the setting, `'store.setting'`
 * @param base the key of its base value
 */
export function readBase(
  frame: Frame | undefined,
  overrides: Overrides,
  name: string,
  base: string,
): unknown {
  const entry = overrides.arrived && (readArrived(overrides, name) ?? readArrived(overrides, base));
  const { configured } = state;
  const value = entry ? entry.value : configured.has(base) ? configured.get(base) : settingOf(name).default;
  const task = taskOf(frame);
  const known = task?.baseCopies?.get(name);
  if (known && known.of === value) return known.value;
  return task ? copyBase(task, name, { of: value, value }) : value;
}
