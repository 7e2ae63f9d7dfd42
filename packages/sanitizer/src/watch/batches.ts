/**
 * Work that a function does for several callers who each wait for a promise: `load(id)` makes one and notes it, and
 * somebody empties the notes, a timer of the first caller's or the caller who filled them. Nobody gave that function
 * anything, so it shows in what it does: it read a store in some caller's task, and settled promises of others' with an
 * answer. Whoever hands on a connection, or tells those who listen, does that too. But a batch is also for the caller
 * in whose task it runs, or began by itself, and so is nobody's own work.
 */
import { Activation } from './activation.ts';
import type { Batch, Settled } from './batch.ts';
import { contextBelongsTo, OUTSIDE, type Context, type Store } from './context.ts';
import { isWithin } from './detached.ts';
import { sightBatch } from './findings.ts';
import { standFor } from './look-native.ts';
import { readStack } from './stack.ts';
import { actualContext, state } from './state.ts';
import { NO_SITE } from './stretch.ts';

/** Beyond this many within each other, what is read is no more said to the outermost: a function may call itself for good. */
const DEEPEST = 50;

/**
 * Functions that are made in no task work for whoever needs them. What is made in such a run belongs to it. Most runs
 * read nothing, so that this is only found out when somebody asks, and when its caller is about to be forgotten.
 */
export function batchOf(run: Activation, left = DEEPEST): Batch | undefined {
  run.batch ??= newBatch(run, left) ?? 'none';
  return run.batch === 'none' ? undefined : run.batch;
}

/** @param left how many callers more are asked: the program may have used up the stack */
function newBatch(run: Activation, left: number): Batch | undefined {
  const { caller, lexical, site, actual } = run;
  if (actual === OUTSIDE || site === NO_SITE) return undefined;
  const isOfTask = lexical !== undefined && lexical.context !== OUTSIDE;
  if (isOfTask) {
    const around = left > 0 ? batchOf(lexical, left - 1) : undefined;
    // What begins by itself in a promise's executor, a timer say, is no part of what asked for the promise.
    if (around !== undefined || caller !== undefined) return around;
  }
  const around = caller !== undefined && left > 0 ? batchOf(caller, left - 1) : undefined;
  const outer = around !== undefined && around.depth < DEEPEST ? around : undefined;
  const alone = !isOfTask && !run.ended && (caller === undefined || isBeginning(caller));
  const depth = outer === undefined ? 0 : outer.depth + 1;
  return { run, site, actual, alone, reads: [], outer, depth, own: undefined, settled: undefined };
}

/** `setTimeout(() => flush())` in a task. What goes on after an `await` has begun before. */
function isBeginning({ caller, lexical, waited }: Activation): boolean {
  return caller === undefined && !waited && lexical !== undefined && lexical.context !== OUTSIDE;
}

const MOST_READS = 5;
/** A stack is dear: one for each function. */
const stacks = new Map<number, string>();
const MOST_STACKS = 1_000;

/** A read in a task that was begun inside says nothing: there each has its own. */
export function noteRead(reader: Activation, store: Store): void {
  const scope = reader.actual.scopes.get(store);
  for (let at = batchOf(reader); at !== undefined; at = at.outer) {
    const { actual, reads } = at;
    if (reads === undefined || scope !== actual.scopes.get(store)) return;
    if (reads.length >= MOST_READS || reads.some((read) => read.store === store)) return;
    const stack = stackOf(reader.site);
    if (stack !== undefined) reads.push({ site: reader.site, store, stack });
  }
}

function stackOf(site: number): string | undefined {
  let stack = stacks.get(site);
  if (stack === undefined && stacks.size < MOST_STACKS) stacks.set(site, (stack = readStack()));
  return stack;
}

type Settle = (value: unknown) => void;

/** What a promise's executor gets, so that it is seen who settles the promise, and with an answer. */
export function settler<F>(executor: Activation | undefined, resolve: F): F {
  if (executor === undefined || typeof resolve !== 'function') return resolve;
  // What a caller reads before he waits is his own.
  executor.batch = 'none';
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

const MOST_SETTLED = 1_000;

/** It was settled by a batch, or by a callback in one. */
function settledBy(run: Activation | undefined, executor: Activation, context: Context): void {
  const found = run && batchOf(run);
  const batch = found?.whole ?? found;
  if (batch?.reads === undefined || !isWithin(run, batch.run as Activation)) return;
  const { actual, reads } = batch;
  for (const [store, scope] of context.scopes) {
    if (actual.scopes.get(store) === scope) (batch.own ??= new Set()).add(store);
  }
  const settled = (batch.settled ??= []) as Settled<Activation>[];
  if (settled.length < MOST_SETTLED && !contextBelongsTo(actual, context))
    settled.push({ executor, context });
  const told = reads.filter(({ store }) => batch.alone || batch.own?.has(store) === true);
  if (told.length === 0) return;
  batch.settled = undefined;
  for (const one of settled) for (const read of told) sightBatch(batch, one.executor, read, one.context);
}
