/**
 * Functions that are passed on. Most are written where they are launched, and have their launcher's context by where
 * they were made. One that was made outside every task, and passed on inside of one, has the context of that moment;
 * one that was given to a queue or a debounce once has the context of each call of that. When such a function runs,
 * nobody says which of them it runs for. Its arguments may. Else each run takes a passing-on that it fits; when it
 * fits none, another's is left over, and that is told if it is still left over at the end.
 */
import type { Activation } from './activation.ts';
import { type Context, contextBelongsTo, OUTSIDE } from './context.ts';
import { isWithin } from './detached.ts';
import { isCalledWith } from './called-with.ts';
import { claim, type Pass, Passes } from './pass.ts';
import { siteAt } from './sites.ts';
import { actualContext, state } from './state.ts';

interface Made {
  readonly lexical: Activation | undefined;
  readonly site: number;
}

/** A method, which is not read to say which one it is. */
class Method implements Made {
  readonly lexical: Activation | undefined;
  readonly site: number;

  constructor(lexical: Activation | undefined, site: number) {
    this.lexical = lexical;
    this.site = site;
  }
}

export function method(lexical: Activation | undefined, site: number): Method {
  return new Method(lexical, site);
}

/** What made a function, by the function. */
const made = new WeakMap<object, Made>();
/** The functions that were given to what a call made, by that. */
const holders = new WeakMap<object, readonly Made[]>();
/** By holder: who called it first, and whether others did. */
const callers = new WeakMap<object, { readonly first: Context; areSeveral: boolean }>();
/** Of functions that were made in no task. */
const outside = new Map<number, Passes>();

/** More than this many waiting at once are a stream of events, not launches. */
const MOST_PENDING = 1_000;

export function declareFunction<F>(lexical: Activation | undefined, site: number, value: F): F {
  if (typeof value === 'function') made.set(value, { lexical, site });
  return value;
}

/** An object's functions, by their sites. They keep their names only where the object is written as it was. */
export function declareTable<O extends object>(
  lexical: Activation | undefined,
  members: Readonly<Record<string, number>>,
  table: O,
): O {
  for (const [name, site] of Object.entries(members)) {
    declareFunction(lexical, site, Object.getOwnPropertyDescriptor(table, name)?.value);
  }
  return table;
}

export function passesOf(lexical: Activation | undefined, site: number): Passes | undefined {
  return lexical === undefined ? outside.get(site) : lexical.passes?.get(site);
}

function passesFor({ lexical, site }: Made): Passes {
  const table = lexical === undefined ? outside : (lexical.passes ??= new Map<number, Passes>());
  let passes = table.get(site);
  if (passes === undefined) table.set(site, (passes = new Passes()));
  return passes;
}

/** Called for each argument of a call that may be a function. */
export function passOn<F>(passing: Activation | undefined, place: number, value: F): F {
  if (typeof value !== 'function') return value;
  const origin = made.get(value);
  if (origin === undefined) return value;
  const passes = passesFor(origin);
  if (!state.armed) return value;
  const context = contextOf(passing);
  // A callback that runs in another task launches nothing on behalf of that function's own.
  const isTold = passes.place !== undefined || siteAt(origin.site)?.launch !== undefined;
  const strays = passing !== undefined && passing.context !== passing.actual && isTold;
  const isMakers = origin.lexical === undefined || contextBelongsTo(context, origin.lexical.context);
  if (strays) return value;
  if (isMakers) passes.place = place;
  // It has this context by where it was made, or nobody's.
  if (context === OUTSIDE || context === origin.lexical?.context) return value;
  const detached = context.detached && origin.lexical !== undefined && isWithin(passing, origin.lexical);
  add(passes, { context, place, args: undefined, detached, claimed: false, met: false });
  return value;
}

/**
 * Called with what a call that took functions returned.
 * @param sites the functions that were written there
 * @param values those that were named
 */
export function giveOnce<T>(
  lexical: Activation | undefined,
  sites: readonly number[],
  values: readonly unknown[],
  holder: T,
): T {
  if (isHolder(holder)) hold(holder, madeBy(lexical, sites, values));
  return holder;
}

/** Called with what a call returned that gave functions to `holder`. One that is made in a task is that task's. */
export function giveTo<T>(
  lexical: Activation | undefined,
  sites: readonly number[],
  values: readonly unknown[],
  holder: unknown,
  returned: T,
): T {
  if (isHolder(holder) && contextOf(lexical) === OUTSIDE) {
    hold(holder, [...(holders.get(holder) ?? []), ...madeBy(lexical, sites, values)]);
  }
  return returned;
}

/** More functions than these are a list of listeners. */
const MOST_GIVEN = 20;

function hold(holder: object, given: readonly Made[]): void {
  if (given.length > 0 && given.length <= MOST_GIVEN) holders.set(holder, given);
}

