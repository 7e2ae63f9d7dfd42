/** Threads and pools run the built package, so this file uses the built package too. */
import { Piscina } from 'piscina';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { afterAll, describe, expect, test } from 'vitest';
import {
  packParentOverrides,
  spawnWithParentOverrides,
  spawnWithoutParentOverrides,
} from '@parent-overrides/runtime';
import { Client, settings } from './workers/settings.mjs';

const file = (name: string) => new URL(`./workers/${name}.mjs`, import.meta.url);
async function reply(worker: Worker): Promise<any> {
  const [message] = await once(worker, 'message');
  await worker.terminate();
  return message;
}

describe('spawn', () => {
  test('a Worker starts with overrides; configured values are above its own', async () => {
    settings.configure({ lm: 'configured', temperature: 1 });
    const worker = settings.context(
      { lm: 'override', list: [1, { a: null }], client: new Client('m'), secret: 's' },
      () => spawnWithParentOverrides(() => new Worker(file('report'), { workerData: 5 })),
    );
    expect(await reply(worker)).toEqual({
      lm: 'override',
      temperature: 1,
      list: [1, { a: null }],
      client: 'm',
      workerData: 5,
      overrides: ['lm', 'list', 'client'],
    });
    const bare = settings.context({ lm: 'override' }, () =>
      spawnWithoutParentOverrides(() => new Worker(file('report'))),
    );
    expect(await reply(bare)).toMatchObject({ lm: 'configured', temperature: 1, overrides: [] });
    const unwrapped = settings.context({ lm: 'override' }, () => new Worker(file('report')));
    expect(await reply(unwrapped)).toMatchObject({ lm: 'from setup', temperature: 0, overrides: [] });
  });

  test('an undecided override is an error at launch, as is what cannot cross', () => {
    const spawn = () => spawnWithParentOverrides(() => new Worker(file('report')));
    expect(() => settings.context({ undecided: 1 }, spawn)).toThrow(
      /setting 'undecided' of 'worker-test' is overridden here .* wire: 'thread', 'anywhere', a codec, or false/,
    );
    for (const [value, kind] of [
      [new Date(), 'a Date'],
      [{ a: [new Map()] }, /at \.a\.0, is a Map/],
      [undefined, 'undefined'],
    ]) {
      expect(() => settings.context({ list: value as never }, spawn)).toThrow(kind as string);
    }
  });

  test('a promise from create is an error', () => {
    expect(() => spawnWithParentOverrides((async () => ({})) as never)).toThrow(/create gave a promise/);
  });
});

describe('pools', () => {
  const pool = new Piscina({ filename: file('task').href, maxThreads: 1 });
  afterAll(() => pool.destroy());

  test('Piscina: each task with its own overrides', async () => {
    const run = (lm: string, task: unknown) =>
      settings.context({ lm }, () => pool.run(packParentOverrides(task)));
    const results = await Promise.all([
      run('a', { x: 1 }),
      run('b', 5),
      run('c', undefined),
      run('d', Piscina.move(new ArrayBuffer(8)) as never),
    ]);
    expect(results.map(({ lm }) => lm)).toEqual(['a', 'b', 'c', 'd']);
    expect(results.map(({ task }) => task)).toEqual([{ x: 1 }, 5, undefined, new ArrayBuffer(8)]);
  });
});
