/**
 * The shapes of a task's overrides. Plain data and no behaviour: several copies of this package may read the
 * same objects (see state.ts).
 */

/** Setting name to value. Null prototype, never changed once it is reachable from an `Overrides`. */
export type Patch = Record<string, unknown>;

/** What came over the wire for a store that this thread has not defined yet: decoded when it is. */
export type Raw = readonly [encoded: Readonly<Record<string, unknown>>];

/** Store id to that store's patch. Null prototype. */
export type Patches = Record<string, Patch | Raw>;

/** A task's overrides at one moment. A change makes a new object, so capturing is keeping a reference. */
export interface Overrides {
  readonly patches: Patches;
  /** Values configured in the thread this one's work came from: below overrides, above `configure` here. */
  readonly inherited: Patches;
  /** Which values a child needs a copy of; found at the first child's start. `null`: none. */
  copies: readonly CopyForChild[] | null | undefined;
  /** The proxy handler of callbacks wrapped under these overrides; see with-parent-overrides.ts. */
  handler: ProxyHandler<any> | undefined;
}

export type CopyForChild = readonly [id: string, key: string, copy: (parent: any) => unknown];

/** A task's own holder of overrides: `set` replaces what it holds. */
export interface Frame {
  overrides: Overrides;
}

export function emptyMap(): Record<string, never> {
  return Object.create(null);
}

export function makeOverrides(patches: Patches, inherited: Patches): Overrides {
  return { patches, inherited, copies: undefined, handler: undefined };
}
