/**
 * One run of one function of the program, and the context that it ought to have.
 *
 * A function takes its context from where it was made, and not from who happens to run it. Where it was made is the
 * activation around it in the source, which the instrumented code hands over: so no function has to be wrapped or
 * marked, and nothing that compares or prints functions can tell.
 */
import type { Batch } from './batch.ts';
import { belongsTo, type Context, contextBelongsTo, type Store } from './context.ts';
import type { Doubt } from './doubt.ts';
import type { Ask, Pass, Passes } from './pass.ts';

export class Activation {
  /** The run of the function around this one in the source. */
  readonly lexical: Activation | undefined;
  /** Which function it is, in the table of sites. */
  readonly site: number;
  /** Who called it, or resumed it, in the same turn. Nobody while it waits. */
  caller: Activation | undefined;
  /** What the program has. */
  actual: Context;
  /** What it ought to have. */
  context: Context;
  /** The run that began to differ: the callback that was launched. */
  origin: Activation | undefined;
  /** The run of a function that was given once, which this one is part of. */
  serving: Activation | undefined;
  /** The work that this run is part of, which may be for several callers: nothing while nobody has asked. */
  batch: Batch | 'none' | undefined = undefined;
  running = true;
  ended = false;
  /** At an `await` or a `yield`. */
  waited = false;
  /** A generator that was made outside of every task: whoever resumes it may. */
  everybodys = false;
  /** A store was entered here, for the rest of the turn. */
  entered = false;
  /** Stands for this run in what is made in the present turn of a loop. */
  turn: Activation | undefined = undefined;
  /** How the functions that were made in this run were passed on, by their sites. */
  passes: Map<number, Passes> | undefined = undefined;
  /** What was asked for with functions that were made in this run, by their sites. */
  asks: Map<number, Ask[]> | undefined = undefined;
  /** Who took jobs out, of the functions made in this run, by their sites: see jobs.ts. */
  takers: Map<number, WeakMap<Context, { own: boolean }>> | undefined = undefined;
  /** The functions made in this run that ran in its context, by their sites. */
  home: Set<number> | undefined = undefined;
  /** Why this run may have the right context after all. */
  doubt: Doubt | undefined = undefined;
  /** Whose mistake it is instead, if that proves to be one: the callback that called this one. */
  above: Activation | undefined = undefined;
  /**
   * Of a function that was given once: for whom it ran too, in which context and where it was called for (or where a
   * bound one was passed on), and with what.
   */
  others: Pass[] | undefined = undefined;
  askedIn: Context | undefined = undefined;
  place: number | undefined = undefined;
  args: readonly unknown[] | undefined = undefined;
  /** The sightings that count this run. */
  told: Set<{ readonly store: Store; readonly shared: boolean }> | undefined = undefined;

  constructor(
    lexical: Activation | undefined,
    site: number,
    caller: Activation | undefined,
    actual: Context,
    context: Context,
    origin: Activation | undefined,
  ) {
    this.lexical = lexical;
    this.site = site;
    this.caller = caller;
    this.actual = actual;
    this.context = context;
    this.origin = origin;
    this.serving = caller?.serving ?? lexical?.serving;
  }
}

/**
 * Who began to differ, when a function that was made in `lexical` runs in a context that is not its own: the callback
 * that made it, if that ran in the wrong task already, for everything below it follows from that. Each store has tasks
 * of its own, so it has to be the same stores that are wrong.
 */
export function originOf(run: Activation, lexical: Activation | undefined): Activation {
  const above = lexical?.origin;
  if (above === undefined || !contextBelongsTo(run.actual, above.actual)) return run;
  for (const store of run.context.scopes.keys())
    if (differs(run, store) && !differs(above, store)) return run;
  return above;
}

function differs({ actual, context }: Activation, store: Store): boolean {
  return !belongsTo(actual.scopes.get(store), context.scopes.get(store));
}
