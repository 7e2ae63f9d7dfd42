/** What was seen, gathered by where the callback was launched. */
import type { Activation } from './activation.ts';
import type { Scope, Store } from './context.ts';
import { type Claim, isBorneOut, passesOf } from './passes.ts';
import { type Site, siteAt } from './sites.ts';
import { readStack } from './stack.ts';

/** A callback read a store under a task that is not its own. */
export interface Sighting {
  readonly launch: Site | undefined;
  /** The callback. */
  readonly callback: Site | undefined;
  readonly store: Store;
  /** The stack of the read. */
  readonly stack: string;
  readonly expected: Scope;
  /** Nothing when the callback ran in no task. */
  readonly actual: Scope | undefined;
  /** Runs of the callback, not reads. */
  count: number;
}

interface Candidate extends Sighting {
  readonly claims: Claim[] | undefined;
}

let candidates = new Map<string, Candidate>();

/** Called when `run` reads `store`, which it ought to see in `expected`. */
export function sight(run: Activation, store: Store, expected: Scope, actual: Scope | undefined): void {
  const origin = run.origin ?? run;
  const callback = siteAt(origin.site);
  const place = passesOf(origin.lexical, origin.site)?.place;
  const launch = (place === undefined ? undefined : siteAt(place)) ?? callback?.launch;
  const key = `${place ?? ''} ${origin.site} ${run.site} ${storeNumber(store)} ${String(origin.claim !== undefined)}`;
  let candidate = candidates.get(key);
  if (candidate === undefined) {
    const claims = origin.claim === undefined ? undefined : [];
    const stack = readStack();
    candidate = { launch, callback, store, stack, expected, actual, count: 0, claims };
    candidates.set(key, candidate);
  }
  const told = (origin.told ??= new Set());
  if (told.has(candidate)) return;
  told.add(candidate);
  candidate.count++;
  if (origin.claim !== undefined) candidate.claims?.push(origin.claim);
}

/** What was seen since the last time. */
export function takeSightings(): Sighting[] {
  const taken = [...candidates.values()];
  candidates = new Map();
  return taken.flatMap(({ claims, ...sighting }) => {
    const count = claims === undefined ? sighting.count : claims.filter(isBorneOut).length;
    return count === 0 ? [] : [{ ...sighting, count }];
  });
}

export function anythingSeen(): boolean {
  return candidates.size > 0;
}

const numbers = new WeakMap<Store, number>();
let stores = 0;

export function storeNumber(store: Store): number {
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
  return names.get(store) ?? ((store as { name?: string }).name || `store ${storeNumber(store)}`);
}
