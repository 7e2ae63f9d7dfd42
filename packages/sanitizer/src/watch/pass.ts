/** How one function was passed on, or called for by what it was given to. */
import type { Context } from './context.ts';
import type { Doubt } from './doubt.ts';

export interface Pass {
  readonly context: Context;
  /** The call, in the table of sites. */
  readonly place: number;
  /** What the function will be called with, as far as that is known: of a call of what it was given to. */
  readonly args: readonly unknown[] | undefined;
  /** Its maker passed it on in a flow that is detached on purpose, and meant it to have that. */
  readonly detached?: boolean;
  /** Asked at the end, where more has to be so before anything is said. */
  readonly isBorneOut?: () => boolean;
  /** A run was taken to be for it, in a context that is not its own. */
  claimed: boolean;
  /** A run in its own context came. */
  met: boolean;
}

/** A call that asks for something, and brings a function that gets it: see asks.ts. */
export interface Ask {
  readonly context: Context;
  readonly place: number;
  /** Who asked while the function of this one was, or may have been, under way. */
  readonly others: Pass[];
  /** A run of one of its functions. */
  run: { readonly ended: boolean } | undefined;
  result: Promise<unknown> | undefined;
}

/** A run of a function that was given once, that may be for several. */
export interface Serving {
  readonly ended: boolean;
  readonly args: readonly unknown[] | undefined;
  readonly others: Pass[] | undefined;
}

export class Passes {
  /** Where last. */
  place: number | undefined = undefined;
  /** Who called last for it. */
  pusher: object | undefined = undefined;
  count = 0;
  runs = 0;
  readonly pending: Pass[] = [];
  recent: Serving[] = [];
}

/**
 * Whether a run that fits nobody was for this passing-on.
 * @param sure the arguments say so
 */
export function claim(passes: Passes, pass: Pass, sure: boolean): Doubt {
  pass.claimed = true;
  return {
    place: pass.place,
    ...(pass.args === undefined ? {} : { took: 'arguments' as const }),
    isBorneOut: () => pass.isBorneOut?.() !== false && (sure || (!pass.met && passes.runs <= passes.count)),
  };
}
