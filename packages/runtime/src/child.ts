/** A child's start: its own copies of mutable values, in a frame of its own. */
import { isBase, makeOverrides, type Overrides, type Values } from './frame.ts';
import { kindOf } from './kind.ts';
import { settings } from './state.ts';

/** One level deep. */
const copyContainer = (value: any): unknown =>
  kindOf(value) === 'Object'
    ? { __proto__: Object.getPrototypeOf(value), ...value }
    : (value.slice?.() ?? new value.constructor(value)); // an Array, else a Map or Set

/** The overrides a child starts with. The very same object when no value needs a copy, as is usual. */
export function forChild(overrides: Overrides): Overrides {
  const { own, raw } = overrides;
  const copies = (overrides.copies ??= findCopies(own));
  if (!copies.length && !raw) return overrides;
  // What is still as it came over the wire each child decodes for itself, from data of its own.
  const child = makeOverrides(new Map(own), raw && structuredClone(raw));
  for (const [key, copy] of copies) child.own.set(key, copy(own.get(key)));
  return child;
}

function findCopies(own: Values): NonNullable<Overrides['copies']> {
  const copies: [string, (parent: any) => unknown][] = [];
  own.forEach((value, key) => {
    const copy: any = isBase(key) || (settings.get(key)!.copyForChild ?? (kindOf(value) && copyContainer));
    if (copy?.call) copies.push([key, copy]);
  });
  return copies;
}
