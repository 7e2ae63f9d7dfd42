import { Piscina } from 'piscina';
import type { Batch } from '../batch.ts';
import type { Example } from '../dataset.ts';
import type { Outcome } from '../run-example.ts';
import { settings } from '../settings.ts';

const pool = new Piscina<{ example: Example }, Outcome>({
  filename: new URL('./pool-worker.js', import.meta.url).href,
  maxThreads: 2,
});

export async function overPiscina(batch: Batch): Promise<void> {
  const { usageTracker } = settings.current;
  await Promise.all(
    batch.examples.map(async (example) => {
      const outcome = await pool.run({ example }, { signal: batch.signal });
      batch.record(outcome);
      if ('row' in outcome) usageTracker?.add(outcome.row.tracked);
    }),
  );
}
