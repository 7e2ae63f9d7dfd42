import type { Batch } from '../batch.ts';
import type { Example } from '../dataset.ts';
import { runExample } from '../run-example.ts';

/** All at once, each in a turn of its own. */
export async function overSetImmediate(batch: Batch): Promise<void> {
  await Promise.all(batch.examples.map((example) => launch(example, batch)));
}

function launch(example: Example, batch: Batch): Promise<void> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      if (batch.signal.aborted) return resolve();
      runExample(example)
        .then((outcome) => batch.record(outcome))
        .then(resolve, reject);
    });
  });
}
