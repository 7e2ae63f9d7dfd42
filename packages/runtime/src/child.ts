/** A child's start: its own copies of mutable values, in a frame of its own. */
import { isBase, makeOverrides, type Overrides } from './frame.ts';
import { kindOf } from './kind.ts';
import { settings } from './state.ts';

/** One level deep. */
const copyContainer = (value: any): unknown =>
  kindOf(value) === 'Object'
    ? { __proto__: Object.getPrototypeOf(value), ...value }
    : (value.slice?.() ?? new value.constructor(value)); // an Array, else a Map or Set

const copyFor = (key: string): any => settings.get(key)!.copyForChild;

/** The overrides a child starts with. The very same object when no value needs a copy, as is usual. */
export function forChild(overrides: Overrides): Overrides {
  const { own, raw } = overrides;
  const copies = (overrides.copies ??= [...own].filter(
    ([key, value]) => !isBase(key) && (copyFor(key) || kindOf(value) || 'share') !== 'share',
  ));
  if (!copies.length && !raw) return overrides;
  // What is still as it came over the wire each child decodes for itself.
  const child = makeOverrides(new Map(own), raw);
  for (const [key, value] of copies) child.own.set(key, (copyFor(key) ?? copyContainer)(value));
  return child;
}
