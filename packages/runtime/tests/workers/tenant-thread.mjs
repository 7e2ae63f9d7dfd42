import { parentPort } from 'node:worker_threads';
import { withParentOverrides, withoutParentOverrides } from '@parent-overrides/runtime';
import { seen } from './tenants.mjs';

// Nothing brings back in a child of detached work what was taken from it.
const detached = withoutParentOverrides(() => withParentOverrides(seen)());

parentPort.postMessage({ atOnce: seen(), inChild: withParentOverrides(seen)(), detached: detached() });
await null;
parentPort.on('message', () => parentPort.postMessage({ unwrapped: seen() }));
parentPort.on(
  'message',
  withParentOverrides(() => parentPort.postMessage({ wrapped: seen() })),
);
