/** Node: AsyncLocalStorage, and environment data for Worker threads. The browser build swaps this file. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { CARRIER_KEY, type Carrier } from './carrier.ts';

export type Propagation = 'async-local-storage' | 'async-context' | 'synchronous';

export interface Storage<T> {
  getStore(): T | undefined;
  run<A extends unknown[], R>(value: T, body: (...args: A) => R, ...args: A): R;
}

/** How far overrides reach here: with 'synchronous' until the first `await`, else across it. */
export const propagation: Propagation = 'async-local-storage';

export const ContextStorage: new <T>() => Storage<T> = AsyncLocalStorage;

function exchange(carrier?: unknown): unknown {
  const before = getEnvironmentData(CARRIER_KEY);
  setEnvironmentData(CARRIER_KEY, carrier as never);
  return before;
}

/**
 * What this thread was spawned with. Taken, not read: environment data is inherited by every thread started
 * later, and an unwrapped grandchild must start empty rather than stale.
 */
export const takeSpawned = (): unknown => exchange();

/**
 * Constructs a Worker so that it starts with `carrier`. The clone happens inside the constructor and all of
 * this is synchronous, so concurrent spawns stay apart and a clone error leaves nothing behind.
 */
export function spawnWith<W extends object>(carrier: Carrier | undefined, create: () => W): W {
  const before = exchange(carrier);
  try {
    return create();
  } finally {
    exchange(before);
  }
}
