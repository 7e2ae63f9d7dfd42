/**
 * Launches that type-check with the wrapper and without it, each `@ts-expect-error` included. Never run: see
 * transparent-types.test.ts, which compiles this file as it is and with every wrapper taken off.
 */
import Bottleneck from 'bottleneck';
import pLimit from 'p-limit';
import PQueue from 'p-queue';
import { from, map, mergeMap } from 'rxjs';
import { withParentOverrides } from '@parent-overrides/runtime';
import type { Either, Executor, Interval } from './launchers.ts';
import { same } from './launchers.ts';

declare const executor: Executor;
declare const untyped: any;
const queue = new PQueue();
const limit = pLimit(2);
const limiter = new Bottleneck();

/** What the surroundings say about the result reaches the callback. */
export const results = {
  tuple: (): Promise<Interval> => queue.add(withParentOverrides(async () => [1, 'a'])),
  async tupleInAsync(): Promise<Interval> {
    return limiter.schedule(withParentOverrides(async () => [1, 'a']));
  },
  tupleOfBlock: (): Promise<Interval> =>
    queue.add(
      withParentOverrides(async ({ signal }) => {
        if (signal?.aborted) return [0, 'aborted'];
        return [1, 'a'];
      }),
    ),
  tupleNotAsync: (): Promise<Interval> => queue.add(withParentOverrides(() => [1, 'a'])),
  tupleOfLimit: (): Promise<Interval> => limit(withParentOverrides(async () => [1, 'a'])),
  tupleOfRun: (): Promise<Interval> => executor.run(withParentOverrides(async () => [1, 'a'])),
  tupleOfUse: (): Promise<Interval> =>
    executor.use(withParentOverrides(async (client) => [(await client.query('x'))[0]!, 'a'])),
  tuples: (): Promise<Interval[]> => queue.addAll([withParentOverrides(async () => [1, 'a'])]),
  tuplesOfMap: (xs: string[]): Promise<Interval>[] =>
    xs.map((x) => limiter.schedule(withParentOverrides(async () => [x.length, x]))),
  async awaited() {
    const one: Interval = await limiter.schedule(withParentOverrides(async () => [1, 'a']));
    const two: { kind: 'a' } = await queue.add(withParentOverrides(async () => ({ kind: 'a' })));
    return { one, two };
  },
  literal: (): Promise<{ kind: 'a' }> => limiter.schedule(withParentOverrides(async () => ({ kind: 'a' }))),
  either: (): Promise<Either> =>
    limiter.schedule(
      withParentOverrides(async () => {
        if (Math.random() > 0.5) return { kind: 'number', value: 1 };
        return { kind: 'nothing' };
      }),
    ),
  empty: (): Promise<Map<string, number>> => queue.add(withParentOverrides(async () => new Map())),
  callback: (): Promise<(x: number) => Interval> => limit(withParentOverrides(async () => (x) => [x, 'a'])),
  explicit: () => executor.run<Interval>(withParentOverrides(async () => [1, 'a'])),
  tasks: [withParentOverrides(async () => [1, 'a'])] as Array<() => Promise<Interval>>,
  named: { first: withParentOverrides(async () => ({ kind: 'nothing' })) } satisfies Record<
    string,
    () => Promise<Either>
  >,
  // @ts-expect-error the wrong way round
  wrongTuple: (): Promise<Interval> => queue.add(withParentOverrides(async () => ['a', 1])),
  // @ts-expect-error a text is no number
  wrong: (): Promise<number> => limit(withParentOverrides(async () => 'x')),
};

/** Where the surroundings say nothing, the result is what the callback gives. */
export function inferredResults(): void {
  same<Promise<string>>()(limit(withParentOverrides(async () => 'x')));
  same<Promise<{ a: number }>>()(queue.add(withParentOverrides(async () => ({ a: 1 }))));
  same<Promise<{ a: number }>>()(limiter.schedule(withParentOverrides(async () => ({ a: 1 }))));
  same<Promise<number>>()(executor.run(withParentOverrides(() => 5)));
  same<Promise<number[]>>()(queue.addAll([1].map((x) => withParentOverrides(async () => x))));
}

