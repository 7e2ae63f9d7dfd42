/**
 * One process of `pnpm bench:runtime` for reads, contexts and memory: prints medians and ratios as JSON. Plain
 * JavaScript, because Node 20 runs no TypeScript.
 *
 * `contexts.js PREVIOUS ROUNDS`: the file of 0.1.0's runtime, and how many rounds to measure.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { compare, keep } from './paired.js';

const [previous, rounds] = process.argv.slice(2);
const { resolve } = createRequire(new URL('../../packages/runtime/package.json', import.meta.url));
const load = (name) => import(pathToFileURL(resolve(name)));
const now = await load('@parent-overrides/runtime');

/** What a wrapped callback keeps, beside the callback itself, in bytes. First, while no other store is there. */
function memory() {
  const COUNT = 100_000;
  const callback = () => 1;
  const list = new Array(COUNT).fill(undefined);
  const heap = () => {
    globalThis.gc();
    globalThis.gc();
    return process.memoryUsage().heapUsed;
  };
  return now.defineSettings('memory', { x: {} }).context({ x: 1 }, () => {
    const start = heap();
    for (let i = 0; i < COUNT; i++) list[i] = now.withParentOverrides(callback);
    const bytes = (heap() - start) / COUNT;
    keep(list);
    return bytes;
  });
}
const bytes = memory();

const before = await import(pathToFileURL(previous));
await load('reflect-metadata');
const cls = (await load('nestjs-cls')).ClsServiceManager.getClsService();
const definition = { x: { default: 0 }, y: {}, z: { default: 0 } };
const [ours, theirs] = [now, before].map(({ defineSettings }) => defineSettings('contexts', definition));
const store = new AsyncLocalStorage();

/** Of a value that is overridden, and of one that is a default, inside a context. */
function reads() {
  const measure = () =>
    compare(
      {
        'current.x': () => keep(ours.current.x),
        'current.x in 0.1.0': () => keep(theirs.current.x),
        'current.z, a default': () => keep(ours.current.z),
        'current.z in 0.1.0': () => keep(theirs.current.z),
        'getStore().x': () => keep(store.getStore().x),
      },
      +rounds,
    );
  const values = { x: 1, y: 2 };
  return ours.context(values, () => theirs.context(values, () => store.run(values, measure)));
}

function contexts() {
  const body = () => 1;
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`setting${i}`, i]));
  const large = now.defineSettings('large', Object.fromEntries(Object.keys(many).map((key) => [key, {}])));
  return compare(
    {
      'context({ x, y })': () => keep(ours.context({ x: 1, y: 2 }, body)),
      'in 0.1.0': () => keep(theirs.context({ x: 1, y: 2 }, body)),
      'nestjs-cls run, set, set': () =>
        keep(
          cls.run(() => {
            cls.set('x', 1);
            cls.set('y', 2);
            return body();
          }),
        ),
      'als.run': () => keep(store.run({ x: 1, y: 2 }, body)),
      'context of 1,000 values': () => keep(large.context(many, body)),
    },
    +rounds,
  );
}

console.log(JSON.stringify({ version: process.version, reads: reads(), contexts: contexts(), bytes }));
