/**
 * One process of `pnpm bench:runtime`, on the Node it is started with: prints medians in nanoseconds as JSON.
 * Plain JavaScript, because Node 20 runs no TypeScript; run with --expose-gc, which mitata needs.
 */
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const { resolve } = createRequire(new URL('../../packages/runtime/package.json', import.meta.url));
const load = (name) => import(pathToFileURL(resolve(name)));
const [{ defineSettings, packParentOverrides, receiveParentOverrides, withParentOverrides }, otel, manager] =
  await Promise.all(
    ['@parent-overrides/runtime', '@opentelemetry/api', '@opentelemetry/context-async-hooks'].map(load),
  );
const { do_not_optimize: keep, measure } = await load('mitata');

const ROUNDS = Number(process.argv[2]);
const SIZES = [1, 10, 100, 1000];
const { context, ROOT_CONTEXT, createContextKey } = otel.default ?? otel;
context.setGlobalContextManager(new (manager.default ?? manager).AsyncLocalStorageContextManager().enable());

const als = new AsyncLocalStorage();

/** What people write by hand: their own store, captured, and run again in a holder of the child's own. */
function closure(callback) {
  const { overrides } = als.getStore();
  return (...args) => als.run({ overrides }, callback, ...args);
}

/** Each wraps a fresh callback and calls it once: a launch. */
const LAUNCHES = {
  withParentOverrides: () => keep(withParentOverrides(() => 1)()),
  'hand-written closure': () => keep(closure(() => 1)()),
  'AsyncResource.bind': () => keep(AsyncResource.bind(() => 1)()),
  'AsyncLocalStorage.bind': () => keep(AsyncLocalStorage.bind(() => 1)()),
  'AsyncLocalStorage.snapshot': () => keep(AsyncLocalStorage.snapshot()(() => 1)),
  'OpenTelemetry context.bind': () => keep(context.bind(context.active(), () => 1)()),
};

/** Medians of `measures`, taken in turns, so that a slow moment of the machine meets all of them. */
async function medians(measures) {
  const taken = Object.fromEntries(Object.keys(measures).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(measures)) {
      const { p50 } = await measure(run, { min_cpu_time: 60e6, min_samples: 8 });
      if (round > 0 || ROUNDS === 1) taken[name].push(p50); // the first round warms everyone up
    }
  }
  const middle = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  return Object.fromEntries(Object.entries(taken).map(([name, values]) => [name, middle(values)]));
}

function makeValues(size) {
  const names = Array.from({ length: size }, (_, i) => `setting${i}`);
  return Object.fromEntries(names.map((name, i) => [name, `value ${i}`]));
}

/** Every peer holds the same number of values, in the shape it likes. */
function launches(size) {
  const values = makeValues(size);
  const settings = defineSettings(
    `launches${size}`,
    Object.fromEntries(Object.keys(values).map((key) => [key, {}])),
  );
  let active = ROOT_CONTEXT;
  for (const [key, value] of Object.entries(values)) active = active.setValue(createContextKey(key), value);
  return settings.context(values, () =>
    als.run({ overrides: values }, () => context.with(active, () => medians(LAUNCHES))),
  );
}

/** What crosses with a task, a small message and its overrides, against a clone of the same data. */
function payloads(size) {
  const values = makeValues(size);
  const wired = Object.keys(values).map((key) => [key, { wire: 'thread' }]);
  const settings = defineSettings(`payloads${size}`, Object.fromEntries(wired));
  const task = { id: 1, text: 'evaluate this example', tags: ['a', 'b'] };
  const receive = receiveParentOverrides((payload) => payload);
  const measures = {
    'pack + receive': () => keep(receive(packParentOverrides(task))),
    'pack + clone + receive': () => keep(receive(structuredClone(packParentOverrides(task)))),
    structuredClone: () => keep(structuredClone({ ...task, values })),
  };
  return settings.context(values, () => medians(measures));
}

const result = { version: process.version, launches: {}, payloads: {} };
for (const size of SIZES) result.launches[size] = await launches(size);
for (const size of SIZES) result.payloads[size] = await payloads(size);
console.log(JSON.stringify(result));
