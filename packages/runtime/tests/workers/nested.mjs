import { parentPort, Worker, workerData } from 'node:worker_threads';
import { spawnWithParentOverrides } from '@parent-overrides/runtime';
import { read, settings } from './settings.mjs';

// A grandchild, wrapped or not; or one under a context of this thread's own.
const spawn = () => new Worker(new URL('./report.mjs', import.meta.url));
const grandchild = {
  wrapped: () => spawnWithParentOverrides(spawn),
  unwrapped: spawn,
  context: () => settings.context({ temperature: 9 }, () => spawnWithParentOverrides(spawn)),
}[workerData]();
grandchild.on('message', (seen) => parentPort.postMessage({ child: read(), grandchild: seen }));
