// Defines the store only when a task needs it.
import { parentPort } from 'node:worker_threads';
import { receiveParentOverrides } from '@parent-overrides/runtime';

const handle = receiveParentOverrides(async (task) => {
  const { read } = await import('./definitions.mjs');
  parentPort.postMessage({ task, ...read() });
});
parentPort.on('message', handle);
