import { parentPort, workerData } from 'node:worker_threads';
import type { Example } from '../dataset.ts';
import { runExample } from '../run-example.ts';
import '../setup.ts';

for (const example of workerData as Example[]) {
  setImmediate(async () => parentPort?.postMessage(await runExample(example)));
}
