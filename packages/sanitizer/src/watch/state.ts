/** What the patched stores and the instrumented program share while it runs. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Activation } from './activation.ts';
import { type Context, OUTSIDE } from './context.ts';

/** The methods as Node has them. */
const { prototype } = AsyncLocalStorage as { prototype: AsyncLocalStorage<unknown> };
// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the store as `this`
export const { run, getStore, enterWith, exit } = prototype;

/** A store of our own travels with the program's, wherever Node, a library or a wrapper takes them. */
export const own = new AsyncLocalStorage<Context>();

export const state: {
  /** Whether any store was ever entered: before, there are no tasks, and nothing costs anything. */
  armed: boolean;
  /** The function of the program that runs now. */
  current: Activation | undefined;
  /** The turn of a loop that runs in no function. */
  turn: Activation | undefined;
  /** What ran when another context was switched to: that ends with the call, and so does what is entered in it. */
  outer: Activation | undefined;
  /** What was just entered for a callback that is detached on purpose, until that begins. */
  detaching: Context | undefined;
} = { armed: false, current: undefined, turn: undefined, outer: undefined, detaching: undefined };

export function actualContext(): Context {
  return (getStore.call(own) as Context | undefined) ?? OUTSIDE;
}

/** What a run enters, the turn of its loop has too. */
export function followTurn({ turn, actual, context, origin }: Activation): void {
  if (turn !== undefined) Object.assign(turn, { actual, context, origin });
}
