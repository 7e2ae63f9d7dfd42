/** Inference survives wrapping at real call sites; wrong names and values are compile errors. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Worker } from 'node:worker_threads';
import Bottleneck from 'bottleneck';
import pLimit from 'p-limit';
import PQueue from 'p-queue';
import { Piscina } from 'piscina';
import { expectTypeOf, test } from 'vitest';
import {
  adoptStore,
  defineSettings,
  packParentOverrides,
  propagation,
  receiveParentOverrides,
  spawnWithParentOverrides,
  spawnWithoutParentOverrides,
  withParentOverrides,
  withoutParentOverrides,
} from '../src/index.ts';
import type * as browser from '../src/platform.browser.ts';
import type * as node from '../src/platform.ts';

interface App {
  lm: string;
  temperature: number;
  trace: string[];
}
const settings = defineSettings<App>('types', {
  lm: { default: 'none', wire: 'anywhere' },
  temperature: { wire: { to: 'anywhere', encode: (value) => value.toFixed(2), decode: Number } },
  trace: { copyForChild: (parent) => [...parent] },
});

test('settings', () => {
  expectTypeOf(settings.current).toEqualTypeOf<Readonly<App>>();
  expectTypeOf(settings.overrides).toEqualTypeOf<Readonly<Partial<App>>>();
  expectTypeOf(settings.context({ lm: 'a' }, () => 5)).toEqualTypeOf<number>();
  expectTypeOf(settings.context({ lm: 'a' }, async () => 5)).toEqualTypeOf<Promise<number>>();
  // @ts-expect-error an unknown name
  settings.context({ temprature: 1 }, () => {});
  // @ts-expect-error a wrong value
  settings.set({ temperature: 'hot' });
  // @ts-expect-error an unknown name
  settings.configure({ model: 'x' });
  // @ts-expect-error read only
  settings.current.lm = 'x';
  // @ts-expect-error no such setting
  void settings.current.model;
  // @ts-expect-error a setting is missing
  defineSettings<App>('missing', { lm: {}, trace: {} });
  // @ts-expect-error a wrong default
  defineSettings<{ lm: string }>('default', { lm: { default: 1 } });
  // @ts-expect-error no such decision
  defineSettings<{ lm: string }>('wire', { lm: { wire: 'threads' } });
});

test('callbacks', () => {
  const optional = withParentOverrides((a: number, b?: string) => `${a}${b}`);
  expectTypeOf(optional).parameters.toEqualTypeOf<[a: number, b?: string | undefined]>();
  expectTypeOf(withParentOverrides(async (a: number) => a)).returns.toEqualTypeOf<Promise<number>>();
  expectTypeOf(withoutParentOverrides((...all: string[]) => all.length)).toEqualTypeOf<
    (this: unknown, ...all: string[]) => number
  >();
  expectTypeOf(withParentOverrides(function (this: Date, _: string) {})).thisParameter.toEqualTypeOf<Date>();
  setImmediate(
    withParentOverrides((a, b) => {
      expectTypeOf(a).toEqualTypeOf<number>();
      expectTypeOf(b).toEqualTypeOf<string>();
    }),
    1,
    'x',
  );
  const takesNumber = withParentOverrides((a: number) => a);
  // @ts-expect-error an argument of the wrong type
  setImmediate(takesNumber, 'x');
  setTimeout(
    withParentOverrides(() => {}),
    1,
  );
  queueMicrotask(withParentOverrides(() => {}));
  process.nextTick(
    withParentOverrides((a: number) => a),
    1,
  );
  // @ts-expect-error not a function
  withParentOverrides(5);
});

test('queues and executors', () => {
  const queue = new PQueue();
  expectTypeOf(queue.add(withParentOverrides(async () => 5))).resolves.toExtend<number | void>();
  void queue.add(
    withParentOverrides(async ({ signal }) => {
      expectTypeOf(signal).toEqualTypeOf<AbortSignal | undefined>();
    }),
    { priority: 1 },
  );
  expectTypeOf(queue.addAll([withParentOverrides(async () => 'x')])).resolves.toExtend<(string | void)[]>();
  const limit = pLimit(2);
  expectTypeOf(
    limit(
      withParentOverrides((a: number) => String(a)),
      5,
    ),
  ).resolves.toEqualTypeOf<string>();
  const limiter = new Bottleneck();
  expectTypeOf(
    limiter.schedule(
      withParentOverrides(async (a: number) => a > 1),
      5,
    ),
  ).resolves.toEqualTypeOf<boolean>();
  interface Executor {
    submit<A extends unknown[], R>(callback: (...args: A) => R, ...args: A): Promise<R>;
  }
  const executor = {} as Executor;
  void (() => {
    expectTypeOf(
      executor.submit(
        withParentOverrides((a: number, b: string) => `${a}${b}`),
        1,
        'x',
      ),
    ).resolves.toEqualTypeOf<string>();
    const takesNumber = withParentOverrides((a: number) => a);
    // @ts-expect-error an argument of the wrong type
    void executor.submit(takesNumber, 'x');
  });
});

test('overloads are kept, all of them', () => {
  function overloaded(a: string): string;
  function overloaded(a: number): number;
  function overloaded(a: any) {
    return a;
  }
  expectTypeOf(withParentOverrides(overloaded)).toEqualTypeOf<typeof overloaded>();
  expectTypeOf(withoutParentOverrides(overloaded)('a')).toEqualTypeOf<string>();
});

test('threads and payloads', () => {
  void (() => {
    const worker = spawnWithParentOverrides(() => new Worker('x'));
    expectTypeOf(worker).toEqualTypeOf<Worker>();
    expectTypeOf(spawnWithoutParentOverrides(() => new Worker('x'))).toEqualTypeOf<Worker>();
    // @ts-expect-error a promise
    spawnWithParentOverrides(async () => new Worker('x'));
    // @ts-expect-error not an object
    spawnWithParentOverrides(() => 5);
    void new Piscina<{ x: number }, string>().run(packParentOverrides({ x: 1 }));
    // @ts-expect-error a wrong payload
    void new Piscina<{ x: number }, string>().run(packParentOverrides({ x: 'one' }));
  });
  const packed = packParentOverrides({ x: 1 });
  expectTypeOf(packed.x).toEqualTypeOf<number>();
  // Typed pools take packed tasks of every type, so that a migration brings no type error.
  void new Piscina<number, string>().run(packParentOverrides(5));
  void new Piscina<string[], string>().run(packParentOverrides(['x']));
  void new Piscina<Map<string, number> | undefined, string>().run(packParentOverrides(new Map([['x', 1]])));
  // @ts-expect-error a wrong payload
  void new Piscina<string, string>().run(packParentOverrides(5));
  const handle = receiveParentOverrides((task: { x: number }) => task.x);
  expectTypeOf(handle).returns.toEqualTypeOf<number>();
  handle(packed);
  handle({ x: 1 });
  // @ts-expect-error a wrong payload
  handle({ y: 1 });
  receiveParentOverrides((n: number) => n)(packParentOverrides(5));
  const two = receiveParentOverrides(async (a: number, b: string) => `${a}${b}`, { json: ['types.lm'] });
  expectTypeOf(two).returns.resolves.toEqualTypeOf<string>();
  two(5, 'x');
  // @ts-expect-error the second parameter is not packed
  two(5, 6);
});

test('the browser build has what the Node build has', () => {
  expectTypeOf<typeof browser>().toExtend<typeof node>();
});

test('the rest', () => {
  const release = adoptStore(new AsyncLocalStorage<Map<string, number>>(), {
    id: 'counts',
    copyForChild: (parent) => new Map(parent),
    wire: { encode: (counts) => [...counts], decode: (data) => new Map(data) },
  });
  expectTypeOf(release).toEqualTypeOf<() => void>();
  // @ts-expect-error no store
  adoptStore({}, { id: 'none' });
  // @ts-expect-error no id
  adoptStore(new AsyncLocalStorage<string>(), { wire: 'thread' });
  const span = { name: 'root' };
  const adapter = {
    getStore: () => span,
    run: <R>(captured: { name: string } | undefined, body: () => R) => {
      // A detached launch has nothing to restore, and an adapter has to say what runs then.
      expectTypeOf(captured).toEqualTypeOf<{ name: string } | undefined>();
      return body();
    },
  };
  adoptStore(adapter, { id: 'span', wire: false });
  expectTypeOf(propagation).toEqualTypeOf<'async-local-storage' | 'async-context' | 'synchronous'>();
});
