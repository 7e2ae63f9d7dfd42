/** Emitters, observables, streams. */
import type { Probe } from '../probe.ts';
import { v } from './majors.ts';
import { task } from './task.ts';

/** Everybody listens; the emitter speaks. */
const emitters: readonly [
  api: string,
  of: string,
  make: (t: any) => { on: (fn: () => void) => unknown; emit: () => unknown },
][] = [
  ['eventemitter3#on', 'eventemitter3@5', (t) => wired(new t.main(), 'on', 'emit')],
  ['mitt#on', 'mitt@3', (t) => wired(t.main(), 'on', 'emit')],
  ['nanoevents#on', 'nanoevents@9', (t) => wired(t.lib.createNanoEvents(), 'on', 'emit')],
  ['emittery#on', 'emittery@0.13', (t) => wired(new t.main(), 'on', 'emit')],
  ['emittery#on', 'emittery@1', (t) => wired(new t.main(), 'on', 'emit')],
  ['pubsub-js.subscribe', 'pubsub-js@1', (t) => wired(t.main, 'subscribe', 'publish')],
  [
    'mqemitter#on',
    'mqemitter@6',
    (t) => {
      const mq = t.main();
      return {
        on: (fn) => mq.on('topic', (_: unknown, cb: () => void) => (fn(), cb())),
        emit: () => mq.emit({ topic: 'topic' }),
      };
    },
  ],
  [
    'graphql-subscriptions.PubSub#subscribe',
    'graphql-subscriptions@3',
    (t) => wired(new t.lib.PubSub(), 'subscribe', 'publish'),
  ],
];

function wired(
  emitter: any,
  on: string,
  emit: string,
): { on: (fn: () => void) => unknown; emit: () => unknown } {
  return { on: (fn) => emitter[on]('topic', fn), emit: () => emitter[emit]('topic', {}) };
}

/** A subject that everybody subscribes to, and whose values somebody else sends. */
function subject(api: string, pipe: (rx: any, t: any, me: string) => any): Probe {
  return {
    api,
    packages: v('rxjs', 6, 7),
    async setUp(t) {
      // Before 7.2 the operators had a file of their own.
      const { lib: operators } = await t.use(t.lib.map ? 'rxjs@7' : 'rxjs@6/operators/index.js');
      const rx = { ...t.lib, map: operators.map };
      const source = new rx.Subject();
      const timer = setInterval(() => t.emit(() => source.next(1)), 10);
      t.after(() => {
        clearInterval(timer);
      });
      return async (me) => {
        const subscription = source.pipe(pipe(rx, t, me)).subscribe(() => {});
        await t.sleep(60);
        subscription.unsubscribe();
      };
    },
  };
}

/** One stream that everybody's values go into; the operator's function is given once. */
function fed(api: string, pipe: (rx: any, run: (me: string) => Promise<void>) => any): Probe {
  return {
    api,
    packages: v('rxjs', 7),
    setUp(t) {
      const source = new t.lib.Subject();
      source.pipe(pipe(t.lib, (me) => task(t, me)())).subscribe(() => {});
      return async (me) => {
        source.next(me);
        await t.sleep(60);
      };
    },
  };
}

