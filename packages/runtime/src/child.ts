/** A child's start: its own copies of mutable values, in a frame of its own. */
import { layer, makeOverrides, type Copies, type Overrides, type Values } from './frame.ts';
import { containerKind } from './kind.ts';
import { state } from './state.ts';

/** One level deep. */
function copyContainer(value: any): unknown {
  const kind = containerKind(value);
  if (kind === 'Object') return { __proto__: Object.getPrototypeOf(value), ...value };
  return kind === 'Array' ? value.slice() : new value.constructor(value); // else a Map or Set
}

function findCopies(own: Values): Copies {
  const found: [string, (parent: any) => any][] = [];
  own.forEach((value, name) => {
    const copy = state.settings.get(name)!.copyForChild ?? (containerKind(value) ? copyContainer : 'share');
    if (copy !== 'share') found.push([name, copy]);
  });
  return found;
}

/** The overrides a child starts with. The very same object when no value needs a copy, as is usual. */
export function forChild(overrides: Overrides): Overrides {
  const { own, inherited, raw } = overrides;
  const copies = (overrides.copies ??= findCopies(own));
  if (!copies.length && !raw) return overrides;
  // What is still as it came over the wire each child decodes for itself.
  const child = makeOverrides(layer(own), inherited, raw);
  for (const [name, copy] of copies) child.own.set(name, copy(own.get(name)));
  return child;
}
