/**
 * The shapes of a task's overrides. Plain data and no behaviour: several copies of this package may read the
 * same objects (see state.ts).
 */

/** `'store.setting'` to value. A Map: names come from users and from payloads, and a thousand are copied fast. */
export type Values = Map<string, unknown>;

/** A task's overrides at one moment. A change makes a new object, so capturing is keeping a reference. */
export interface Overrides {
  readonly own: Values;
  /** Values configured in the thread this one's work came from: below overrides, above `configure` here. */
  readonly inherited: Values;
  /** What of the two came over the wire for stores that this thread has not defined yet; see `settle`. */
  raw: readonly [own: Values, inherited: Values] | undefined;
  /** Which values a child needs a copy of, usually none; found at the first child's start. */
  copies: Copies | undefined;
  /** The proxy handler of callbacks wrapped under these overrides; see with-parent-overrides.ts. */
  handler: ProxyHandler<any> | undefined;
}

export type Copies = readonly (readonly [name: string, copy: (parent: any) => any])[];

/** A task's own holder of overrides: `set` replaces what it holds. */
export interface Frame {
  overrides: Overrides;
}

/** A copy of `values`, with `more` on top. */
export function layer(values?: Values, more?: Values): Values {
  const copy = new Map(values);
  more?.forEach((value, name) => copy.set(name, value));
  return copy;
}

export function makeOverrides(own = layer(), inherited = layer(), raw?: Overrides['raw']): Overrides {
  return { own, inherited, raw, copies: undefined, handler: undefined };
}
