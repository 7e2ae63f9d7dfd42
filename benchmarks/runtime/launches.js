/**
 * One process of `pnpm bench:runtime`, on the Node it is started with: prints medians and ratios as JSON. Plain
 * JavaScript, because Node 20 runs no TypeScript.
 */
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { compare, keep } from './paired.js';

const { resolve } = createRequire(new URL('../../packages/runtime/package.json', import.meta.url));
const load = (name) => import(pathToFileURL(resolve(name)));
const [{ defineSettings, packParentOverrides, receiveParentOverrides, withParentOverrides }, otel, manager] =
  await Promise.all(
    ['@parent-overrides/runtime', '@opentelemetry/api', '@opentelemetry/context-async-hooks'].map(load),
  );

let rounds = 30;
const SIZES = [1, 10, 100, 1000];
const { context, ROOT_CONTEXT, createContextKey } = otel.default ?? otel;
context.setGlobalContextManager(new (manager.default ?? manager).AsyncLocalStorageContextManager().enable());

const als = new AsyncLocalStorage();

/** What people write by hand: their own store and no other, captured, and run again in a holder of the child's own. */
function closure(callback) {
  const { overrides } = als.getStore();
  return (...args) => als.run({ overrides }, callback, ...args);
}

/** Each makes what is launched of a callback. */
const WRAPPERS = {
  withParentOverrides,
  'hand-written closure': closure,
  'AsyncResource.bind': (callback) => AsyncResource.bind(callback),
  'AsyncLocalStorage.bind': (callback) => AsyncLocalStorage.bind(callback),
  'AsyncLocalStorage.snapshot': (callback) => {
    const run = AsyncLocalStorage.snapshot();
    return () => run(callback);
  },
  'OpenTelemetry context.bind': (callback) => context.bind(context.active(), callback),
};
const each = (make) => Object.fromEntries(Object.entries(WRAPPERS).map(([name, wrap]) => [name, make(wrap)]));

/** Calls one wrapped callback again and again. */
function calling(wrap) {
  const wrapped = wrap(() => 1);
  return () => keep(wrapped());
}

/** What carries one store by hand must do in a call, and nothing else. */
const bareRun = () => {
  const { overrides } = als.getStore();
  return () => keep(als.run({ overrides }, () => 1));
};

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
  const measure = () => ({
    'wrap + call': compare(
      { ...each((wrap) => () => keep(wrap(() => 1)())), 'als.run alone': bareRun() },
      rounds,
    ),
    'wrap alone': compare(
      each((wrap) => () => keep(wrap(() => 1))),
      rounds,
    ),
    'call alone': compare({ ...each(calling), 'als.run alone': bareRun() }, rounds),
  });
  const inside = (body) =>
    settings.context(values, () => als.run({ overrides: values }, () => context.with(active, body)));
  const [wrapped, bare] = inside(() => [each(calling), bareRun()]);
  return {
    ...inside(measure),
    // As a queue does: no context is active, so all of them have to enter theirs.
    'call from elsewhere': compare({ ...wrapped, 'als.run alone': bare }, rounds),
  };
}

/** What crosses with a task, a small message and its overrides, against a clone of the same data. */
function payloads(size) {
  const task = { id: 1, text: 'evaluate this example', tags: ['a', 'b'] };
  const values = makeValues(size);
  const nested = { lists: Object.entries(values).map(([name, text]) => ({ name, text, scores: [1, 2] })) };
  const receive = receiveParentOverrides((payload) => payload);
  const measure = (id, data) => {
    const wired = Object.keys(data).map((key) => [key, { wire: 'thread' }]);
    const settings = defineSettings(`${id}${size}`, Object.fromEntries(wired));
    // A new context for each launch, so that nothing can be remembered from the launch before.
    const launch = (then) => () => settings.context(data, then);
    const packed = settings.context(data, () => packParentOverrides(task));
    return settings.context(data, () =>
      compare(
        {
          structuredClone: () => keep(structuredClone({ ...task, data })),
          'pack + receive': () => keep(receive(packParentOverrides(task))),
          pack: () => keep(packParentOverrides(task)),
          receive: () => keep(receive(packed)),
          'in a new context': launch(() => keep(receive(packParentOverrides(task)))),
          'pack + clone + receive': () => keep(receive(structuredClone(packParentOverrides(task)))),
        },
        rounds,
      ),
    );
  };
  return { text: measure('text', values), nested: measure('nested', nested) };
}

// Once for nothing: the first to be measured would run code that V8 has not optimized yet.
launches(2);
payloads(2);
rounds = Number(process.argv[2]);
const result = { version: process.version, launches: {}, payloads: {} };
for (const size of SIZES) result.launches[size] = launches(size);
for (const size of SIZES) result.payloads[size] = payloads(size);
console.log(JSON.stringify(result));
