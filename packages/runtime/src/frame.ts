/**
 * The shapes of a task's overrides. Plain data and no behaviour: several copies of this package may read the
 * same objects (see state.ts).
 */

/**
 * `'store.setting'` to an override, `'.store.setting'` to a base value. A Map: names come from users and from
 * payloads, and a thousand are copied fast.
 */
export type Values = Map<string, unknown>;

/** A base value's key begins with a dot, and no store's id does. */
export const isBase = (key: string): boolean => key[0] === '.';

/** A value that came over the wire. It is decoded at its first read, by whichever task, and then is the same for all. */
export interface Arrived {
  readonly data: unknown;
  value: unknown;
  /** Undefined before the first read, false during it. */
  decoded: boolean | undefined;
}

/** Overrides at one moment. A change makes a new object, so capturing is keeping a reference. */
export interface Overrides {
  readonly own: Values;
  /** Below those: overrides, and base values, of the thread or process that this one's work came from. */
  readonly arrived: ReadonlyMap<string, Arrived> | undefined;
  /** Which values a child needs a copy of, usually none; found at the first child's start. */
  copies: readonly (readonly [key: string, copy: (parent: any) => unknown])[] | undefined;
  /** What work launched under these takes along, where that cannot change; see wire.ts. */
  sent: readonly [carrier: object, configured: Values] | undefined;
}

/** On overrides that somebody detached from their parent on purpose, for tools that watch who runs as whom. */
export const DETACHED = Symbol.for('parent-overrides.detached');

export const makeArrived = (data: unknown): Arrived => ({ data, value: undefined, decoded: undefined });

/** The last two are filled in later. They are there from the start, so that V8 sees one shape. */
export const makeOverrides = (
  own: Values,
  arrived?: Overrides['arrived'],
  copies?: Overrides['copies'],
  sent?: Overrides['sent'],
): Overrides => ({ own, arrived, copies, sent });

/** A task's copy of a base value, and the value it was copied from: once that is another one, the copy is stale. */
export interface BaseCopy {
  readonly of: unknown;
  readonly value: unknown;
}

/** The holder of overrides of a context or a child: `set` replaces what it holds. */
export interface Frame {
  overrides: Overrides;
  /** A context that is opened inside a task belongs to that task; absent in a task's own first frame. */
  readonly task: Frame | undefined;
  /** In a task's first frame, the task's own copies of base values by `'store.setting'`; usually none. */
  baseCopies: Map<string, BaseCopy> | undefined;
}

export const makeFrame = (overrides: Overrides, task?: Frame, baseCopies?: Frame['baseCopies']): Frame => ({
  overrides,
  task,
  baseCopies,
});

/** A task is a child, or a context that is opened outside any task. */
export const taskOf = (frame: Frame | undefined): Frame | undefined => frame?.task ?? frame;
