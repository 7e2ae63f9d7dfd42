import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Batch } from '../batch.ts';
import type { Outcome } from '../run-example.ts';
import { settings } from '../settings.ts';

/** One thread for the whole batch. */
export async function overWorker(batch: Batch): Promise<void> {
  const { usageTracker } = settings.current;
  const worker = new Worker(new URL('./batch-worker.js', import.meta.url), { workerData: batch.examples });
  worker.on('message', (outcome: Outcome) => {
    batch.record(outcome);
    if ('row' in outcome) usageTracker?.add(outcome.row.tracked);
  });
  batch.signal.addEventListener('abort', () => void worker.terminate(), { once: true });
  await once(worker, 'exit');
}
