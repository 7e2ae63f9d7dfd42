/**
 * Work that a function does for several callers who each wait for a promise: `load(id)` makes one and notes it, and the
 * first caller's timer empties the notes. Nobody gave that function anything, so it shows in what it does: it began by
 * itself, in some caller's task, read a store there, and settled a promise of another task's with an answer.
 */
import { Activation } from './activation.ts';
import type { Batch } from './batch.ts';
import { contextBelongsTo, OUTSIDE, type Context, type Store } from './context.ts';
import { sightBatch } from './findings.ts';
import { standFor } from './look-native.ts';
import { readStack } from './stack.ts';
import { actualContext, state } from './state.ts';

/**
 * Functions that are made in no task work for whoever needs them. One begins by itself where nothing of the program
 * called it. What it calls, and what is made in it, belongs to it.
 */
export function batchOf(run: Activation): Batch | undefined {
  const { caller, lexical } = run;
  if (lexical !== undefined && lexical.context !== OUTSIDE) return lexical.batch;
  if (caller?.batch !== undefined) return caller.batch;
  // `setTimeout(() => flush())` is a beginning too.
  const alone = caller === undefined || (caller.caller === undefined && caller.lexical !== undefined);
  const { site, actual } = run;
  return alone && actual !== OUTSIDE ? { run, site, actual, reads: [] } : undefined;
}

const MOST_READS = 5;
/** A stack is dear: one for each function. */
const stacks = new Map<number, string>();
const MOST_STACKS = 1_000;

/** A read in a task that was begun inside says nothing: there each has its own. */
export function noteRead({ actual, reads }: Batch, reader: Activation, store: Store): void {
  if (reader.actual.scopes.get(store) !== actual.scopes.get(store)) return;
  if (reads === undefined || reads.length >= MOST_READS || reads.some((read) => read.store === store)) return;
  const { site } = reader;
  let stack = stacks.get(site);
  if (stack === undefined && stacks.size < MOST_STACKS) stacks.set(site, (stack = readStack()));
  if (stack !== undefined) reads.push({ site, store, stack });
}

type Settle = (value: unknown) => void;

/** What a promise's executor gets, so that it is seen who settles the promise, and with an answer. */
export function settler<F>(executor: Activation | undefined, resolve: F): F {
  if (executor === undefined || typeof resolve !== 'function') return resolve;
  const context = executor.context === OUTSIDE ? actualContext() : executor.context;
  if (context === OUTSIDE) return resolve;
  const settle: Settle = (value) => {
    if (value !== undefined) settledBy(state.current, executor, context);
    (resolve as Settle)(value);
  };
  Object.defineProperty(settle, 'name', { value: '' });
  standFor(settle, resolve);
  return settle as F;
}

/** What `Promise.withResolvers()` gave, likewise: it stands for the executor that nobody wrote. */
export function resolvers<R extends { resolve?: unknown } | undefined>(
  asking: Activation | undefined,
  site: number,
  made: R,
): R {
  // `Promise` may be anybody's, or have no such function.
  if (asking === undefined || typeof made?.resolve !== 'function') return made;
  const { actual, context, origin } = asking;
  made.resolve = settler(new Activation(asking, site, asking, actual, context, origin), made.resolve);
  return made;
}

/** It was settled by a batch, or by a loop's callback in one. */
function settledBy(run: Activation | undefined, executor: Activation, context: Context): void {
  const batch = run?.batch;
  if (run === undefined || batch === undefined) return;
  if (batch.run !== run && batch.run !== run.lexical) return;
  if (contextBelongsTo(batch.actual, context)) return;
  for (const read of batch.reads ?? []) sightBatch(batch, executor, read, context);
}
