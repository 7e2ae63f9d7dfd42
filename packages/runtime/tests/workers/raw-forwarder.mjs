// Hands overrides on without defining the store they belong to.
import { parentPort, Worker } from 'node:worker_threads';
import { spawnWithParentOverrides } from '@parent-overrides/runtime';

const worker = spawnWithParentOverrides(() => new Worker(new URL('./report.mjs', import.meta.url)));
worker.on('message', (seen) => parentPort.postMessage(seen));
