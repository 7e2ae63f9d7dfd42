/**
 * Limiters, locks, debounced and throttled functions.
 * Long because: it is a list of probes, and whoever adds one looks for its like beside it.
 */
import type { Probe } from '../probe.ts';
import { v } from './majors.ts';
import { done, task } from './task.ts';

/** Debounced: the last call launches, so the last caller is who it belongs to. */
const settled = 60;

export const limiters: readonly Probe[] = [
  {
    api: 'p-limit',
    packages: v('p-limit', 2, 3, 4, 5, 6, 7),
    setUp(t) {
      const limit = t.main(1);
      return (me) => limit(task(t, me));
    },
  },
  {
    api: 'p-limit#map',
    packages: v('p-limit', 7),
    setUp(t) {
      const limit = t.main(1);
      return (me) => limit.map([1, 2], () => task(t, me)());
    },
  },
  {
    api: 'p-limit.limitFunction',
    packages: v('p-limit', 6, 7),
    setUp(t) {
      const limited = t.lib.limitFunction((me: string) => task(t, me)(), { concurrency: 1 });
      return (me) => limited(me);
    },
  },
  {
    api: 'bottleneck#schedule',
    packages: v('bottleneck', 2),
    setUp(t) {
      const limiter = new t.main({ maxConcurrent: 1 });
      return (me) => limiter.schedule(task(t, me));
    },
  },
  {
    api: 'bottleneck#submit',
    packages: v('bottleneck', 2),
    setUp(t) {
      const limiter = new t.main({ maxConcurrent: 1 });
      return (me) => done((cb) => limiter.submit((end: () => void) => void task(t, me)().then(end), cb));
    },
  },
  {
    api: 'bottleneck#submit (its last argument)',
    packages: v('bottleneck', 2),
    setUp(t) {
      const limiter = new t.main({ maxConcurrent: 1 });
      return (me) =>
        new Promise<void>((resolve) =>
          limiter.submit(
            (end: () => void) => void t.sleep(8).then(end),
            () => resolve(t.see(me)),
          ),
        );
    },
  },
  {
    api: 'bottleneck#wrap',
    packages: v('bottleneck', 2),
    setUp(t) {
      const limiter = new t.main({ maxConcurrent: 1 });
      const wrapped = limiter.wrap((me: string) => task(t, me)());
      return (me) => wrapped(me);
    },
  },
  {
    api: 'bottleneck.Group#key#schedule',
    packages: v('bottleneck', 2),
    setUp(t) {
      const group = new t.main.Group({ maxConcurrent: 1 });
      return (me) => group.key('one').schedule(task(t, me));
    },
  },
  {
    api: 'bottleneck#chain#schedule',
    packages: v('bottleneck', 2),
    setUp(t) {
      const limiter = new t.main({ maxConcurrent: 1 }).chain(new t.main({ maxConcurrent: 1 }));
      return (me) => limiter.schedule(task(t, me));
    },
  },
  {
    api: 'bottleneck.Batcher (batch listener)',
    packages: v('bottleneck', 2),
    setUp(t) {
      const batcher = new t.main.Batcher({ maxTime: 20, maxSize: 10 });
      batcher.on('batch', (batch: string[]) => {
        t.serves(batch.length);
        t.see(batch[0]!);
      });
      return (me) => batcher.add(me);
    },
  },
  ...(['semaphore', 'await-semaphore', 'semaphore-async-await', 'async-sema'] as const).map(
    (name): Probe => ({
      api: {
        semaphore: 'semaphore#take',
        'await-semaphore': 'await-semaphore#use',
        'semaphore-async-await': 'semaphore-async-await#execute',
        'async-sema': 'async-sema#acquire (await)',
      }[name],
      packages: [
        `${name}@${{ semaphore: 1, 'await-semaphore': 0, 'semaphore-async-await': 1, 'async-sema': 3 }[name]}`,
      ],
      setUp(t) {
        if (name === 'semaphore') {
          const sem = t.main(1);
          return (me) =>
            new Promise<void>((resolve) =>
              sem.take(() => void task(t, me)().then(() => resolve(sem.leave()))),
            );
        }
        if (name === 'await-semaphore') {
          const sem = new t.lib.Semaphore(1);
          return (me) => sem.use(task(t, me));
        }
        if (name === 'semaphore-async-await') {
          const sem = new (t.lib.Lock ?? t.lib.default.Lock)();
          return (me) => sem.execute(task(t, me));
        }
        const sem = new t.lib.Sema(1);
        return async (me) => {
          await sem.acquire();
          await task(t, me)();
          sem.release();
        };
      },
    }),
  ),
  {
    api: 'async-mutex#runExclusive',
    packages: v('async-mutex', 0),
    setUp(t) {
      const mutex = new t.lib.Mutex();
      return (me) => mutex.runExclusive(task(t, me));
    },
  },
  {
    api: 'async-mutex.Semaphore#runExclusive',
    packages: v('async-mutex', 0),
    setUp(t) {
      const semaphore = new t.lib.Semaphore(1);
      return (me) => semaphore.runExclusive(task(t, me));
    },
  },
  {
    api: 'async-lock#acquire',
    packages: v('async-lock', 1),
    setUp(t) {
      const lock = new t.main();
      return (me) => lock.acquire('key', task(t, me));
    },
  },
  {
    api: 'async-lock#acquire (callback)',
    packages: v('async-lock', 1),
    setUp(t) {
      const lock = new t.main();
      return (me) =>
        new Promise<void>((resolve) =>
          lock.acquire(
            'key',
            (end: () => void) => void t.sleep(8).then(() => end()),
            () => resolve(t.see(me)),
          ),
        );
    },
  },
  {
    api: 'mutexify',
    packages: v('mutexify', 1),
    setUp(t) {
      const lock = t.main();
      return (me) =>
        new Promise<void>((resolve) =>
          lock((release: () => void) => void task(t, me)().then(() => resolve(release()))),
        );
    },
  },
  {
    api: 'rwlock#writeLock',
    packages: v('rwlock', 5),
    setUp(t) {
      const lock = new t.main();
      return (me) =>
        new Promise<void>((resolve) =>
          lock.writeLock((release: () => void) => void task(t, me)().then(() => resolve(release()))),
        );
    },
  },
  {
    api: 'rwlock#readLock',
    packages: v('rwlock', 5),
    setUp(t) {
      const lock = new t.main();
      // A writer is inside, so that readers have to wait.
      lock.writeLock((release: () => void) => void t.sleep(40).then(release));
      return (me) =>
        new Promise<void>((resolve) =>
          lock.readLock((release: () => void) => {
            t.see(me);
            release();
            resolve();
          }),
        );
    },
  },
  ...(['bulkhead', 'retry', 'timeout', 'circuitBreaker'] as const).map((name): Probe => ({
    api: `cockatiel.${name}#execute`,
    packages: v('cockatiel', 3),
    setUp(t) {
      const { bulkhead, retry, timeout, circuitBreaker, handleAll, ConsecutiveBreaker } = t.lib;
      const policy = {
        bulkhead: () => bulkhead(1, 10),
        retry: () => retry(handleAll, { maxAttempts: 2 }),
        timeout: () => timeout(1000, 'cooperative'),
        circuitBreaker: () =>
          circuitBreaker(handleAll, { halfOpenAfter: 100, breaker: new ConsecutiveBreaker(5) }),
      }[name]();
      return (me) => policy.execute(task(t, me));
    },
  })),
  {
    api: 'limiter.RateLimiter#removeTokens (await)',
    packages: v('limiter', 2, 3),
    setUp(t) {
      const limiter = new t.lib.RateLimiter({ tokensPerInterval: 1, interval: 15 });
      return async (me) => {
        await limiter.removeTokens(1);
        t.see(me);
      };
    },
  },
  {
    api: 'p-ratelimit',
    packages: v('p-ratelimit', 1),
    setUp(t) {
      const limit = t.lib.pRateLimit({ concurrency: 1 });
      return (me) => limit(task(t, me));
    },
  },
  {
    api: 'promise-throttle#add',
    packages: v('promise-throttle', 1),
    setUp(t) {
      const throttle = new t.main({ requestsPerSecond: 100, promiseImplementation: Promise });
      return (me) => throttle.add(task(t, me));
    },
  },
  {
    api: 'p-throttle',
    packages: v('p-throttle', 4, 8),
    setUp(t) {
      const throttled = t.main({ limit: 1, interval: 15 })((me: string) => task(t, me)());
      return (me) => throttled(me);
    },
  },
  {
    api: 'async-throttle',
    packages: v('async-throttle', 1),
    setUp(t) {
      const throttle = t.main(1);
      return (me) => throttle(task(t, me));
    },
  },
  ...(
    [
      ['lodash.debounce', 'lodash@4', 'debounce'],
      ['lodash.throttle', 'lodash@4', 'throttle'],
      ['lodash.debounce', 'lodash.debounce@4', ''],
      ['lodash.throttle', 'lodash.throttle@4', ''],
      ['underscore.debounce', 'underscore@1', 'debounce'],
      ['underscore.throttle', 'underscore@1', 'throttle'],
      ['debounce', 'debounce@1', ''],
      ['debounce', 'debounce@2', ''],
      ['just-debounce-it', 'just-debounce-it@3', ''],
      ['p-debounce', 'p-debounce@4', ''],
      ['p-debounce', 'p-debounce@5', ''],
      ['perfect-debounce', 'perfect-debounce@1', 'debounce'],
      ['perfect-debounce', 'perfect-debounce@2', 'debounce'],
    ] as const
  ).map(([api, of, member]): Probe => ({
    api,
    packages: [of],
    setUp(t) {
      const make = member === '' ? t.main : (t.lib[member] ?? t.main[member]);
      // A throttled function runs the first call at once: only the trailing one is looked at.
      let calls = 0;
      const run = make((me: string, call: number) => {
        if (call > 1) t.see(me);
      }, 20);
      return async (me) => {
        run(me, ++calls);
        await t.sleep(settled);
      };
    },
  })),
  ...(['throttle', 'debounce'] as const).map((name): Probe => ({
    api: `throttle-debounce.${name}`,
    packages: v('throttle-debounce', 3, 5),
    setUp(t) {
      let calls = 0;
      const run = t.lib[name](20, (me: string, call: number) => {
        if (call > 1) t.see(me);
      });
      return async (me) => {
        run(me, ++calls);
        await t.sleep(settled);
      };
    },
  })),
  {
    api: 'opossum#fire',
    packages: v('opossum', 8, 9),
    setUp(t) {
      const breaker = new t.main((me: string) => task(t, me)());
      t.after(() => breaker.shutdown());
      return (me) => breaker.fire(me);
    },
  },
  {
    api: 'rate-limiter-flexible.RateLimiterQueue#removeTokens (await)',
    packages: v('rate-limiter-flexible', 5),
    setUp(t) {
      const queue = new t.lib.RateLimiterQueue(new t.lib.RateLimiterMemory({ points: 1, duration: 1 }), {
        maxQueueSize: 99,
      });
      return async (me) => {
        await queue.removeTokens(1);
        t.see(me);
      };
    },
  },
  ...['p-retry@4', 'p-retry@7', 'async-retry@1'].map((of): Probe => ({
    api: of.slice(0, of.lastIndexOf('@')),
    packages: [of],
    setUp: (t) => (me) => {
      let tries = 0;
      return t.main(
        async () => {
          t.see(me);
          if (++tries < 2) throw new Error('once more');
        },
        { retries: 2, minTimeout: 5, maxTimeout: 10 },
      );
    },
  })),
  {
    api: 'p-timeout (fallback)',
    packages: v('p-timeout', 6),
    setUp: (t) => (me) => t.main(t.sleep(50), { milliseconds: 5, fallback: () => t.see(me) }),
  },
  {
    api: 'delay (await)',
    packages: v('delay', 6),
    setUp: (t) => async (me) => {
      await t.main(5);
      t.see(me);
    },
  },
  {
    api: 'p-event (await)',
    packages: v('p-event', 6),
    async setUp(t) {
      const { EventEmitter } = await import('node:events');
      const emitter = new EventEmitter();
      const timer = setInterval(() => t.emit(() => emitter.emit('tick')), 10);
      t.after(() => {
        clearInterval(timer);
      });
      return async (me) => {
        await t.lib.pEvent(emitter, 'tick');
        t.see(me);
      };
    },
  },
];
