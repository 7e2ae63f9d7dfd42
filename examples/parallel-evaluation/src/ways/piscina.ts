import { Piscina } from 'piscina';
import type { Batch } from '../batch.ts';
import type { Example } from '../dataset.ts';
import type { Outcome } from '../run-example.ts';
import { settings } from '../settings.ts';

const THREADS = 2;

const pool = new Piscina<{ example: Example }, Outcome>({
  filename: new URL('./pool-worker.js', import.meta.url).href,
  maxThreads: THREADS,
});

/**
 * Hands the pool a few examples at a time and stops when the batch is cancelled. A `signal` for each task would end
 * the thread that runs it, even one that is still loading, to save the millisecond that an example takes.
 */
export async function overPiscina(batch: Batch): Promise<void> {
  const { usageTracker } = settings.current;
  const left = batch.examples.values();
  const feed = async (): Promise<void> => {
    for (const example of left) {
      if (batch.signal.aborted) return;
      const outcome = await pool.run({ example });
      batch.record(outcome);
      if ('row' in outcome) usageTracker?.add(outcome.row.tracked);
    }
  };
  await Promise.all(Array.from({ length: THREADS * 2 }, feed));
}
