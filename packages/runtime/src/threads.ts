/**
 * Node, Bun and Deno: environment data for Worker threads. Deno's web Workers have none and get a message, as in
 * browsers, whose build swaps this file.
 */
import { getEnvironmentData, setEnvironmentData, threadId, Worker } from 'node:worker_threads';
import { CARRIER_KEY, type Carrier } from './carrier.ts';
import { postCarrier } from './post-carrier.ts';

/** What a thread is started with, and the cell where its parent says which thread that is. */
interface Spawned {
  readonly carrier: Carrier;
  readonly cell: Int32Array;
}

function exchange(spawned?: unknown): unknown {
  const before = getEnvironmentData(CARRIER_KEY);
  setEnvironmentData(CARRIER_KEY, spawned as never);
  return before;
}

/**
 * What this thread was spawned with. Taken, not read: environment data is inherited by every thread started
 * later, and an unwrapped grandchild must start empty rather than stale. So must one that was started before its
 * parent had loaded this: it finds another thread's number in the cell.
 */
export function takeSpawned(): unknown {
  const spawned = exchange() as Spawned | undefined;
  if (!spawned) return;
  // The parent is still in `create`. Not for ever: it may be waiting there for this thread.
  Atomics.wait(spawned.cell, 0, 0, 1000);
  const child = Atomics.load(spawned.cell, 0);
  if (!child || child === threadId) return spawned.carrier;
}

/** Bun's and Deno's own. */
const WebWorker: unknown = (globalThis as any).Worker;
const isWorker = (value: unknown): value is Worker =>
  value instanceof Worker || (typeof WebWorker === 'function' && value instanceof WebWorker);

/** Deno gives its web Workers no number and no environment data, Bun both. */
const hasData = ({ threadId }: Worker): boolean => typeof threadId === 'number';

/** The threads that `created` is or holds, as web-worker's holds one, in the order of their construction. */
function workersIn(created: object): Worker[] {
  const held = Reflect.ownKeys(created).map((key) => Object.getOwnPropertyDescriptor(created, key)?.value);
  const workers = [created, ...held].filter(isWorker);
  return workers.sort((a, b) => a.threadId - b.threadId);
}

export interface Creation<W> {
  readonly created: W;
  /** Has each thread that was constructed its carrier, and are they all in `created`? */
  readonly carried: boolean;
  /** Was something constructed that would live on? */
  readonly started: boolean;
}

/**
 * Constructs a Worker so that it starts with `carrier`. The clone happens inside the constructor and all of
 * this is synchronous, so concurrent spawns stay apart and a clone error leaves nothing behind.
 */
export function spawnWith<W extends object>(carrier: Carrier | undefined, create: () => W): Creation<W> {
  const cells: Int32Array[] = [];
  const before = exchange(
    carrier && {
      carrier,
      // The clone reads it, so each thread that is constructed now gets one of its own.
      get cell() {
        const cell = new Int32Array(new SharedArrayBuffer(4));
        cells.push(cell);
        return cell;
      },
    },
  );
  let workers: Worker[] = [];
  try {
    const created = create();
    const found = workersIn(Object(created));
    workers = found.filter(hasData);
    const told = found.filter((worker) => !hasData(worker) && postCarrier(worker, carrier));
    return {
      created,
      carried: cells.length + told.length > 0 && cells.length + told.length === found.length,
      started: cells.length > 0,
    };
  } finally {
    exchange(before);
    cells.forEach((cell, at) => {
      Atomics.store(cell, 0, (cells.length === workers.length && workers[at]?.threadId) || NOBODY);
      Atomics.notify(cell, 0);
    });
  }
}

/** No thread has this number. */
const NOBODY = -1;
