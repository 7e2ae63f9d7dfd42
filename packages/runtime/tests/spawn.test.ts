/** What `create` may make: the threads that it returns. What it may not make is refused by name, and ended. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Worker, getEnvironmentData } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { Tinypool } from 'tinypool';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  packParentOverrides,
  receiveParentOverrides,
  spawnWithParentOverrides,
  spawnWithoutParentOverrides,
  withParentOverrides,
} from '@parent-overrides/runtime';
import { Client, decoded, settings as decoding } from './workers/decoding.mjs';
import { settings } from './workers/settings.mjs';

const file = (name: string) => new URL(`./workers/${name}.mjs`, import.meta.url);
const report = () => new Worker(file('report'));
const idle = () => new Worker('setInterval(() => {}, 1000)', { eval: true });
const inA = (body: () => any): any => settings.context({ lm: 'a' } as any, body);
const spawn = (create: () => any) => inA(() => spawnWithParentOverrides(create));
async function reply(worker: Worker): Promise<any> {
  const [message] = await once(worker, 'message');
  await worker.terminate();
  return message;
}

/** Deno's class is called NodeWorker. */
const refused = (name: string) =>
  new RegExp(
    `^create must construct the Worker that it returns, .* from packParentOverrides, not an? \\w*${name}\\.$`,
  );

describe('no thread, or later ones', () => {
  afterEach(() => expect(getEnvironmentData('$parentOverrides')).toBeUndefined());

  test('a forked process is refused by name, and ended', async () => {
    let child: ChildProcess | undefined;
    expect(() => spawn(() => (child = fork(file('bare-task'), { stdio: 'ignore' })))).toThrow(
      refused('ChildProcess'),
    );
    expect((await once(child!, 'exit'))[1]).toBe('SIGTERM');
  });

  test.each([
    ['Piscina', (options: object) => new Piscina(options)],
    ['Tinypool', (options: object) => new Tinypool(options)],
  ])('a %s that starts threads when it needs them is refused, and ended', async (name, make) => {
    for (const minThreads of [0, 1]) {
      let pool: any;
      const options = { filename: file('task').href, minThreads, maxThreads: 3 };
      expect(() => spawn(() => (pool = make(options)))).toThrow(refused(name));
      // One that has made no thread yet may be somebody's that was there before.
      if (!minThreads) await pool.destroy();
      await vi.waitFor(() => expect(pool.threads).toEqual([]));
    }
  });

  test('a Worker that runs already is refused, and runs on', async () => {
    let worker: Worker | undefined;
    const get = () => (worker ??= idle());
    expect(spawn(get)).toBe(worker);
    expect(() => spawn(get)).toThrow(refused('Worker'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(worker!.threadId).toBeGreaterThan(0);
    await worker!.terminate();
  });

  test('a Worker that is made and not returned is refused', async () => {
    let hidden: Worker | undefined;
    const send = () => (hidden = report()).postMessage.bind(hidden);
    expect(() => spawn(send)).toThrow(refused('Function'));
    // Nobody takes what was meant for nobody: not even the thread that lives on.
    expect(await reply(hidden!)).toMatchObject({ lm: 'from setup', overrides: [] });
  });

  test('so is all of it when it is detached, where configured values would get lost', () => {
    expect(() => spawnWithoutParentOverrides(() => ({}))).toThrow(refused('Object'));
  });

  test('a promise is refused, and the Worker that it brings is ended', async () => {
    const made: Worker[] = [];
    const make = async (wait: boolean) => {
      if (wait) await null;
      made.push(idle());
      return made.at(-1)!;
    };
    for (const wait of [true, false])
      expect(() => spawn(() => make(wait))).toThrow(
        'create must construct the Worker synchronously, not a Promise.',
      );
    expect(() => spawn(() => ({ then() {} }))).toThrow(
      'create must construct the Worker synchronously, not an Object.',
    );
    await null;
    expect(made).toHaveLength(2);
    await Promise.all(made.map((worker) => once(worker, 'exit')));
  });
});

describe('threads', () => {
  class Held {
    constructor(worker: Worker) {
      // As web-worker does.
      Object.defineProperty(this, Symbol('worker'), { value: worker });
    }
  }
  test('in an array, and in an object that holds them, are found, each with its own cell', async () => {
    const workers: Worker[] = spawn(() => [report(), report(), report()]);
    for (const seen of await Promise.all(workers.map(reply))) expect(seen).toMatchObject({ lm: 'a' });
    let worker: Worker;
    const held = spawn(() => new Held((worker = report())));
    expect(held).toBeInstanceOf(Held);
    expect(await reply(worker!)).toMatchObject({ lm: 'a' });
  });

  test.each([
    ['before', ''],
    ['after', `await import(${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)});`],
  ])('a grandchild whose parent has the runtime only %s it starts empty', async (_, load) => {
    const source = `
      const { parentPort, Worker } = require('node:worker_threads');
      (async () => {
        new Worker(new URL(${JSON.stringify(file('report').href)})).on('message', async (grandchild) => {
          ${load}
          const { read } = await import(${JSON.stringify(file('settings').href)});
          parentPort.postMessage({ grandchild, child: read() });
        });
      })();`;
    const seen = await reply(spawn(() => new Worker(source, { eval: true })));
    expect(seen.grandchild).toMatchObject({ lm: 'from setup', overrides: [] });
    expect(seen.child).toMatchObject({ lm: 'a', overrides: ['lm'] });
  });

  test('a create that waits for its thread holds it up, and not for ever', async () => {
    const loaded = new Int32Array(new SharedArrayBuffer(4));
    const worker = spawn(() => {
      const source = `
        const { parentPort, workerData } = require('node:worker_threads');
        import(${JSON.stringify(file('settings').href)}).then(({ read }) => {
          Atomics.store(workerData, 0, 1);
          Atomics.notify(workerData, 0);
          parentPort.postMessage(read());
        });`;
      const made = new Worker(source, { eval: true, workerData: loaded });
      expect(Atomics.wait(loaded, 0, 0, 10_000)).not.toBe('timed-out');
      return made;
    });
    expect(await reply(worker)).toMatchObject({ lm: 'a' });
  });
});

describe('decode', () => {
  const client = { name: 'sent' };
  const itself = new Client('sent', 'large', undefined);

  test('in a thread: at the first read, once, with the values that arrived with it', async () => {
    const worker = decoding.context({ client, model: 'large' } as any, () =>
      spawnWithParentOverrides(() => new Worker(file('decoding-thread'))),
    );
    expect(await reply(worker)).toEqual({ before: [], client: { ...itself }, same: true, decoded: ['sent'] });
  });

  test('beside a payload: likewise, and the same value for every child', () => {
    const read = () => decoding.current.client as unknown;
    const receive = receiveParentOverrides((wanted: boolean) => {
      const early = withParentOverrides(read);
      if (!wanted) return withParentOverrides(() => 'not read')();
      const nested = decoding.context({ model: 'nested' } as any, () => withParentOverrides(read)());
      for (const value of [read(), early(), withParentOverrides(read)()]) expect(value).toBe(nested);
      return nested;
    });
    const pack = (wanted: boolean) =>
      structuredClone(decoding.context({ client, model: 'large' } as any, () => packParentOverrides(wanted)));
    decoded.length = 0;
    expect(receive(pack(false))).toBe('not read');
    expect(decoded).toEqual([]);
    // It is read first in a context that has another model.
    expect(receive(pack(true))).toEqual(itself);
    expect(decoded).toEqual(['sent']);
  });
});
