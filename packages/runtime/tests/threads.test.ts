/** Threads, pools and processes. They run the built package, so this file uses the built package too. */
import { once } from 'node:events';
import { Worker, getEnvironmentData } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { Tinypool } from 'tinypool';
import workerpool from 'workerpool';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  packParentOverrides,
  spawnWithParentOverrides,
  spawnWithoutParentOverrides,
} from '@parent-overrides/runtime';
import { POOLS } from './flows/pools.ts';
import { Client, settings } from './workers/settings.mjs';

const file = (name: string) => new URL(`./workers/${name}.mjs`, import.meta.url);
async function reply(worker: Worker): Promise<any> {
  const [message] = await once(worker, 'message');
  await worker.terminate();
  return message;
}
const context = (overrides: object, body: () => any): any => settings.context(overrides as any, body);
const report = () => new Worker(file('report'));

// The whole file runs with these base values; the workers' own `configure` says 'from setup'.
beforeAll(() => settings.configure({ lm: 'configured', temperature: 1 } as any));

describe('new Worker', () => {
  test('starts with the overrides; configured values are below them and above its own', async () => {
    const overrides = { lm: 'override', list: [1, { a: null }], client: new Client('m'), secret: 's' };
    const worker = context(overrides, () =>
      spawnWithParentOverrides(() => new Worker(file('report'), { workerData: 5 })),
    );
    expect(await reply(worker)).toEqual({
      ...{ lm: 'override', temperature: 1, list: [1, { a: null }], client: 'm', workerData: 5 },
      overrides: ['lm', 'list', 'client'],
    });
    const outside = spawnWithParentOverrides(report);
    expect(await reply(outside)).toMatchObject({ lm: 'configured', temperature: 1, overrides: [] });
  });

  test('detached: configured values only. Not wrapped: nothing', async () => {
    const detached = context({ lm: 'override' }, () => spawnWithoutParentOverrides(report));
    expect(await reply(detached)).toMatchObject({ lm: 'configured', temperature: 1, overrides: [] });
    const unwrapped = context({ lm: 'override' }, report);
    expect(await reply(unwrapped)).toMatchObject({ lm: 'from setup', temperature: 0, overrides: [] });
  });

  test.each([
    [
      'eval',
      () => new Worker(`import(${JSON.stringify(file('report').href)})`, { eval: true, workerData: 1 }),
    ],
    [
      'data: URL',
      () => new Worker(new URL(`data:text/javascript,import ${JSON.stringify(file('report').href)}`)),
    ],
    ['SHARE_ENV, name and argv', () => new Worker(file('report'), { env: {}, name: 'n', argv: ['x'] })],
  ])('%s', async (_, create) => {
    expect(await reply(context({ lm: 'a' }, () => spawnWithParentOverrides(create)))).toMatchObject({
      lm: 'a',
    });
  });

  test('concurrent spawns stay apart; the values are those of the launch', async () => {
    const list = ['before'];
    const workers = ['a', 'b', 'c'].map((lm) =>
      context({ lm, list }, () => spawnWithParentOverrides(report)),
    );
    list.push('after');
    const seen = await Promise.all(workers.map(reply));
    expect(seen.map(({ lm }) => lm)).toEqual(['a', 'b', 'c']);
    expect(seen.map(({ list }) => list)).toEqual([['before'], ['before'], ['before']]);
  });

  test('nothing is left behind, whatever create does', () => {
    const inside = (): any => getEnvironmentData('$parentOverrides');
    const idle = () => new Worker('', { eval: true });
    const spawn = (create: () => any) => context({ lm: 'a' }, () => spawnWithParentOverrides(create));
    expect(() =>
      spawn(() => {
        throw new Error(String(inside().carrier.clone instanceof Map));
      }),
    ).toThrow('true');
    expect(() => spawn(() => new Worker(file('report'), { workerData: () => 1 }))).toThrow(
      /(could|can) not be cloned/,
    );
    spawn(() => {
      const first = inside();
      context({ lm: 'b' }, () =>
        spawnWithParentOverrides(() => {
          expect(inside() === first).toBe(false);
          return idle();
        }),
      );
      expect(inside() === first).toBe(true);
      spawnWithoutParentOverrides(() => {
        expect(inside().carrier.clone).toEqual(
          new Map<string, unknown>([
            ['.worker-test.lm', 'configured'],
            ['.worker-test.temperature', 1],
          ]),
        );
        return idle();
      });
      return idle();
    });
    expect(inside()).toBeUndefined();
  });

  test('nested Workers', async () => {
    const nested = (how: string) =>
      context({ lm: 'a', client: new Client('m') }, () =>
        spawnWithParentOverrides(() => new Worker(file('nested'), { workerData: how })),
      );
    const [wrapped, unwrapped, own] = await Promise.all(
      ['wrapped', 'unwrapped', 'context'].map((how) => reply(nested(how))),
    );
    const inherited = { lm: 'a', temperature: 1, client: 'm', overrides: ['lm', 'client'] };
    expect(wrapped).toMatchObject({ child: inherited, grandchild: inherited });
    expect(unwrapped.grandchild).toMatchObject({ lm: 'from setup', temperature: 0, overrides: [] });
    expect(own.grandchild).toMatchObject({
      lm: 'a',
      temperature: 9,
      overrides: ['lm', 'temperature', 'client'],
    });
  });

  test('a thread that does not define the store hands it on', async () => {
    const worker = context({ lm: 'a', client: new Client('m') }, () =>
      spawnWithParentOverrides(() => new Worker(file('raw-forwarder'))),
    );
    expect(await reply(worker)).toMatchObject({ lm: 'a', client: 'm', temperature: 1 });
  });

  test('a store defined while a task runs finds what came with the task', async () => {
    const worker = new Worker(file('late-store'));
    worker.postMessage(context({ lm: 'a', client: new Client('m') }, () => packParentOverrides({ x: 1 })));
    expect(await reply(worker)).toMatchObject({ task: { x: 1 }, lm: 'a', client: 'm', temperature: 1 });
  });
});

