/**
 * Functions that are passed on. Most are written where they are launched, and have their launcher's context by where
 * they were made. One that was made outside every task, and passed on inside of one, has the context of that moment;
 * but when it runs, nobody says which passing-on it runs for. So each run takes the one that it fits; when it fits
 * none, another's is left over, and that is told if it is still left over at the end.
 */
import type { Activation } from './activation.ts';
import { type Context, contextBelongsTo, OUTSIDE } from './context.ts';
import { actualContext, state } from './state.ts';

interface Pass {
  readonly context: Context;
  readonly place: number;
  claimed: boolean;
  /** Its own run came. */
  met: boolean;
}

/** How one function was passed on. */
export class Passes {
  /** Where last. */
  place: number | undefined = undefined;
  count = 0;
  runs = 0;
  pending: Pass[] = [];
}

/** What made a function, by the function. */
const made = new WeakMap<object, { readonly lexical: Activation | undefined; readonly site: number }>();
/** Of functions that were made in no task. */
const outside = new Map<number, Passes>();

/** More than this many waiting at once are a stream of events, not launches. */
const MOST_PENDING = 10_000;

export function declareFunction<F>(lexical: Activation | undefined, site: number, value: F): F {
  if (typeof value === 'function') made.set(value, { lexical, site });
  return value;
}

export function passesOf(lexical: Activation | undefined, site: number): Passes | undefined {
  return lexical === undefined ? outside.get(site) : lexical.passes?.get(site);
}

/** Called for each argument of a call that may be a function. */
export function passOn<F>(passing: Activation | undefined, place: number, value: F): F {
  if (typeof value !== 'function') return value;
  const origin = made.get(value);
  if (origin === undefined) return value;
  const { lexical, site } = origin;
  const table = lexical === undefined ? outside : (lexical.passes ??= new Map<number, Passes>());
  let passes = table.get(site);
  if (passes === undefined) table.set(site, (passes = new Passes()));
  passes.place = place;
  if (!state.armed) return value;
  const context = passing?.context ?? actualContext();
  // It has this context by where it was made, or nobody's.
  if (context === OUTSIDE || context === lexical?.context) return value;
  passes.count++;
  if (passes.pending.length < MOST_PENDING) passes.pending.push({ context, place, claimed: false, met: false });
  return value;
}

/** A run that fits no passing-on, and the one that it was taken to be for. */
export interface Claim {
  readonly passes: Passes;
  readonly pass: Pass;
}

/**
 * A run of such a function.
 * @param sure nobody of the program called it: a library did, later
 * @returns the passing-on that it seems to be for, when it is not in that one's context
 */
export function takePass(passes: Passes, actual: Context, sure: boolean): Claim | undefined {
  const at = passes.pending.findIndex(({ context }) => contextBelongsTo(actual, context));
  if (at >= 0) {
    const [pass] = passes.pending.splice(at, 1);
    if (pass !== undefined) pass.met = true;
    passes.runs++;
    return undefined;
  }
  if (!sure) return undefined;
  passes.runs++;
  const pass = passes.pending.find(({ claimed }) => !claimed);
  if (pass === undefined) return undefined;
  pass.claimed = true;
  return { passes, pass };
}

/** Whether nothing since has shown a claim to be wrong. */
export function isBorneOut({ passes, pass }: Claim): boolean {
  return !pass.met && passes.runs <= passes.count;
}
