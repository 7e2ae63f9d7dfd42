/** Stores of others with an id: what a child gets, how they cross, how they are replaced and given back. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { afterAll, describe, expect, test } from 'vitest';
import {
  adoptStore,
  defineSettings,
  packParentOverrides,
  receiveParentOverrides,
  spawnWithParentOverrides,
  spawnWithoutParentOverrides,
  withParentOverrides,
  withoutParentOverrides,
} from '@parent-overrides/runtime';
import { cls, seen, trace } from './workers/tenants.mjs';

const file = (name: string) => new URL(`./workers/${name}.mjs`, import.meta.url);
const as = <R>(tenant: string, body: () => R): R =>
  cls.runWith({ tenant, request: () => 'cannot cross' } as never, () =>
    trace.run([`trace of ${tenant}`], body),
  ) as R;
const of = (tenant: string) => ({ tenant, decoded: true, trace: [`trace of ${tenant}`] });
const nobody = { tenant: undefined, decoded: undefined, trace: undefined };

describe('a tenant in nestjs-cls, without a store of our own', () => {
  test('reaches a thread: at once, in its children and in wrapped listeners', async () => {
    const spawn = () => spawnWithParentOverrides(() => new Worker(file('tenant-thread')));
    const workers = [
      as('ada', spawn),
      as('bob', spawn),
      as('cho', () => spawnWithoutParentOverrides(() => new Worker(file('tenant-thread')))),
    ];
    const answers = workers.map(async (worker) => {
      const messages: object[] = [];
      for await (const [message] of on(worker, 'message')) {
        messages.push(message);
        if (messages.length === 1) worker.postMessage('go');
        if (messages.length === 3) break;
      }
      await worker.terminate();
      return Object.assign({}, ...messages);
    });
    const [ada, bob, detached] = await Promise.all(answers);
    expect(ada).toEqual({
      atOnce: of('ada'),
      inChild: of('ada'),
      detached: nobody,
      unwrapped: nobody,
      wrapped: of('ada'),
    });
    expect(bob).toMatchObject({ atOnce: of('bob'), inChild: of('bob'), wrapped: of('bob') });
    expect(detached).toEqual({
      atOnce: nobody,
      inChild: nobody,
      detached: nobody,
      unwrapped: nobody,
      wrapped: nobody,
    });
  });

  test('reaches a task of Piscina, each its own', async () => {
    const pool = new Piscina({ filename: file('tenant-task').href, maxThreads: 1 });
    const run = (tenant: string, task: object) => as(tenant, () => pool.run(packParentOverrides(task)));
    const tasks = [run('ada', { set: 'changed' }), run('bob', {}), pool.run({}), run('ada', {})];
    const [ada, bob, bare, again] = await Promise.all(tasks);
    expect(ada).toEqual({ before: of('ada'), after: { ...of('ada'), tenant: 'changed' } });
    expect([bob, again]).toEqual([
      { before: of('bob'), after: of('bob') },
      { before: of('ada'), after: of('ada') },
    ]);
    expect(bare).toEqual({ before: nobody, after: nobody });
    await pool.close();
  });

  test('reaches a job in JSON where its receiver lists it; what may only go to threads stops it', () => {
    const take = (...json: string[]) => receiveParentOverrides(() => seen(), { json });
    expect(() => as('ada', () => JSON.stringify(packParentOverrides({})))).toThrow(
      'trace may not be in JSON',
    );
    const job = JSON.parse(
      cls.runWith({ tenant: 'ada' } as never, () => JSON.stringify(packParentOverrides({ x: 1 }))),
    );
    as('bob', () => {
      expect(take('cls')(job)).toEqual({ ...of('bob'), tenant: 'ada' });
      expect(take()(job)).toEqual({ tenant: 'bob', decoded: undefined, trace: ['trace of bob'] });
      expect(() => take('trace')(job)).toThrow("trace is in the json list: define it with wire: 'anywhere'");
    });
  });
});

describe('by the same decisions as a setting', () => {
  const store = new AsyncLocalStorage<unknown>();
  const pack = (value: unknown) => store.run(value, () => packParentOverrides(1)) as any;
  const undo: (() => void)[] = [];
  const adopt = (options: object) => void undo.push(adoptStore(store, { id: 'store', ...options }));
  afterAll(() => undo.forEach((release) => release()));

  test.each([
    ['no wire', {}, 'x', /^store must say if it may leave this thread/],
    [
      'a value that is no JSON data',
      { wire: 'thread' },
      new Date(),
      /^store must be JSON data .*, not a Date/,
    ],
    ['within a value', { wire: 'thread' }, { deep: [new Map()] }, /^store\.deep\.0 must be JSON data/],
  ])('%s stops the launch', (_, options, value, message) => {
    adopt(options);
    expect(() => pack(value)).toThrow(message);
    expect(() => store.run(value, () => spawnWithParentOverrides(() => ({})))).toThrow(message);
    expect(pack(undefined)).toBe(1); // nothing that could be lost
    expect(
      store.run(
        value,
        withoutParentOverrides(() => packParentOverrides(1)),
      ),
    ).toBe(1);
    expect(store.run(value, () => spawnWithoutParentOverrides(() => ({})))).toEqual({});
  });

  test('false leaves it behind, false itself does not', () => {
    adopt({ wire: false });
    expect(pack(new Date())).toBe(1);
    adopt({ wire: 'thread' });
    for (const value of [false, 0, '', null]) {
      const read = receiveParentOverrides(() => store.getStore());
      expect(read(structuredClone(pack(value)))).toBe(value);
    }
  });

  test('what a receiver took from its store does not go on', () => {
    adopt({ wire: 'anywhere' });
    const packed = structuredClone(pack('sent'));
    const receive = receiveParentOverrides((empty: boolean) => {
      if (empty)
        return store.run(undefined, () => [
          packParentOverrides(2),
          withParentOverrides(() => store.getStore())(),
        ]);
      return store.run('own', () => (packParentOverrides(2) as any).$parentOverrides[0].anywhere.store);
    });
    const handed = { ...packed };
    handed.$parentOverrides[1] = true;
    expect(receive(handed)).toEqual([2, undefined]);
    handed.$parentOverrides[1] = false;
    expect(receive(handed)).toBe('own');
  });

  test('a wrong option, no id and no store are refused at once', () => {
    for (const id of ['', 'a.b', undefined, 5])
      expect(() => adoptStore(store, { id } as never)).toThrow(
        /^adoptStore needs .* an id has no dots, not /,
      );
    for (const bad of [{ id: 'x', copyForchild: 1 }, 'x', undefined, null])
      expect(() => adoptStore(store, bad as never)).toThrow(
        /^adoptStore needs a store with getStore and run, and options/,
      );
    expect(() => adoptStore(store, { id: 'x', wire: 'threads' as never })).toThrow(
      "x must have wire: 'thread', ",
    );
    expect(() => adoptStore(store, { id: 'x', copyForChild: 'deep' as never })).toThrow(
      "x must have copyForChild: 'share'",
    );
    const run = () => {};
    for (const bad of [
      {},
      { run },
      { getStore: run },
      { getStore: run, run: true },
      'store',
      undefined,
      null,
    ])
      expect(() => adoptStore(bad as never, { id: 'x' })).toThrow(
        'adoptStore needs a store with getStore and run',
      );
  });
});

describe('one id', () => {
  /** An adapter that is made anew each time, as a hot reload does. */
  const store = new AsyncLocalStorage<string>();
  const adapter = (calls: string[], name: string) => ({
    getStore: () => store.getStore(),
    run: <R>(value: string | undefined, body: () => R) => {
      calls.push(name);
      return store.run(value as string, body);
    },
  });

  test('replaces, and is given back by whoever adopted last', () => {
    const calls: string[] = [];
    const copied: string[] = [];
    const releases = ['a', 'b', 'c'].map((name) =>
      adoptStore(adapter(calls, name), {
        id: 'replaced',
        copyForChild: (value) => (copied.push(name), `${value}!`),
      }),
    );
    const launch = () => store.run('x', () => withParentOverrides(() => store.getStore()))();
    expect(launch()).toBe('x!');
    expect([calls, copied]).toEqual([['c'], ['c']]);
    releases[0]!();
    expect(launch()).toBe('x!');
    releases[2]!();
    // Every AsyncLocalStorage is carried all the same.
    expect(launch()).toBe('x');
    releases[1]!();
    expect([calls, copied]).toEqual([
      ['c', 'c'],
      ['c', 'c'],
    ]);
  });

  test('is no setting of a store by that id', () => {
    const settings = defineSettings<{ x: string }>('both', { x: { wire: 'thread' } });
    const release = adoptStore(store, { id: 'both', wire: 'thread' });
    const read = receiveParentOverrides(() => [settings.current.x, store.getStore()]);
    const packed = settings.context({ x: 'setting' }, () => store.run('store', () => packParentOverrides(1)));
    expect(read(structuredClone(packed))).toEqual(['setting', 'store']);
    release();
    expect(() => read(structuredClone(packed))).toThrow('both arrived and is not defined with wire here');
  });
});

test('a context that is no AsyncLocalStorage', async () => {
  let current: string | undefined;
  const stack = {
    getStore: () => current,
    run<R>(value: string | undefined, body: () => R): R {
      const before = current;
      current = value;
      try {
        return body();
      } finally {
        current = before;
      }
    },
  };
  const release = adoptStore(stack, { id: 'stack', wire: 'anywhere' });
  const read = () => stack.getStore();
  const [wrapped, detached, packed] = stack.run('launch', () => [
    withParentOverrides(read),
    withoutParentOverrides(read),
    structuredClone(packParentOverrides(1)),
  ]);
  stack.run('caller', () => {
    expect([wrapped(), detached(), receiveParentOverrides(read)(packed)]).toEqual([
      'launch',
      undefined,
      'launch',
    ]);
    expect(read()).toBe('caller');
  });
  release();
  expect(stack.run('caller', wrapped)).toBe('launch'); // it was launched when it was adopted
});
