const { once } = require('node:events');
const { Worker } = require('node:worker_threads');
const runtime = require('@parent-overrides/runtime');
const { settings } = require('./setup.cjs');

test('callbacks', async () => {
  const seen = await settings.context({ lm: 'a', trace: [] }, () => {
    const child = runtime.withParentOverrides(
      () => (settings.current.trace.push('child'), settings.current.lm),
    );
    const done = new Promise((resolve) => setImmediate(() => resolve(child())));
    settings.set({ lm: 'later' });
    return done.then((lm) => [lm, settings.current.lm, settings.current.trace.length]);
  });
  expect(seen).toEqual(['a', 'later', 0]);
});

test('threads', async () => {
  const worker = settings.context({ lm: 'a' }, () =>
    runtime.spawnWithParentOverrides(() => new Worker(require.resolve('./worker.cjs'))),
  );
  expect((await once(worker, 'message'))[0]).toBe('a');
  worker.postMessage(settings.context({ lm: 'b', trace: [1] }, () => runtime.packParentOverrides({ x: 1 })));
  expect((await once(worker, 'message'))[0]).toEqual([1, 'b', [1]]);
  await worker.terminate();
});

test("a clone from outside Jest's sandbox is received", () => {
  const packed = structuredClone(settings.context({ lm: 'b' }, () => runtime.packParentOverrides({ x: 1 })));
  expect(runtime.receiveParentOverrides((task) => [task, settings.current.lm])(packed)).toEqual([
    { x: 1 },
    'b',
  ]);
});

test('a module reset keeps the context', () => {
  settings.context({ lm: 'a' }, () => {
    jest.resetModules();
    const again = require('./definitions-only.cjs');
    expect(again.runtime).not.toBe(runtime);
    expect(again.settings.current.lm).toBe('a');
  });
});
