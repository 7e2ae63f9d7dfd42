/** Promise libraries: whose context has a callback of `then`, on a promise that somebody else made and settles? */
import type { Probe } from '../probe.ts';
import { v } from './majors.ts';

interface Library {
  readonly name: string;
  readonly majors: readonly number[];
  readonly make: (main: any, lib: any) => { promise: any; resolve: () => void };
  readonly settled: (main: any, lib: any) => any;
}

const constructed = (Promised: any): { promise: any; resolve: () => void } => {
  let resolve = (): void => {};
  const promise = new Promised((fulfil: () => void) => {
    resolve = fulfil;
  });
  return { promise, resolve };
};

const LIBRARIES: readonly Library[] = [
  { name: 'bluebird', majors: [3], make: (main) => constructed(main), settled: (main) => main.resolve() },
  {
    name: 'q',
    majors: [1],
    make(main) {
      const deferred = main.defer();
      return { promise: deferred.promise, resolve: () => deferred.resolve() };
    },
    settled: (main) => main(),
  },
  {
    name: 'when',
    majors: [3],
    make: (main) => constructed(main.promise ? main.Promise : main),
    settled: (main) => main(),
  },
  { name: 'promise', majors: [7, 8], make: (main) => constructed(main), settled: (main) => main.resolve() },
  {
    name: 'rsvp',
    majors: [4],
    make: (main, lib) => constructed(lib.Promise ?? main.Promise),
    settled: (main, lib) => (lib.Promise ?? main.Promise).resolve(),
  },
  {
    name: 'es6-promise',
    majors: [4],
    make: (main, lib) => constructed(lib.Promise ?? main.Promise ?? main),
    settled: (main, lib) => (lib.Promise ?? main.Promise ?? main).resolve(),
  },
  { name: 'lie', majors: [3], make: (main) => constructed(main), settled: (main) => main.resolve() },
];

export const promises: readonly Probe[] = [
  ...LIBRARIES.flatMap(({ name, majors, make, settled }): Probe[] => [
    {
      api: `${name}#then (pending)`,
      packages: v(name, ...majors),
      setUp(t) {
        const { promise, resolve } = make(t.main, t.lib);
        setTimeout(() => t.emit(resolve), 40);
        return (me) => promise.then(() => t.see(me));
      },
    },
    {
      api: `${name}#then (settled)`,
      packages: v(name, ...majors),
      setUp(t) {
        const promise = settled(t.main, t.lib);
        return (me) => promise.then(() => t.see(me));
      },
    },
  ]),
  {
    api: 'bluebird.map',
    packages: v('bluebird', 3),
    setUp: (t) => (me) =>
      t.main.map(
        [1, 2, 3],
        () => {
          t.see(me);
          return t.sleep(5);
        },
        { concurrency: 1 },
      ),
  },
  {
    api: 'bluebird.using',
    packages: v('bluebird', 3),
    setUp: (t) => (me) =>
      t.main.using(
        t.main.delay(5).disposer(() => {}),
        () => t.see(me),
      ),
  },
  {
    api: 'bluebird#asCallback',
    packages: v('bluebird', 3),
    setUp(t) {
      const promise = t.main.delay(40);
      return (me) => new Promise<void>((resolve) => promise.asCallback(() => resolve(t.see(me))));
    },
  },
  {
    api: 'bluebird.coroutine',
    packages: v('bluebird', 3),
    setUp(t) {
      const run = t.main.coroutine(function* (me: string) {
        yield t.main.delay(5);
        t.see(me);
      });
      return (me) => run(me);
    },
  },
  {
    api: 'Promise#then',
    setUp(t) {
      const promise = t.sleep(30);
      return (me) => promise.then(() => t.see(me));
    },
  },
  {
    api: 'await',
    setUp(t) {
      const promise = t.sleep(30);
      return async (me) => {
        await promise;
        t.see(me);
      };
    },
  },
  {
    api: 'await (a thenable)',
    setUp: (t) => async (me) => {
      await {
        then(resolve: () => void) {
          t.see(me);
          resolve();
        },
      };
    },
  },
];
