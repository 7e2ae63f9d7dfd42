/** What was seen, gathered by where the callback was launched. */
import type { Activation } from './activation.ts';
import type { Batch, BatchRead } from './batch.ts';
import { belongsTo, type Context, isBegunIn, type Scope, type Store } from './context.ts';
import type { Doubt } from './doubt.ts';
import type { Pass } from './pass.ts';
import { passesOf } from './passes.ts';
import { packageOf } from './runners-own.ts';
import { type Site, siteAt } from './sites.ts';
import { readStack } from './stack.ts';

/** A callback read a store under a task that is not its own. */
export interface Sighting {
  /** The work is for several tasks at once, so that nobody's context is right. */
  readonly shared: boolean;
  readonly launch: Site | undefined;
  /** The callback. */
  readonly callback: Site | undefined;
  /** What the launch was given, where that is not the callback. */
  readonly took?: Doubt['took'] | undefined;
  readonly store: Store;
  /** The stacks of the reads, one for each function that read. */
  readonly stacks: ReadonlyMap<number, string>;
  readonly expected: Scope;
  /** Nothing when the callback ran in no task. */
  readonly actual: Scope | undefined;
  /** Runs of the callback, not reads. */
  readonly count: number;
}

interface Candidate extends Omit<Sighting, 'expected' | 'count'> {
  readonly stacks: Map<number, string>;
  /** Of each run: the scope that it should have read, or nothing if it read the right one after all. */
  readonly runs: (() => Scope | undefined)[];
}

let candidates = new Map<string, Candidate>();

/** Called when `run` reads `store`, which it ought to see in `expected`. */
export function sight(run: Activation, store: Store, expected: Scope, actual: Scope | undefined): void {
  const origin = run.origin ?? run;
  const { doubt } = origin;
  const place = doubt?.place ?? passesOf(origin.lexical, origin.site)?.place ?? placeOfBound(origin);
  note(origin, { run, store, place, actual, shared: false, took: doubt?.took }, () =>
    isBorneOut(origin) && !isToldAbove(origin, store) ? expected : undefined,
  );
}

function isBorneOut({ doubt }: Activation): boolean {
  return doubt?.isBorneOut() !== false;
}

/** `query(sql, (error, row) => { log(row); callback(row); })`: who wraps the one has wrapped what it calls. */
function isToldAbove(run: Activation, store: Store): boolean {
  for (let { above } = run; above !== undefined; above = above.above) {
    const reads = [...(above.told ?? [])].some((one) => one.store === store && !one.shared);
    if (reads && isBorneOut(above)) return true;
  }
  return false;
}

/** What was made by `bind` stands where it is passed on. */
function placeOfBound({ place, others }: Activation): number | undefined {
  return others === undefined ? place : undefined;
}

/** Called when `run`, which may be for several tasks, reads a store that all is well with otherwise. */
export function sightShared(
  run: Activation,
  serving: Activation,
  store: Store,
  actual: Scope | undefined,
): void {
  // It has a context of its own there, which is the cure.
  if (isBegunIn(actual, serving.askedIn?.scopes.get(store))) return;
  note(serving, { run, store, place: serving.place, actual, shared: true }, () => {
    const left = serving.others?.filter(isLeft) ?? [];
    return left.map(({ context }) => context.scopes.get(store)).find((scope) => !belongsTo(actual, scope));
  });
}

/** Called when a batch that read a store settles what another task waits for. */
export function sightBatch(batch: Batch, waiting: Activation, read: BatchRead, context: Context): void {
  const { store, site, stack } = read;
  const expected = context.scopes.get(store);
  const actual = batch.actual.scopes.get(store);
  if (expected === undefined || belongsTo(actual, expected)) return;
  const place = siteAt(waiting.site)?.launch;
  const key = ['batch', waiting.site, storeNumber(store)].join(' ');
  let candidate = candidates.get(key);
  if (candidate === undefined) {
    const stacks = new Map([[site, stack]]);
    candidate = {
      shared: true,
      launch: place,
      callback: siteAt(batch.site),
      store,
      stacks,
      actual,
      runs: [],
    };
    candidates.set(key, candidate);
  }
  if (candidate.runs.length < MOST_RUNS) candidate.runs.push(() => expected);
}

/** Of one place: beyond this many it is only the number that would still change. */
const MOST_RUNS = 10_000;

function isLeft({ met, claimed, isBorneOut }: Pass): boolean {
  return !met && !claimed && isBorneOut?.() !== false;
}

interface Read {
  readonly run: Activation;
  readonly store: Store;
  readonly place: number | undefined;
  readonly actual: Scope | undefined;
  readonly shared: boolean;
  readonly took?: Doubt['took'] | undefined;
}

const MOST_READS = 5;

function note(callback: Activation, read: Read, expected: () => Scope | undefined): void {
  const { run, store, place, actual, shared, took } = read;
  const key = [place, callback.site, storeNumber(store), shared].join(' ');
  let candidate = candidates.get(key);
  if (candidate === undefined) {
    const site = siteAt(callback.site);
    const launch = (place === undefined ? undefined : siteAt(place)) ?? site?.launch;
    candidate = { shared, launch, callback: site, took, store, stacks: new Map(), actual, runs: [] };
    candidates.set(key, candidate);
  }
  const { stacks } = candidate;
  if (stacks.size < MOST_READS && !stacks.has(run.site)) stacks.set(run.site, readStack());
  const told = (callback.told ??= new Set());
  if (told.has(candidate)) return;
  told.add(candidate);
  candidate.runs.push(expected);
}

/** What was seen since the last time. */
export function takeSightings(): Sighting[] {
  const taken = [...candidates.values()];
  candidates = new Map();
  const sightings = taken.flatMap(({ runs, ...seen }) => {
    const scopes = runs.flatMap((run) => run() ?? []);
    const [expected] = scopes;
    return expected === undefined ? [] : [{ ...seen, expected, count: scopes.length }];
  });
  // One run for several is in the wrong task for some of them, which is no second mistake.
  const shared = new Set(sightings.flatMap((one) => (one.shared ? keyOf(one) : [])));
  return sightings.filter((one) => one.shared || !shared.has(keyOf(one)));
}

function keyOf({ launch, callback, store }: Sighting): string {
  const places = [launch, callback].map((site) => site && `${site.file}:${site.line}:${site.column}`);
  return [...places, storeNumber(store)].join(' ');
}

const numbers = new WeakMap<Store, number>();
let stores = 0;

function storeNumber(store: Store): number {
  let number = numbers.get(store);
  if (number === undefined) numbers.set(store, (number = ++stores));
  return number;
}

const names = new WeakMap<object, string>();

export function nameStore<T>(name: string, store: T): T {
  if (typeof store === 'object' && store !== null) names.set(store, name);
  return store;
}

/** What the program calls a store, as far as that is known. */
export function storeName(store: Store): string {
  const named = names.get(store) ?? (store as { name?: string }).name;
  if (named) return named;
  const number = storeNumber(store);
  const maker = packageOf(store);
  return maker === undefined ? `store ${number}` : `${maker}’s store ${number}`;
}
