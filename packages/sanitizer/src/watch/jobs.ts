/**
 * Jobs that are data: `jobs.push({ id })` in one task, and a loop somewhere takes them out and works on each. No function
 * is passed on, so it shows in who takes what: in its turn for a job, the loop ought to have that job's task. A pool of
 * connections is emptied so too, and an inbox. But what is pooled comes back, and whoever reads his inbox wrote none of
 * it: so nothing is said unless the jobs came once, and the taker took its own as well, or is in no task at all.
 */
import { Activation } from './activation.ts';
import type { Batch } from './batch.ts';
import { batchOf } from './batches.ts';
import { type Context, contextBelongsTo, OUTSIDE } from './context.ts';
import { actualContext, followTurn, state } from './state.ts';

interface Put {
  readonly context: Context;
  /** The call, in the table of sites. */
  readonly place: number;
  times: number;
}

const puts = new WeakMap<object, Put>();

/** Called with what `push` and the like are given. */
export function put<T>(putting: Activation | undefined, place: number, value: T): T {
  if (!state.armed || typeof value !== 'object' || value === null) return value;
  const context = putting?.context ?? actualContext();
  const before = puts.get(value);
  if (before !== undefined) before.times++;
  else if (context !== OUTSIDE) puts.set(value, { context, place, times: 1 });
  return value;
}

/** Whoever takes jobs: one function, made once, in one task. */
interface Taker {
  own: boolean;
}

const outside = new Map<number, WeakMap<Context, Taker>>();

function takerOf({ lexical, site, actual }: Activation): Taker {
  const table =
    lexical === undefined ? outside : (lexical.takers ??= new Map<number, WeakMap<Context, Taker>>());
  let takers = table.get(site);
  if (takers === undefined) table.set(site, (takers = new WeakMap()));
  let taker = takers.get(actual);
  if (taker === undefined) takers.set(actual, (taker = { own: actual === OUTSIDE }));
  return taker;
}

/** What a run had before it took a job. */
interface Before {
  readonly actual: Context;
  readonly context: Context;
  readonly origin: Activation | undefined;
  readonly batch: Batch | undefined;
}

const before = new WeakMap<Activation, Before>();

/** Called with what `shift` or `pop` took out: from here to the next one, or to the loop's end, the run works on that. */
export function took<T>(run: Activation | undefined, value: T): T {
  if (!state.armed || run === undefined) return value;
  tookAll(run);
  if (typeof value !== 'object' || value === null || actualContext() !== run.actual) return value;
  const job = puts.get(value);
  if (job === undefined) return value;
  const taker = takerOf(run);
  const { actual, context, origin } = run;
  const batch = batchOf(run);
  before.set(run, { actual, context, origin, batch });
  run.batch = batch === undefined ? 'none' : { ...batch, reads: undefined, whole: batch.whole ?? batch };
  const meant = job.context.intendedIn(context);
  if (meant === context) {
    if (contextBelongsTo(actual, job.context)) taker.own = true;
    return value;
  }
  const working = new Activation(run.lexical, run.site, undefined, actual, meant, undefined);
  working.doubt = { place: job.place, took: 'job', isBorneOut: () => taker.own && job.times === 1 };
  run.context = meant;
  run.origin = working;
  followTurn(run);
  return value;
}

/** The loop has ended. */
export function tookAll(run: Activation | undefined): void {
  const had = run && before.get(run);
  if (run === undefined || had === undefined) return;
  before.delete(run);
  run.batch = had.batch ?? 'none';
  // It has entered a store meanwhile, for the rest of the turn.
  if (run.actual !== had.actual) return;
  run.context = had.context;
  run.origin = had.origin;
  followTurn(run);
}
