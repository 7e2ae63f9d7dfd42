/** Browsers: the first message of a web Worker. Same exports as threads.ts. */
import type { Carrier } from './carrier.ts';
import { postCarrier } from './post-carrier.ts';
import type { Creation } from './threads.ts';

export type { Creation };

/** A web Worker gets its overrides as a message: see worker.ts. */
export function takeSpawned(): unknown {
  return undefined;
}

export function spawnWith<W extends object>(carrier: Carrier | undefined, create: () => W): Creation<W> {
  const created = create();
  return { created, carried: postCarrier(created, carrier), started: false };
}
