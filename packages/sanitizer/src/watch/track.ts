/** What the instrumented functions call: when one begins, waits, goes on and ends. */
import { Activation, originOf } from './activation.ts';
import { beginAsked } from './asks.ts';
import { batchOf } from './batches.ts';
import { withChosen } from './chosen.ts';
import { type Context, OUTSIDE } from './context.ts';
import { isWithin } from './detached.ts';
import { mayBeLazilyMade, ranAbroad, ranAtHome } from './lazily-made.ts';
import type { Passes } from './pass.ts';
import { isDetachedIn, meetPass, passesOf, takePass } from './passes.ts';
import { actualContext, followTurn, state } from './state.ts';
import { NO_SITE } from './stretch.ts';

/**
 * A function of the program begins.
 * @param lexical the run of the function around it
 * @param args of the call, for a function that is given once and called with what others bring
 * @param begun of a generator: what stands for where it was made, before anybody resumes it; null for before every task
 * @returns its own run, or nothing while no store was ever entered
 */
export function enter(
  lexical: Activation | undefined,
  site: number,
  args?: readonly unknown[],
  begun?: unknown,
): Activation | undefined {
  if (!state.armed) return undefined;
  const actual = actualContext();
  const { current } = state;
  // Who switched the context in between (AsyncResource, a bound function) meant what runs to have it.
  const caller = current?.actual === actual ? current : undefined;
  const passes = passesOf(lexical, site);
  const run = new Activation(lexical, site, current, actual, caller?.context ?? actual, caller?.origin);
  if (state.detaching === actual) {
    state.detaching = undefined;
    run.batch = 'none';
    if (passes !== undefined) meetPass(passes, args);
    state.current = run;
    return run;
  }
  if (lexical !== undefined && lexical.context !== OUTSIDE) takeFrom(run, lexical, passes);
  beginAsked(run);
  if (passes !== undefined && passes.count > 0) takePass(run, passes, caller === undefined, args);
  if (begun === null || (begun instanceof Activation && begun.context === OUTSIDE)) run.everybodys = true;
  else if (begun instanceof Activation) takeFromBegun(run, begun);
  state.current = run;
  return run;
}

/** A generator's function is called in one task, and its body begins for whoever wants the first value. */
function takeFromBegun(run: Activation, begun: Activation): void {
  const context = begun.context.intendedIn(run.context);
  if (context === run.context) return;
  run.context = context;
  run.origin = run;
}

/** The run has the context of where it was made, unless what it would have belongs to that. */
function takeFrom(run: Activation, lexical: Activation, passes: Passes | undefined): void {
  const { site } = run;
  if (lexical.context.intendedIn(run.context) === run.context) {
    if (lexical.context.intendedIn(run.actual) === run.actual) {
      ranAtHome(lexical, site);
      return;
    }
    // Who called it was only taken to be for somebody, and where it was made is known. One maker made both, or not.
    const { origin } = run;
    if (origin?.doubt === undefined || isWithin(origin.lexical, lexical)) return;
    ranAbroad(lexical, site);
    run.doubt = mayBeLazilyMade(lexical, site);
    run.above = origin;
    run.origin = originOf(run, lexical);
    return;
  }
  if (run.actual.detached && (isWithin(run.caller, lexical) || isDetachedIn(passes, run.actual))) return;
  const context = withChosen(lexical.context, site, run.caller).intendedIn(run.context);
  if (context === run.context) return;
  ranAbroad(lexical, site);
  run.doubt = mayBeLazilyMade(lexical, site);
  run.context = context;
  run.origin = originOf(run, lexical);
}

/** It ends: it returned, or threw. */
export function leave(run: Activation | undefined): void {
  if (run === undefined) return;
  if (run.running) {
    if (run.caller === undefined) batchOf(run);
    suspend(run);
  }
  run.ended = true;
}

function suspend(run: Activation): void {
  run.running = false;
  state.current = run.caller;
  if (run.entered) handUp(run);
  run.entered = false;
  run.caller = undefined;
}

