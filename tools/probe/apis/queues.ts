/**
 * Queues that start a task when an earlier one has ended.
 * Long because: it is a list of probes, and whoever adds one looks for its like beside it.
 */
import type { Probe, Tools } from '../probe.ts';
import { v } from './majors.ts';
import { done, task } from './task.ts';

export const queues: readonly Probe[] = [
  {
    api: 'p-queue#add',
    packages: v('p-queue', 6, 7, 8, 9),
    setUp(t) {
      const queue = new t.main({ concurrency: 1 });
      return (me) => queue.add(task(t, me));
    },
  },
  {
    api: 'p-queue#addAll',
    packages: v('p-queue', 6, 7, 8, 9),
    setUp(t) {
      const queue = new t.main({ concurrency: 1 });
      return (me) => queue.addAll([task(t, me), task(t, me)]);
    },
  },
  {
    api: 'p-queue#add, no concurrency',
    packages: v('p-queue', 9),
    setUp(t) {
      const queue = new t.main();
      return (me) => queue.add(task(t, me));
    },
  },
  {
    api: 'promise-queue#add',
    packages: v('promise-queue', 2),
    setUp(t) {
      const queue = new t.main(1);
      return (me) => queue.add(task(t, me));
    },
  },
  {
    api: 'better-queue (worker)',
    packages: v('better-queue', 3),
    setUp(t) {
      const queue = new t.main((me: string, cb: () => void) => work(t, me, cb));
      t.after(() => queue.destroy(() => {}));
      return (me) => new Promise((resolve) => queue.push(me).on('finish', resolve));
    },
  },
  {
    api: 'better-queue#push (callback)',
    packages: v('better-queue', 3),
    setUp(t) {
      const queue = new t.main((_: string, cb: () => void) => void t.sleep(8).then(() => cb()));
      t.after(() => queue.destroy(() => {}));
      return (me) => new Promise((resolve) => queue.push(me, () => resolve(t.see(me))));
    },
  },
  {
    api: 'queue#push',
    packages: v('queue', 6, 7),
    setUp(t) {
      const Queue = t.main;
      const queue = new Queue({ concurrency: 1, autostart: true });
      return (me) => new Promise((resolve) => queue.push((cb: () => void) => work(t, me, cb, resolve)));
    },
  },
  {
    api: 'queue-promise#enqueue',
    packages: v('queue-promise', 2),
    setUp(t) {
      const queue = new t.main({ concurrent: 1, interval: 5 });
      return (me) => new Promise((resolve) => queue.enqueue(() => task(t, me)().then(resolve)));
    },
  },
  {
    api: 'concurrent-queue#process',
    packages: v('concurrent-queue', 7),
    setUp(t) {
      const queue = t
        .main()
        .limit({ concurrency: 1 })
        .process((me: string, cb: () => void) => work(t, me, cb));
      return (me) => queue(me);
    },
  },
  {
    api: 'd3-queue#defer',
    packages: v('d3-queue', 3),
    setUp(t) {
      const queue = t.lib.queue(1);
      return (me) => new Promise((resolve) => queue.defer((cb: () => void) => work(t, me, cb, resolve)));
    },
  },
  {
    api: 'queue-async#defer',
    packages: v('queue-async', 1),
    setUp(t) {
      const queue = (t.lib.queue ?? t.main)(1);
      return (me) => new Promise((resolve) => queue.defer((cb: () => void) => work(t, me, cb, resolve)));
    },
  },
  {
    api: 'fastq',
    packages: v('fastq', 1),
    setUp(t) {
      const queue = t.main((me: string, cb: () => void) => work(t, me, cb), 1);
      return (me) => new Promise((resolve) => queue.push(me, resolve));
    },
  },
  {
    api: 'fastq.promise',
    packages: v('fastq', 1),
    setUp(t) {
      const queue = t.main.promise((me: string) => task(t, me)(), 1);
      return (me) => queue.push(me);
    },
  },
  {
    api: 'fastq#push',
    packages: v('fastq', 1),
    setUp(t) {
      const queue = t.main((_: string, cb: () => void) => void t.sleep(8).then(() => cb()), 1);
      return (me) => new Promise((resolve) => queue.push(me, () => resolve(t.see(me))));
    },
  },
  ...(['async', 'neo-async'] as const).flatMap((name): Probe[] => [
    {
      api: `${name}.queue`,
      packages: name === 'async' ? v(name, 2, 3) : v(name, 2),
      setUp(t) {
        const queue = t.main.queue((me: string, cb: () => void) => work(t, me, cb), 1);
        return (me) => done((cb) => queue.push(me, cb));
      },
    },
    {
      api: `${name}.queue#push (callback)`,
      packages: name === 'async' ? v(name, 2, 3) : v(name, 2),
      setUp(t) {
        const queue = t.main.queue((_: string, cb: () => void) => void t.sleep(8).then(() => cb()), 1);
        return (me) => new Promise((resolve) => queue.push(me, () => resolve(t.see(me))));
      },
    },
    {
      api: `${name}.priorityQueue#push (callback)`,
      packages: name === 'async' ? v(name, 2, 3) : v(name, 2),
      setUp(t) {
        const queue = t.main.priorityQueue(
          (_: string, cb: () => void) => void t.sleep(8).then(() => cb()),
          1,
        );
        return (me) => new Promise<void>((resolve) => queue.push(me, 1, () => resolve(t.see(me))));
      },
    },
    {
      api: `${name}.priorityQueue`,
      packages: name === 'async' ? v(name, 2, 3) : v(name, 2),
      setUp(t) {
        const queue = t.main.priorityQueue((me: string, cb: () => void) => work(t, me, cb), 1);
        return (me) => done((cb) => queue.push(me, 1, cb));
      },
    },
    {
      api: `${name}.cargo`,
      packages: name === 'async' ? v(name, 2, 3) : v(name, 2),
      setUp(t) {
        const cargo = t.main.cargo((batch: string[], cb: () => void) => {
          t.serves(batch.length);
          work(t, batch[0]!, cb);
        }, 10);
        return (me) => done((cb) => cargo.push(me, cb));
      },
    },
  ]),
  {
    api: 'async.cargoQueue',
    packages: v('async', 3),
    setUp(t) {
      const cargo = t.main.cargoQueue(
        (batch: string[], cb: () => void) => {
          t.serves(batch.length);
          work(t, batch[0]!, cb);
        },
        1,
        10,
      );
      return (me) => done((cb) => cargo.push(me, cb));
    },
  },
  ...(['eachLimit', 'mapLimit', 'eachSeries'] as const).map((name): Probe => ({
    api: `async.${name} (iteratee)`,
    packages: v('async', 2, 3),
    setUp: (t) => (me) =>
      done((cb) => {
        const each = (_: unknown, next: () => void): void => work(t, me, next);
        if (name === 'eachSeries') t.main.eachSeries([1, 2, 3], each, cb);
        else t.main[name]([1, 2, 3], 1, each, cb);
      }),
  })),
  ...(['parallelLimit', 'series', 'parallel', 'waterfall'] as const).map((name): Probe => ({
    api: `async.${name}`,
    packages: v('async', 2, 3),
    setUp: (t) => (me) =>
      done((cb) => {
        const step = (next: () => void): void => work(t, me, next);
        if (name === 'parallelLimit') t.main.parallelLimit([step, step], 1, cb);
        else t.main[name]([step, step], cb);
      }),
  })),
  {
    api: 'async.retry',
    packages: v('async', 2, 3),
    setUp: (t) => (me) => done((cb) => t.main.retry(2, (next: () => void) => work(t, me, next), cb)),
  },
  {
    api: 'async.auto',
    packages: v('async', 2, 3),
    setUp: (t) => (me) => done((cb) => t.main.auto({ a: (next: () => void) => work(t, me, next) }, cb)),
  },
  {
    api: 'async.memoize',
    packages: v('async', 2, 3),
    setUp(t) {
      const memo = shared(t, (run) => t.main.memoize((key: string, cb: () => void) => run(key, cb)));
      return (me) => memo(me, (cb) => cb);
    },
  },
  {
    api: 'workq#add',
    packages: v('workq', 3),
    setUp(t) {
      const queue = t.main({ singleton: false });
      return (me) =>
        new Promise((resolve) => queue.add((_: unknown, cb: () => void) => work(t, me, cb, resolve)));
    },
  },
  {
    api: 'batch#push',
    packages: v('batch', 0),
    setUp: (t) => (me) =>
      done((cb) => {
        const batch = new t.main();
        batch.concurrency(1);
        batch.push((next: () => void) => work(t, me, next));
        batch.push((next: () => void) => work(t, me, next));
        batch.end(cb);
      }),
  },
  ...v('@supercharge/promise-pool', 2, 3).map((of): Probe => ({
    api: '@supercharge/promise-pool#process',
    packages: [of],
    setUp: (t) => (me) =>
      t.lib.PromisePool.for([1, 2, 3])
        .withConcurrency(1)
        .process(() => task(t, me)()),
  })),
  {
    api: 'es6-promise-pool (producer)',
    packages: v('es6-promise-pool', 2),
    setUp: (t) => (me) => {
      let left = 3;
      return new t.main(() => (left-- > 0 ? task(t, me)() : null), 1).start();
    },
  },
  {
    api: 'tiny-async-pool',
    packages: v('tiny-async-pool', 1, 2),
    setUp: (t) => async (me) => {
      const pool = t.main(1, [1, 2, 3], () => task(t, me)());
      if (typeof pool.then === 'function') return pool;
      for await (const _ of pool);
    },
  },
  {
    api: 'throat',
    packages: v('throat', 5, 6),
    setUp(t) {
      const limit = t.main(1);
      return (me) => limit(task(t, me));
    },
  },
  {
    api: 'throat (with a function)',
    packages: v('throat', 5, 6),
    setUp(t) {
      const limited = t.main(1, (me: string) => task(t, me)());
      return (me) => limited(me);
    },
  },
  ...['p-map@4', 'p-map@7', 'p-filter@4', 'p-times@4', 'p-each-series@3'].map((of): Probe => ({
    api: of.slice(0, of.indexOf('@')),
    packages: [of],
    setUp: (t) => (me) => {
      const each = (): Promise<void> => task(t, me)();
      if (of.startsWith('p-times')) return t.main(3, each, { concurrency: 1 });
      return t.main([1, 2, 3], each, { concurrency: 1 });
    },
  })),
  {
    api: 'p-all',
    packages: v('p-all', 5),
    setUp: (t) => (me) => t.main([task(t, me), task(t, me)], { concurrency: 1 }),
  },
  {
    api: 'p-series',
    packages: v('p-series', 3),
    setUp: (t) => (me) => t.main([task(t, me), task(t, me)]),
  },
  {
    api: 'p-waterfall',
    packages: v('p-waterfall', 3),
    setUp: (t) => (me) => t.main([task(t, me), task(t, me)]),
  },
  {
    api: 'p-reduce',
    packages: v('p-reduce', 3),
    setUp: (t) => (me) => t.main([1, 2, 3], () => task(t, me)(), 0),
  },
  {
    api: 'promise-limit',
    packages: v('promise-limit', 2),
    setUp(t) {
      const limit = t.main(1);
      return (me) => limit(task(t, me));
    },
  },
  {
    api: 'promise-limit#map',
    packages: v('promise-limit', 2),
    setUp(t) {
      const limit = t.main(1);
      return (me) => limit.map([1, 2], () => task(t, me)());
    },
  },
  {
    api: 'promise-pool-executor#addSingleTask',
    packages: v('promise-pool-executor', 1),
    setUp(t) {
      const pool = new t.lib.PromisePoolExecutor({ concurrencyLimit: 1 });
      return (me) => pool.addSingleTask({ generator: task(t, me) }).promise();
    },
  },
  {
    api: 'limit-concur',
    packages: v('limit-concur', 4),
    setUp(t) {
      const limited = t.main(1, (me: string) => task(t, me)());
      return (me) => limited(me);
    },
  },
  {
    api: 'express-queue',
    packages: v('express-queue', 0),
    setUp(t) {
      const middleware = t.main({ activeLimit: 1, queuedLimit: -1 });
      return async (me) => {
        const { EventEmitter } = await import('node:events');
        const response = Object.assign(new EventEmitter(), { end() {} });
        await new Promise<void>((resolve) =>
          middleware({}, response, () => {
            t.see(me);
            void t.sleep(8).then(() => {
              response.end();
              resolve();
            });
          }),
        );
      };
    },
  },
  {
    api: 'parallel-transform (transform)',
    packages: v('parallel-transform', 1),
    setUp(t) {
      const stream = t.main(1, (me: string, cb: (e: null, v: string) => void) =>
        work(t, me, () => cb(null, me)),
      );
      stream.on('data', () => {});
      return async (me) => {
        stream.write(me);
        await t.sleep(60);
      };
    },
  },
];

/** Looks at once, works for a while, calls back. */
function work(t: Tools, me: string, ...calls: ((value?: any) => void)[]): void {
  t.see(me);
  void t.sleep(8).then(() => {
    for (const call of calls) call();
  });
}

/** A memoizer of callbacks, asked by everybody for one key. */
function shared(
  t: Tools,
  memoize: (run: (key: string, cb: () => void) => void) => any,
): (me: string, cb: (cb: () => void) => () => void) => Promise<void> {
  let runs = 0;
  let asked = 0;
  const memo = memoize((_, cb) => {
    runs++;
    t.read();
    void t.sleep(12).then(() => cb());
  });
  return async (me) => {
    asked++;
    await new Promise<void>((resolve) => memo('key', resolve));
    t.see(me);
    if (asked === 4) t.serves(asked / runs);
  };
}