// What a worker's own thread knows without a carrier: JSON carries overrides only.
const BASE = { clone: { lm: 'configured', temperature: 1 }, JSON: { lm: 'from setup', temperature: 0 } };

describe.each(POOLS)('$name', ({ open, transport }) => {
  const pool = open();
  afterAll(() => pool.destroy());
  const run = (overrides: object, task: unknown) =>
    context(overrides, () => pool.run(packParentOverrides(task)));

  test('each task has its own overrides, on one reused thread', async () => {
    const seen = await Promise.all([
      run({ lm: 'a' }, { sleep: 3 }),
      run({ list: ['b'] }, { x: 1 }),
      pool.run({ x: 2 }),
      run({ lm: 'd' }, 5),
    ]);
    const { lm, temperature } = BASE[transport];
    expect(seen[0]).toMatchObject({ task: { sleep: 3 }, lm: 'a', temperature, overrides: ['lm'] });
    expect(seen[1]).toMatchObject({ task: { x: 1 }, lm, list: ['b'], overrides: ['list'] }); // no trace of 'a'
    expect(seen[2]).toMatchObject({ task: { x: 2 }, lm: 'from setup', overrides: [] }); // not wrapped
    expect(seen[3]).toMatchObject({ task: 5, lm: 'd', overrides: ['lm'] });
    expect(Object.keys(seen[1].task)).toEqual(['x']); // the reserved key is taken out
  });

  test('values are those of the launch even when the task waits, and the child keeps its own', async () => {
    const list = ['at launch'];
    const [, seen, parent] = await context({ lm: 'a', list }, async () => {
      const blocker = pool.run({ sleep: 20 });
      const queued = pool.run(packParentOverrides({ x: 1 }));
      list.push('after capture');
      settings.set({ lm: 'after capture' } as any);
      return [await blocker, await queued, { ...settings.current }];
    });
    expect(seen).toMatchObject({ lm: 'a', list: ['at launch'] });
    expect(parent).toMatchObject({ lm: 'after capture', list: ['at launch', 'after capture'] });
  });
});

