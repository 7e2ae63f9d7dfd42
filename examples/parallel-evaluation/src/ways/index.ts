import type { Way } from '../batch.ts';
import { overExecutor } from './executor.ts';
import { inTurn } from './in-turn.ts';
import { overPQueue } from './p-queue.ts';
import { overPiscina } from './piscina.ts';
import { overSetImmediate } from './set-immediate.ts';
import { overWorker } from './worker.ts';

export const WAYS: Record<string, Way> = {
  'one by one': inTurn,
  setImmediate: overSetImmediate,
  'p-queue': overPQueue,
  executor: overExecutor,
  Worker: overWorker,
  Piscina: overPiscina,
};
