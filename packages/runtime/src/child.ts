/** A child's start: its own copies of mutable values, in a frame of its own. */
import { layer, makeOverrides, type Overrides } from './frame.ts';
import { containerKind } from './kind.ts';
import { state } from './state.ts';

/** One level deep. */
function copyContainer(value: any): unknown {
  const kind = containerKind(value);
  if (kind === 'Object') return { __proto__: Object.getPrototypeOf(value), ...value };
  return kind === 'Array' ? value.slice() : new value.constructor(value); // else a Map or Set
}

/** The overrides a child starts with. The very same object when no value needs a copy, as is usual. */
export function forChild(overrides: Overrides): Overrides {
  const { own, inherited, raw } = overrides;
  overrides.copies ??= Object.keys(own).flatMap((name) => {
    const copy = state.settings[name]!.copyForChild ?? (containerKind(own[name]) ? copyContainer : 'share');
    return copy === 'share' ? [] : [[name, copy]];
  });
  if (!overrides.copies.length && !raw) return overrides;
  // What is still as it came over the wire each child decodes for itself.
  const child = makeOverrides(layer(own), inherited, raw);
  for (const [name, copy] of overrides.copies) child.own[name] = copy(own[name]);
  return child;
}
