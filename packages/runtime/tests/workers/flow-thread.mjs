// The flow in a thread of its own, or in a thread that this one starts.
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { spawnWithParentOverrides, withParentOverrides } from '@parent-overrides/runtime';
import { flow } from './flow.mjs';

const { nested, wrapped, ...rest } = workerData;
const create = () => new Worker(new URL(import.meta.url), { workerData: rest });
if (nested) {
  const worker = wrapped ? spawnWithParentOverrides(create) : create();
  worker.on('message', (seen) => parentPort.postMessage(seen));
} else {
  parentPort.postMessage(await withParentOverrides(flow)(rest));
}