/** Parameters get their types from the launcher's other arguments, or from the launcher. */
export function parameters() {
  setImmediate(
    withParentOverrides((x, y) => {
      same<number>()(x);
      same<string>()(y);
    }),
    1,
    'a',
  );
  setImmediate(
    withParentOverrides(function ({ a }) {
      same<number>()(a);
    }),
    { a: 1 },
  );
  setTimeout(
    withParentOverrides((x) => same<number>()(x)),
    5,
    1,
  );
  same<Promise<string>>()(
    limit(
      withParentOverrides(async (a, b) => {
        same<number>()(a);
        return b.trim();
      }),
      5,
      'x',
    ),
  );
  same<Promise<string>>()(
    executor.submit(
      withParentOverrides((a, b) => `${a.toFixed()}${b.trim()}`),
      1,
      'x',
    ),
  );
  void limiter.schedule(
    withParentOverrides(async (a) => a.toFixed()),
    5,
  );
  same<Promise<number[]>>()(executor.use(withParentOverrides(async (client) => client.query('x'))));
  executor.each(
    [1, 2],
    withParentOverrides(async (x) => same<number>()(x)),
  );
  from([1, 2]).pipe(
    mergeMap(
      withParentOverrides(async (x) => x.toFixed()),
      2,
    ),
    map((text) => text.trim()),
  );
  setImmediate(
    // @ts-expect-error a number has none
    withParentOverrides((x) => x.trim()),
    1,
  );
  // @ts-expect-error the argument is missing
  setImmediate(withParentOverrides((x: string) => x));
  const ofText = (a: string) => a;
  // @ts-expect-error a number is no text
  void limit(withParentOverrides(ofText), 5);
  const handler: (job: { id: number }) => Promise<'ok' | 'failed'> = withParentOverrides(async (job) =>
    job.id > 0 ? 'ok' : 'failed',
  );
  return handler;
}

/** A callback keeps all of its signatures, type parameters, properties and what it says about its argument. */
export function signatures(): void {
  function overloaded(): void;
  function overloaded(error: Error): void;
  function overloaded(error?: Error): void {
    console.log(error);
  }
  setImmediate(withParentOverrides(overloaded));
  const later = withParentOverrides(overloaded);
  later();
  later(new Error());
  const identity = withParentOverrides(<X>(x: X) => x);
  same<number>()(identity(1 as number));
  same<string>()(identity('a' as string));
  same<string>()(withParentOverrides(Object.assign(() => 1, { key: 'a' })).key);
  const mixed: (string | number)[] = [];
  same<string[]>()(mixed.filter(withParentOverrides((x): x is string => typeof x === 'string')));
  const either = untyped as (() => void) | ((error: Error) => void);
  setImmediate(withParentOverrides(either), new Error());
  const optional = untyped as ((error: Error | null, n?: number) => void) | undefined;
  if (optional) setImmediate(withParentOverrides(optional), null);
  // @ts-expect-error it may be undefined
  setImmediate(withParentOverrides(optional));
  const any = untyped as Function; // eslint-disable-line @typescript-eslint/no-unsafe-function-type
  // @ts-expect-error not every function can be called so
  setImmediate(withParentOverrides(any));
}

export const resolvers = [
  new Promise<void>((resolve) => setImmediate(withParentOverrides(resolve))),
  new Promise<string>((resolve) => setImmediate(withParentOverrides(resolve), 'x')),
  new Promise((resolve) => setTimeout(withParentOverrides(resolve), 5)),
  // @ts-expect-error the text is missing
  new Promise<string>((resolve) => setImmediate(withParentOverrides(resolve))),
];

export class Service<X extends object, R> {
  readonly name = 'x';
  declare work: (x: X) => Promise<R>;

  one(x: X): Promise<R> {
    return limit(withParentOverrides(this.work), x);
  }
  two(task: () => Promise<R>): Promise<R> {
    return queue.add(withParentOverrides(task));
  }
  three(): Promise<string> {
    return limiter.schedule(withParentOverrides(this.hop.bind(this)), 1);
  }
  forward<A extends unknown[], S>(callback: (...args: A) => S, ...args: A): Promise<Awaited<S>> {
    return executor.submit(withParentOverrides(callback), ...args);
  }
  async hop(n: number): Promise<string> {
    return `${this.name}${n}`;
  }
}

/** `this` is the launcher's, the callback's own, or an error. */
export function receivers(): void {
  executor.on(
    withParentOverrides(function (error, n) {
      same<Executor>()(this);
      same<Error>()(error);
      same<number>()(n);
    }),
  );
  executor.on(
    withParentOverrides(function (this: Executor, error: Error) {
      void this.run(() => error);
    }),
  );
  function ofDate(this: Date): void {
    this.getTime();
  }
  // @ts-expect-error another this
  executor.on(withParentOverrides(ofDate));
  setImmediate(
    withParentOverrides(function () {
      // @ts-expect-error this has no type here
      return this as unknown;
    }),
  );
}

export const dynamic = [
  untyped.add(withParentOverrides(async () => 1)),
  untyped.add(
    withParentOverrides((x: number) => x),
    1,
  ),
  limit(withParentOverrides(untyped.task)),
  queueMicrotask(withParentOverrides(untyped.task)),
];