/** It is about to wait at an `await` or a `yield`. */
export function pause<T>(run: Activation | undefined, value: T): T {
  if (run?.running === true) {
    // Its caller will be forgotten.
    batchOf(run);
    run.waited = true;
    suspend(run);
  }
  return value;
}

/** It goes on after one. */
export function resume<T>(run: Activation | undefined, value?: T): T | undefined {
  if (run === undefined || run.running) return value;
  run.running = true;
  const { current } = state;
  run.caller = current;
  const actual = actualContext();
  if (run.actual !== actual) goOnIn(run, actual, current);
  state.current = run;
  return value;
}

/** A generator is resumed by whoever wants its next value, in that one's context. */
function goOnIn(run: Activation, actual: Context, resumer: Activation | undefined): void {
  const caller = resumer?.actual === actual ? resumer : undefined;
  const made = run.everybodys ? OUTSIDE : run.context;
  run.actual = actual;
  run.context = caller?.context ?? actual;
  run.origin = caller?.origin;
  const context = made.intendedIn(run.context);
  if (context === run.context) return;
  run.context = context;
  run.origin = originOf(run, run.lexical);
}

/** What a function enters for the rest of the turn, its caller has too. */
function handUp(run: Activation): void {
  const { caller } = run;
  if (caller?.running !== true || caller === state.outer) return;
  batchOf(caller);
  caller.actual = run.actual;
  caller.context = run.context;
  caller.entered = true;
  followTurn(caller);
}

/**
 * A turn of a loop begins: what is made in it has the context of this turn, whatever the next one enters.
 * @returns what stands for the run in this turn
 */
export function beginTurn(run: Activation | undefined): Activation | undefined {
  if (!state.armed) return undefined;
  const turn = here(run);
  if (run !== undefined) run.turn = turn;
  else state.turn = turn;
  return turn;
}

export function endTurns(run: Activation | undefined): void {
  if (run !== undefined) run.turn = undefined;
  else state.turn = undefined;
}

/** What is made here, outside of any function's run: in a turn of a loop, in a field of an object. */
export function here(lexical: Activation | undefined): Activation | undefined {
  if (!state.armed) return undefined;
  const actual = actualContext();
  const { current } = state;
  const caller = current?.actual === actual ? current : undefined;
  const site = lexical?.site ?? NO_SITE;
  const stand = new Activation(lexical, site, undefined, actual, caller?.context ?? actual, caller?.origin);
  stand.batch = 'none';
  return stand;
}

/** What a `for await` goes through, so that its waiting is seen. */
export function iterate<T>(
  run: Activation | undefined,
  iterable: AsyncIterable<T> | Iterable<T> | null | undefined,
): typeof iterable {
  if (run === undefined || iterable === null || iterable === undefined) return iterable;
  const asynchronous = (iterable as Partial<AsyncIterable<T>>)[Symbol.asyncIterator];
  if (typeof asynchronous === 'function') {
    return { [Symbol.asyncIterator]: () => new Paused(run, asynchronous.call(iterable)) as AsyncIterator<T> };
  }
  const synchronous = (iterable as Partial<Iterable<T>>)[Symbol.iterator];
  // Not iterable: the loop says so itself.
  if (typeof synchronous !== 'function') return iterable;
  return { [Symbol.iterator]: () => new Paused(run, synchronous.call(iterable)) as Iterator<T> };
}

type AnyIterator = Iterator<unknown> | AsyncIterator<unknown>;

class Paused {
  private readonly run: Activation;
  private readonly inner: AnyIterator;

  constructor(run: Activation, inner: AnyIterator) {
    this.run = run;
    this.inner = inner;
  }

  next(): unknown {
    return pause(this.run, this.inner.next());
  }

  /** Only there when the iterator has one: a loop that is left early looks. */
  get return(): ((value?: unknown) => unknown) | undefined {
    const { inner, run } = this;
    if (inner.return === undefined) return undefined;
    return (value) => pause(run, inner.return?.(value));
  }
}
