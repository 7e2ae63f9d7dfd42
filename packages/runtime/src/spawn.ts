/** Overrides for a thread's whole life: captured where it is spawned. */
import { emptyMap, makeOverrides } from './frame.ts';
import { spawnWith } from './platform.ts';
import { currentOverrides } from './state.ts';
import { encode } from './wire.ts';

/** A `create` that gives a promise is a compile error. */
type Constructed<W> = W extends PromiseLike<unknown> ? never : W;

function started<W extends object>(worker: W): W {
  if (typeof (worker as any)?.then === 'function') {
    throw new TypeError(
      'create gave a promise. It must construct the Worker synchronously, or the thread starts without the ' +
        'overrides: await what it needs first, then spawn.',
    );
  }
  return worker;
}

/**
 * What `create` constructs, with the overrides that are current now: the worker finds them when it imports the
 * module that defines the settings. `create` must construct the Worker synchronously.
 * @throws TypeError when an override may not or cannot leave this thread, or when `create` gives a promise
 */
export function spawnWithParentOverrides<W extends object>(create: () => Constructed<W>): W {
  return started<W>(spawnWith(encode(currentOverrides()), create as () => W));
}

/** What `create` constructs, started with no overrides: detached from the parent, on purpose. */
export function spawnWithoutParentOverrides<W extends object>(create: () => Constructed<W>): W {
  const detached = makeOverrides(emptyMap(), currentOverrides().inherited);
  return started<W>(spawnWith(encode(detached), create as () => W));
}
