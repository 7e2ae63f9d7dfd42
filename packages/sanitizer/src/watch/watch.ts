/** The run-time half: what instrumented code calls, and what a report is made from. One for each process. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { ask, asked } from './asks.ts';
import { resolvers, settler } from './batches.ts';
import { passBound } from './bound.ts';
import { taken } from './called-with.ts';
import { nameStore, takeSightings } from './findings.ts';
import { put, took, tookAll } from './jobs.ts';
import { printAsWritten } from './look-native.ts';
import { declareFunction, declareTable, giveOnce, giveTo, method, passOn, push } from './passes.ts';
import { addFile } from './sites.ts';
import { state } from './state.ts';
import { watchStores } from './stores.ts';
import { beginTurn, endTurns, enter, here, iterate, leave, pause, resume } from './track.ts';

/** Instrumented code calls these by the global name. What a call passes through is its last argument. */
const watch = {
  file: addFile,
  enter,
  leave,
  pause,
  resume,
  iterate,
  declare: declareFunction,
  made: <F>(lexical: Parameters<typeof enter>[0], site: number, value: F): F =>
    state.armed ? declareFunction(lexical, site, value) : value,
  table: declareTable,
  pass: passOn,
  bound: passBound,
  given: giveOnce,
  givenTo: giveTo,
  taken,
  method,
  ask,
  asked,
  settler,
  resolvers,
  put,
  took,
  tookAll,
  push,
  turn: beginTurn,
  turned: endTurns,
  here,
  /** Who makes a store will enter it: a loop that begins before that is to be known by then. */
  store: <T>(name: string, store: T): T => {
    state.armed = true;
    return nameStore(name, store);
  },
  takeSightings,
  /** Called by each file where a test runner made its realm. */
  begin: (_global: object): void => undefined,
};

export type Watch = typeof watch;

const KEY = Symbol.for('@parent-overrides/sanitizer 1');
const GLOBAL = '$parentOverrides';

const holder = AsyncLocalStorage as unknown as Record<symbol, Watch | undefined>;

/** Whether another copy of the package watches this process. */
export function isWatchedByAnother(): boolean {
  return holder[KEY] !== undefined && holder[KEY] !== watch;
}

/**
 * Begins to watch, unless another copy of the package does already: then that one is used.
 * The class of all stores holds it, because that is the same one in every realm of a process.
 */
export function startWatching(): Watch {
  let watching = holder[KEY];
  if (watching === undefined) {
    Object.defineProperty(holder, KEY, { value: watch });
    watchStores();
    printAsWritten();
    watching = watch;
  }
  if (!(GLOBAL in globalThis)) Object.defineProperty(globalThis, GLOBAL, { value: watching });
  return watching;
}
