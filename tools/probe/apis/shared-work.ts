/** Caches, loaders and memoizers: one run may serve many callers. */
import type { Probe, Tools } from '../probe.ts';
import { v } from './majors.ts';

/** Everybody asks for one key at about the same time, and `run` counts how many runs served them. */
function everybodyAsks(
  t: Tools,
  ask: (run: () => Promise<string>) => () => Promise<unknown>,
): (me: string) => Promise<void> {
  let runs = 0;
  let asked = 0;
  const get = ask(async () => {
    runs++;
    t.read();
    await t.sleep(25);
    return 'value';
  });
  return async (me) => {
    asked++;
    await get();
    t.see(me);
    if (asked === 4 && runs < asked) t.serves(asked);
  };
}

export const sharedWork: readonly Probe[] = [
  {
    api: 'lru-cache#fetch (fetchMethod)',
    packages: v('lru-cache', 7, 10, 11),
    setUp: (t) =>
      everybodyAsks(t, (run) => {
        const LRUCache = t.lib.LRUCache ?? t.main;
        const cache = new LRUCache({ max: 10, fetchMethod: run });
        return () => cache.fetch('key');
      }),
  },
  {
    api: 'dataloader (batch function)',
    packages: v('dataloader', 1, 2),
    setUp(t) {
      const loader = new t.main(
        async (keys: readonly string[]) => {
          t.serves(keys.length);
          t.see(keys[0]!);
          return keys;
        },
        { batchScheduleFn: (run: () => void) => setTimeout(run, 15) },
      );
      return (me) => loader.load(me);
    },
  },
  {
    api: 'lru-memoizer (load)',
    packages: v('lru-memoizer', 2, 3),
    setUp: (t) =>
      everybodyAsks(t, (run) => {
        const memo = t.main({
          load: (_: string, cb: (error: null, value: string) => void) =>
            void run().then((value) => cb(null, value)),
          hash: (key: string) => key,
          max: 10,
        });
        return () => new Promise((resolve) => memo('key', resolve));
      }),
  },
  {
    api: 'lru-memoizer',
    packages: v('lru-memoizer', 2, 3),
    setUp(t) {
      const memo = t.main({
        load: (_: string, cb: (error: null, value: string) => void) =>
          void t.sleep(25).then(() => cb(null, 'value')),
        hash: (key: string) => key,
        max: 10,
      });
      return (me) => new Promise<void>((resolve) => memo('key', () => resolve(t.see(me))));
    },
  },
  {
    api: 'p-memoize',
    packages: v('p-memoize', 7),
    setUp: (t) =>
      everybodyAsks(t, (run) => {
        const memo = t.main(run);
        return () => memo('key');
      }),
  },
  {
    api: 'memoizee (promise)',
    packages: v('memoizee', 0),
    setUp: (t) =>
      everybodyAsks(t, (run) => {
        const memo = t.main(run, { promise: true });
        return () => memo('key');
      }),
  },
  {
    api: 'memoizee (async callback)',
    packages: v('memoizee', 0),
    setUp(t) {
      const memo = t.main(
        (_: string, cb: (e: null, v: string) => void) => void t.sleep(25).then(() => cb(null, 'value')),
        { async: true },
      );
      return (me) => new Promise<void>((resolve) => memo('key', () => resolve(t.see(me))));
    },
  },
  {
    api: 'moize (promise)',
    packages: v('moize', 6),
    setUp: (t) =>
      everybodyAsks(t, (run) => {
        const memo = t.main(run, { isPromise: true });
        return () => memo('key');
      }),
  },
  {
    api: 'promise-memoize',
    packages: v('promise-memoize', 1),
    setUp: (t) =>
      everybodyAsks(t, (run) => {
        const memo = t.main(run, { maxAge: 1000 });
        return () => memo('key');
      }),
  },
  {
    api: 'cache-manager#wrap',
    packages: v('cache-manager', 5, 7),
    setUp: (t) =>
      everybodyAsks(t, (run) => {
        const cache = t.lib.caching ? t.lib.caching('memory') : t.lib.createCache();
        return async () => (await cache).wrap('key', run);
      }),
  },
  {
    api: 'async-cache-dedupe (define)',
    packages: v('async-cache-dedupe', 2, 3),
    setUp: (t) =>
      everybodyAsks(t, (run) => {
        const cache = t.lib.createCache({ ttl: 5 });
        cache.define('load', run);
        return () => cache.load('key');
      }),
  },
  {
    api: 'inflight',
    packages: v('inflight', 1),
    setUp: (t) => (me) =>
      new Promise<void>((resolve) => {
        const call = t.main('key', () => resolve(t.see(me)));
        if (call) void t.sleep(25).then(() => call());
      }),
  },
  {
    api: 'once',
    packages: v('once', 1),
    setUp(t) {
      let runs = 0;
      const once = t.main((me: string) => {
        runs++;
        t.see(me);
      });
      return (me) => once(me) ?? runs;
    },
  },
];
