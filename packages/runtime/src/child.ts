/** A child's start: its own copies of mutable values, in a frame of its own. */
import { makeOverrides, type CopyForChild, type Overrides, type Patch } from './frame.ts';
import { containerKind } from './kind.ts';
import { state } from './state.ts';
import { patchOf } from './wire.ts';

/** Plain containers are copied one level deep; everything else is shared. */
export function copyContainer(value: any): unknown {
  switch (containerKind(value)) {
    case 'Array':
      return value.slice();
    case 'Map':
      return new Map(value);
    case 'Set':
      return new Set(value);
    case 'Object':
      return Object.getPrototypeOf(value) ? { ...value } : { __proto__: null, ...value };
    default:
      return value;
  }
}

function findCopies({ patches }: Overrides): readonly CopyForChild[] | null {
  const found: CopyForChild[] = [];
  for (const id of Object.keys(patches)) {
    const store = state.stores[id];
    if (!store) continue; // still as it came over the wire: each child decodes its own
    const patch = patchOf(patches, store);
    for (const key of Object.keys(patch)) {
      const copy = store.settings[key]!.copyForChild;
      if (typeof copy === 'function') found.push([id, key, copy]);
      else if (copy !== 'share' && containerKind(patch[key])) found.push([id, key, copyContainer]);
    }
  }
  return found.length > 0 ? found : null;
}

/** The overrides a child starts with. The very same object when no value needs a copy, as is usual. */
export function forChild(overrides: Overrides): Overrides {
  if (overrides.copies === undefined) overrides.copies = findCopies(overrides);
  if (overrides.copies === null) return overrides;
  const patches = { __proto__: null, ...overrides.patches } as unknown as Overrides['patches'];
  for (const [id, key, copy] of overrides.copies) {
    if (patches[id] === overrides.patches[id])
      patches[id] = { __proto__: null, ...patches[id] } as unknown as Patch;
    const patch = patches[id] as Patch;
    patch[key] = copy(patch[key]);
  }
  return makeOverrides(patches, overrides.inherited);
}
