import PQueue from 'p-queue';
import type { Batch } from '../batch.ts';
import { runExample } from '../run-example.ts';

/** The model takes four calls at a time, whoever makes them. */
const queue = new PQueue({ concurrency: 4 });

export async function overPQueue(batch: Batch): Promise<void> {
  await Promise.all(
    batch.examples.map((example) =>
      queue.add(async () => {
        if (!batch.signal.aborted) batch.record(await runExample(example));
      }),
    ),
  );
}
