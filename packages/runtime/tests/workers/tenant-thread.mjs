import { parentPort } from 'node:worker_threads';
import { withParentOverrides } from '@parent-overrides/runtime';
import { seen } from './tenants.mjs';

parentPort.postMessage({ atOnce: seen(), inChild: withParentOverrides(seen)() });
await null;
parentPort.on('message', () => parentPort.postMessage({ unwrapped: seen() }));
parentPort.on(
  'message',
  withParentOverrides(() => parentPort.postMessage({ wrapped: seen() })),
);