export const streamsAndEvents: readonly Probe[] = [
  ...emitters.map(([api, of, make]): Probe => ({
    api,
    packages: [of],
    setUp(t) {
      const { on, emit } = make(t);
      const timer = setInterval(() => t.emit(emit), 15);
      t.after(() => {
        clearInterval(timer);
      });
      return async (me) => {
        await on(() => t.see(me));
        await t.sleep(50);
      };
    },
  })),
  subject('rxjs.Subject#subscribe (map)', (rx, t, me) => rx.map(() => t.see(me))),
  fed('rxjs.mergeMap (concurrency 1)', (rx, run) => rx.mergeMap(run, 1)),
  fed('rxjs.concatMap', (rx, run) => rx.concatMap(run)),
  fed('rxjs.switchMap', (rx, run) => rx.switchMap(run)),
  fed('rxjs.mergeMap', (rx, run) => rx.mergeMap(run)),
  fed('rxjs.exhaustMap', (rx, run) => rx.exhaustMap(run)),
  fed('rxjs.debounceTime', (rx, run) => (source: any) => source.pipe(rx.debounceTime(15), rx.tap(run))),
  fed('rxjs.delay', (rx, run) => (source: any) => source.pipe(rx.delay(10), rx.tap(run))),
  fed(
    'rxjs.observeOn (asapScheduler)',
    (rx, run) => (source: any) => source.pipe(rx.observeOn(rx.asapScheduler), rx.tap(run)),
  ),
  fed(
    'rxjs.observeOn (asyncScheduler)',
    (rx, run) => (source: any) => source.pipe(rx.observeOn(rx.asyncScheduler), rx.tap(run)),
  ),
  ...(['asapScheduler', 'asyncScheduler', 'queueScheduler', 'animationFrameScheduler'] as const)
    .filter((name) => name !== 'animationFrameScheduler')
    .map((name): Probe => ({
      api: `rxjs.${name}#schedule`,
      packages: v('rxjs', 7),
      setUp: (t) => async (me) => {
        t.lib[name].schedule(() => t.see(me));
        await t.sleep(20);
      },
    })),
  {
    api: 'rxjs.share',
    packages: v('rxjs', 7),
    setUp(t) {
      const source = t.lib.timer(30).pipe(t.lib.share());
      return async (me) => {
        source.subscribe(() => t.see(me));
        await t.sleep(70);
      };
    },
  },
  {
    api: 'rxjs.defer (cold)',
    packages: v('rxjs', 7),
    setUp: (t) => (me) => t.lib.firstValueFrom(t.lib.defer(() => task(t, me)())),
  },
  {
    api: 'rxjs.interval#subscribe',
    packages: v('rxjs', 7),
    setUp: (t) => (me) => t.lib.firstValueFrom(t.lib.interval(10).pipe(t.lib.tap(() => t.see(me)))),
  },
  {
    api: 'through2 (transform)',
    packages: v('through2', 4),
    setUp(t) {
      const stream = t.main.obj(
        (me: string, _: string, cb: () => void) => void task(t, me)().then(() => cb()),
      );
      stream.resume();
      return async (me) => {
        stream.write(me);
        await t.sleep(60);
      };
    },
  },
  {
    api: 'through2#write (callback)',
    packages: v('through2', 4),
    setUp(t) {
      const stream = t.main.obj((_: string, __: string, cb: () => void) => void t.sleep(8).then(() => cb()));
      stream.resume();
      return (me) => new Promise<void>((resolve) => stream.write(me, () => resolve(t.see(me))));
    },
  },
  {
    api: 'streamx.Writable#write (write)',
    packages: v('streamx', 2),
    setUp(t) {
      const stream = new t.lib.Writable({
        write: (me: string, cb: () => void) => void task(t, me)().then(() => cb()),
      });
      return async (me) => {
        stream.write(me);
        await t.sleep(60);
      };
    },
  },
  {
    api: 'readable-stream.Writable#write (callback)',
    packages: v('readable-stream', 4),
    setUp(t) {
      const stream = new (t.lib.Writable ?? t.main.Writable)({
        write: (_: unknown, __: unknown, cb: () => void) => void t.sleep(8).then(() => cb()),
      });
      return (me) => new Promise<void>((resolve) => stream.write(me, () => resolve(t.see(me))));
    },
  },
  {
    api: 'pump (callback)',
    packages: v('pump', 3),
    setUp: (t) => async (me) => {
      const { Readable, PassThrough } = await import('node:stream');
      await new Promise<void>((resolve) => {
        const out = new PassThrough();
        out.resume();
        t.main(Readable.from(['a']), out, () => resolve(t.see(me)));
      });
    },
  },
  {
    api: 'highland#map (fed)',
    packages: v('highland', 2),
    setUp(t) {
      const stream = t.main();
      stream
        .map((me: string) => t.main(task(t, me)()))
        .parallel(1)
        .each(() => {});
      return async (me) => {
        stream.write(me);
        await t.sleep(60);
      };
    },
  },
  {
    api: 'kefir#onValue',
    packages: v('kefir', 3),
    setUp(t) {
      const pool = (t.main.pool ?? t.lib.pool)();
      pool.plug((t.main.interval ?? t.lib.interval)(15, 1));
      return async (me) => {
        const on = (): void => t.see(me);
        pool.onValue(on);
        await t.sleep(50);
        pool.offValue(on);
      };
    },
  },
  {
    api: 'xstream#addListener (shared)',
    packages: v('xstream', 11),
    setUp(t) {
      const stream = (t.main.periodic ?? t.lib.Stream.periodic)(15);
      return async (me) => {
        const listener = { next: () => t.see(me) };
        stream.addListener(listener);
        await t.sleep(50);
        stream.removeListener(listener);
      };
    },
  },
  {
    api: 'streaming-iterables.parallelMap',
    packages: v('streaming-iterables', 8),
    setUp: (t) => async (me) => {
      for await (const _ of t.lib.parallelMap(1, () => task(t, me)(), [1, 2]));
    },
  },
];
