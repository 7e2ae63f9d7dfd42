import type { Batch } from '../batch.ts';
import { Executor } from '../executor.ts';
import { runExample } from '../run-example.ts';

const executor = new Executor(4);

export async function overExecutor(batch: Batch): Promise<void> {
  const tasks = batch.examples.map((example) =>
    executor.submit(async () => {
      if (!batch.signal.aborted) batch.record(await runExample(example));
    }),
  );
  await Promise.all(tasks);
}
