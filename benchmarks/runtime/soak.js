/**
 * One process of `pnpm bench:runtime --soak`: ten million launches through setImmediate, with overrides that
 * change, containers that are copied, children that `set`, and three foreign stores that nobody registered; then the
 * heap must be as small as after the first.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const { resolve } = createRequire(new URL('../../packages/runtime/package.json', import.meta.url));
const { defineSettings, withParentOverrides } = await import(
  pathToFileURL(resolve('@parent-overrides/runtime'))
);
const LAUNCHES = 10_000_000;
const PER_TURN = 1_000;
const settings = defineSettings('soak', { lm: {}, trace: {} });

const stores = [new AsyncLocalStorage(), new AsyncLocalStorage(), new AsyncLocalStorage()];

let wrong = 0;
let launched = 0;
function turn() {
  return new Promise((resolve) => {
    let left = PER_TURN;
    for (let i = 0; i < PER_TURN; i++) {
      const lm = launched++;
      const launch = () =>
        setImmediate(
          withParentOverrides(() => {
            if (settings.current.lm !== lm || stores.some((store) => store.getStore().lm !== lm)) wrong++;
            settings.set({ lm: 'set in the child' });
            stores[0].enterWith({ lm: 'entered in the child' });
            if (--left === 0) resolve();
          }),
        );
      const inStores = stores.reduce((inner, store) => () => store.run({ lm }, inner), launch);
      settings.context(i % 2 ? { lm } : { lm, trace: [lm] }, inStores);
    }
  });
}

function heap() {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const heaps = [];
const started = performance.now();
while (launched < LAUNCHES) {
  await turn();
  if (launched % (LAUNCHES / 10) === 0) heaps.push(heap());
}
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ version: process.version, launched, wrong, seconds, heaps }));
