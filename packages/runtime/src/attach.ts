/**
 * A value of a task that stays in this thread, with the context of its launch attached by reference. It is for
 * functions that are given once and started by each value: the worker of a queue, an operator of a stream.
 */
import { fail } from './fail.ts';
import { launchHere, type Launch } from './with-parent-overrides.ts';

const ATTACHED = Symbol.for('parent-overrides.attached');

/** What a receiver is called with in place of the one argument it gets. */
export interface Attachment {
  readonly launch: Launch;
  readonly args: readonly unknown[];
}

declare const attached: unique symbol;
/** An envelope that only a receiver opens. Typed as its payload, because the queue it is pushed to is. */
export type Attached<P> = P & { readonly [attached]?: P };

/** A clone and JSON look at what is enumerable, and find a reason in place of a value. */
const envelope = {
  enumerable: true,
  get: () =>
    fail('What attachParentOverrides gives stays in this thread: use packParentOverrides to leave it.'),
};

export const attach = (args: readonly unknown[]): object =>
  Object.defineProperties({}, { [ATTACHED]: { value: { launch: launchHere(), args } }, payload: envelope });

export const attachmentOf = (value: any): Attachment | undefined => value?.[ATTACHED];

/**
 * `payload` with the overrides and the stores of now, for a worker in this thread that `receiveParentOverrides` has
 * wrapped: `queue.push(attachParentOverrides(task))`. It holds references, so every value can come along, and what
 * would send it to another thread or into JSON gets a TypeError.
 */
export function attachParentOverrides<P>(payload: P): Attached<P> {
  return attach([payload]) as Attached<P>;
}
