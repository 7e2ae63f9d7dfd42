/** Overrides for a thread's whole life: captured where it is spawned. */
import { must } from './fail.ts';
import type { Overrides } from './frame.ts';
import { spawnWith } from './platform.ts';
import { settled, detached } from './state.ts';
import { encode } from './wire.ts';

/** A `create` that gives a promise is a compile error. */
type Constructed<W> = W extends PromiseLike<unknown> ? never : W;

function spawn<W extends object>(overrides: Overrides, create: () => Constructed<W>): W {
  const worker: any = spawnWith(encode(overrides), create);
  must(!worker?.then, 'create must construct the Worker synchronously', worker);
  return worker;
}

/**
 * What `create` constructs, with the overrides that are current now: the worker finds them when it imports the
 * module that defines the settings. `create` must construct the Worker synchronously.
 * @throws TypeError when an override may not or cannot leave this thread, or when `create` gives a promise
 */
export function spawnWithParentOverrides<W extends object>(create: () => Constructed<W>): W {
  return spawn(settled(), create);
}

/** What `create` constructs, started with no overrides: detached from the parent, on purpose. */
export function spawnWithoutParentOverrides<W extends object>(create: () => Constructed<W>): W {
  return spawn(detached(), create);
}
