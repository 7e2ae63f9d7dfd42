/** Overrides for a thread's whole life: captured where it is spawned. */
import { must } from './fail.ts';
import type { Carrier } from './carrier.ts';
import { spawnWith } from './threads.ts';
import { encodeCurrent, encodeDetached } from './wire.ts';

/** A `create` that gives a promise is a compile error. */
type Constructed<W> = W extends PromiseLike<unknown> ? never : W;

/** What is refused must not live on: a Worker, a process, a pool. */
function stop(created: any): void {
  for (const method of ['terminate', 'kill', 'destroy']) {
    if (typeof created?.[method] === 'function') {
      created[method]()?.catch?.(() => {});
      return;
    }
  }
}

const RULE =
  'create must construct the Worker that it returns, for this launch only. A process, a pool, or a Worker that ' +
  'runs already gets overrides with each message, from packParentOverrides';

function spawn<W extends object>(carrier: Carrier | undefined, create: () => Constructed<W>): W {
  const { created, carried, started } = spawnWith<any>(carrier, create);
  if (typeof created?.then === 'function') {
    created.then(stop, () => {});
    must(false, 'create must construct the Worker synchronously', created);
  }
  if (carrier && !carried) {
    if (started || typeof created?.kill === 'function') stop(created);
    must(false, RULE, created);
  }
  return created;
}

/**
 * What `create` constructs, with the overrides that are current now: the worker finds them when it imports the
 * module that defines the settings. `create` must construct the Worker synchronously, and return it or what holds it.
 * @throws TypeError when an override may not or cannot leave this thread, and when there is one and `create` makes
 * no thread (a process), one that was there already, or more than those it returns (a pool). What it made is stopped.
 */
export function spawnWithParentOverrides<W extends object>(create: () => Constructed<W>): W {
  return spawn(encodeCurrent(), create);
}

/** What `create` constructs, started with no overrides: detached from the parent, on purpose. */
export function spawnWithoutParentOverrides<W extends object>(create: () => Constructed<W>): W {
  return spawn(encodeDetached(), create);
}