describe('what pools do with a task', () => {
  const context8 = () => new ArrayBuffer(8);
  test.each([
    ['Piscina', Piscina],
    ['Tinypool', Tinypool],
  ] as const)('%s: move, transferList, name, signal', async (_, Pool: any) => {
    const pool = new Pool({ filename: file('task').href, maxThreads: 1, minThreads: 1 });
    const run = (task: unknown, options?: object) =>
      context({ lm: 'a' }, () => pool.run(packParentOverrides(task), options));
    try {
      const moved = context8();
      expect(await run(Pool.move(moved))).toMatchObject({ task: context8(), lm: 'a' });
      expect(moved.byteLength).toBe(0); // transferred, not copied
      const view = new Uint8Array([1, 2]);
      expect(await run(Pool.move(view))).toMatchObject({ task: new Uint8Array([1, 2]), lm: 'a' });
      expect(view.byteLength).toBe(0);
      const listed = context8();
      expect(await run({ buffer: listed }, { transferList: [listed] })).toMatchObject({
        task: { buffer: context8() },
        lm: 'a',
      });
      expect(listed.byteLength).toBe(0);
      const own = context8();
      const transferable = {
        get [Pool.transferableSymbol]() {
          return own;
        },
        get [Pool.valueSymbol]() {
          return { own };
        },
      };
      expect(await run(Pool.move(transferable))).toMatchObject({ task: { own: context8() }, lm: 'a' });
      expect(own.byteLength).toBe(0);
      expect(await run({ x: 1 }, { name: 'default' })).toMatchObject({ lm: 'a' });
      const stopped = AbortSignal.abort();
      await expect(run({ x: 1 }, { signal: stopped })).rejects.toThrow(/abort/i);
      for (const task of [null, undefined, 'text', 0, [1, 2]])
        expect(await run(task)).toMatchObject({ task, lm: 'a' });
    } finally {
      await pool.destroy();
    }
  });

  test('queue options stay on the task', () => {
    const task = { x: 1, [Piscina.queueOptionsSymbol]: { priority: 3 } };
    const packed: any = context({ lm: 'a' }, () => packParentOverrides(task));
    expect(packed[Piscina.queueOptionsSymbol]).toEqual({ priority: 3 });
    const hidden = Object.defineProperty([1], Piscina.queueOptionsSymbol, { value: 'kept' });
    expect((context({ lm: 'a' }, () => packParentOverrides(hidden)) as any)[Piscina.queueOptionsSymbol]).toBe(
      'kept',
    );
  });

  test('a worker that does not receive yet finds its fields', async () => {
    const pool = new Piscina({ filename: file('bare-task').href, maxThreads: 1 });
    const seen = await context({ lm: 'a' }, () => pool.run(packParentOverrides({ x: 1 })));
    expect(seen).toMatchObject({ x: 1, lm: 'from setup' });
    await pool.destroy();
  });

  test.each(['thread', 'process'] as const)(
    'workerpool (%s): the first parameter is packed, the rest go along',
    async (workerType) => {
      const pool = workerpool.pool(file('workerpool').pathname, { workerType, maxWorkers: 1 });
      const sum = await context({ lm: 'a' }, async () => pool.exec('sum', [packParentOverrides(1), 2]));
      expect(sum).toEqual({ sum: 3, lm: 'a' });
      await pool.terminate();
    },
  );

  test('a thread-only override under a pool of processes is refused, not dropped', async () => {
    const pool = new Tinypool({
      filename: file('task').href,
      runtime: 'child_process',
      maxThreads: 1,
      minThreads: 1,
    });
    const run = async () => context({ temperature: 5 }, () => pool.run(packParentOverrides({ x: 1 })));
    await expect(run()).rejects.toThrow(/worker-test\.temperature may not be in JSON/);
    await pool.destroy().catch(() => {});
  });

  test('a pool of processes that does not speak JSON takes it along', async () => {
    const advanced = { serialization: 'advanced' } as const;
    const tinypool = new Tinypool({
      ...{ filename: file('task').href, runtime: 'child_process', ...advanced },
      ...{ maxThreads: 1, minThreads: 1 },
    });
    const registered = workerpool.pool(file('workerpool').pathname, {
      ...{ workerType: 'process', maxWorkers: 1, forkOpts: advanced },
    });
    const task = () => packParentOverrides({ x: 1 });
    const seen = await context({ temperature: 5 }, async () =>
      Promise.all([tinypool.run(task()), registered.exec('task', [task()])]),
    );
    expect(seen).toMatchObject([{ temperature: 5 }, { temperature: 5 }]);
    await Promise.all([tinypool.destroy(), registered.terminate()]);
  });
});
