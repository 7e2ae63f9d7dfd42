/**
 * One run of one function of the program, and the context that it ought to have.
 *
 * A function takes its context from where it was made, and not from who happens to run it. Where it was made is the
 * activation around it in the source, which the instrumented code hands over: so no function has to be wrapped or
 * marked, and nothing that compares or prints functions can tell.
 */
import { type Context, contextBelongsTo } from './context.ts';
import type { Claim, Passes } from './passes.ts';
import type { Sighting } from './findings.ts';

export class Activation {
  /** The run of the function around this one in the source. */
  readonly lexical: Activation | undefined;
  /** Which function it is, in the table of sites. */
  readonly site: number;
  /** Who called it, or resumed it, in the same turn. */
  caller: Activation | undefined;
  /** What the program has. */
  actual: Context;
  /** What it ought to have. */
  context: Context;
  /** The run that began to differ: the callback that was launched. */
  origin: Activation | undefined;
  running = true;
  /** A store was entered here, for the rest of the turn. */
  entered = false;
  /** How the functions that were made in this run were passed on, by their sites. */
  passes: Map<number, Passes> | undefined = undefined;
  /** The passing-on that says what this run ought to have, while it is not sure. */
  claim: Claim | undefined = undefined;
  /** The sightings that count this run. */
  told: Set<Sighting> | undefined = undefined;

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
  }
}

/**
 * Who began to differ, when a function that was made in `lexical` runs in a context that is not its own: the callback
 * that made it, if that ran in the wrong task already, for everything below it follows from that.
 */
export function originOf(run: Activation, lexical: Activation | undefined): Activation {
  const above = lexical?.origin;
  return above !== undefined && contextBelongsTo(run.actual, above.actual) ? above : run;
}
