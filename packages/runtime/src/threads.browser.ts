/** Browsers: the first message of a web Worker. Same exports as threads.ts. */
import { CARRIER_KEY, type Carrier } from './carrier.ts';
import type { Creation } from './threads.ts';

export type { Creation };

/** A web Worker gets its overrides as a message: see worker.ts. */
export function takeSpawned(): unknown {
  return undefined;
}

const spawned = new WeakSet<object>();

/** The first message of a web Worker or of a SharedWorker's port; worker.ts takes it off at the other end. */
export function spawnWith<W extends object>(carrier: Carrier | undefined, create: () => W): Creation<W> {
  const created = create();
  const port: any = (created as any)?.port ?? created;
  const carried = typeof port?.postMessage === 'function' && !spawned.has(created);
  if (carrier && carried) {
    spawned.add(created);
    port.postMessage({ [CARRIER_KEY]: carrier });
  }
  return { created, carried, started: false };
}
