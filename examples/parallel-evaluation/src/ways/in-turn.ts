import type { Batch } from '../batch.ts';
import { runExample } from '../run-example.ts';
import { settings } from '../settings.ts';

/** No parallelism at all: slow, and what the others have to agree with. */
export async function inTurn(batch: Batch): Promise<void> {
  const { usageTracker } = settings.current;
  for (const example of batch.examples) {
    if (batch.signal.aborted) return;
    const own = { trace: [], usageTracker: usageTracker && usageTracker.child() };
    batch.record(await settings.context(own, () => runExample(example)));
  }
}