function isHolder(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** What made the functions that a call is given: written there, by their sites, and named. */
export function madeBy(
  lexical: Activation | undefined,
  sites: readonly number[],
  values: readonly unknown[],
): readonly Made[] {
  const named = values.flatMap((value) => {
    if (value instanceof Method) return value;
    return typeof value === 'function' ? (made.get(value) ?? []) : [];
  });
  return [...sites.map((site) => ({ lexical, site })), ...named];
}

/** Called with what a call of such a holder is given. */
export function push<A extends readonly unknown[]>(
  pushing: Activation | undefined,
  place: number,
  holder: unknown,
  args: A,
): A {
  if (!state.armed || !isHolder(holder)) return args;
  const given = holders.get(holder);
  if (given === undefined) return args;
  const context = contextOf(pushing);
  const calledBy = callersOf(holder, context);
  // What a task had made of its own function (`AsyncResource.bind(done)`, `once(done)`) is that task's, whoever calls it
  // when its turn comes. It launches for its callers where those are several.
  const isBorneOut = (): boolean => calledBy.areSeveral;
  for (const origin of given) {
    const passes = passesFor(origin);
    const isOfTask = origin.lexical !== undefined && origin.lexical.context !== OUTSIDE;
    const pass = { context, place, args, claimed: false, met: false, ...(isOfTask && { isBorneOut }) };
    add(passes, pass);
    passes.pusher = pushing;
    // What is under way for somebody else may be all that comes of it.
    for (const run of passes.recent) if (!run.ended && isCalledWith(pass, run.args)) run.others?.push(pass);
  }
  return args;
}

function callersOf(holder: object, context: Context): { readonly areSeveral: boolean } {
  const known = callers.get(holder);
  if (known !== undefined) {
    known.areSeveral ||= !contextBelongsTo(context, known.first) && !contextBelongsTo(known.first, context);
    return known;
  }
  const begun = { first: context, areSeveral: false };
  callers.set(holder, begun);
  return begun;
}

function contextOf(run: Activation | undefined): Context {
  return run?.context ?? actualContext();
}

function add(passes: Passes, pass: Pass): void {
  passes.count++;
  passes.pending.push(pass);
  if (passes.pending.length > MOST_PENDING) passes.pending.shift();
}

/**
 * A run of such a function begins: it gets the context of the passing-on that it seems to be for.
 * @param alone nobody of the program called it: a library did, later
 * @param args what it was called with, when it can tell
 */
export function takePass(
  run: Activation,
  passes: Passes,
  alone: boolean,
  args: readonly unknown[] | undefined,
): void {
  const fitting = passes.pending.filter((pass) => isCalledWith(pass, args));
  const own = fitting.find(({ context }) => contextBelongsTo(run.actual, context));
  const pass = own ?? fitting.find(({ claimed }) => !claimed);
  if (own !== undefined) {
    own.met = true;
    passes.runs++;
    passes.pending.splice(passes.pending.indexOf(own), 1);
  } else {
    const sure = pass?.args !== undefined && pass.args.length > 0 && args !== undefined;
    if (!alone && !sure) return;
    // In the very call of another: a cache drops somebody's entry to make room, and that is done for who needs the room.
    if (run.caller !== undefined && run.caller === passes.pusher) return;
    passes.runs++;
    if (pass === undefined) return;
    run.doubt = claim(passes, pass, sure);
    run.context = pass.context.intendedIn(run.actual);
    run.origin = run;
  }
  if (pass?.args !== undefined) serve(run, passes, args, fitting, pass);
}

/** Whether its maker passed it on in the detached flow that it runs in. */
export function isDetachedIn(passes: Passes | undefined, actual: Context): boolean {
  return (
    passes?.pending.some((pass) => pass.detached === true && contextBelongsTo(actual, pass.context)) === true
  );
}

/** A run of such a function begins that is for one of them, and may have any context. */
export function meetPass(passes: Passes, args: readonly unknown[] | undefined): void {
  const pass = passes.pending.find((one) => isCalledWith(one, args));
  if (pass === undefined) return;
  pass.met = true;
  passes.runs++;
  passes.pending.splice(passes.pending.indexOf(pass), 1);
}

const MOST_RECENT = 20;

/** It may be for others too, who get no run of their own then. */
function serve(
  run: Activation,
  passes: Passes,
  args: readonly unknown[] | undefined,
  fitting: readonly Pass[],
  pass: Pass,
): void {
  run.serving = run;
  run.args = args;
  run.place = pass.place;
  run.askedIn = pass.context;
  run.others = fitting.filter((other) => other !== pass && other.args !== undefined);
  passes.recent = passes.recent.filter(({ ended }) => !ended).slice(-MOST_RECENT);
  passes.recent.push(run);
}
