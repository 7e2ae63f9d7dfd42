/// <reference path="./flows/async.d.ts" />
/** Functions that are given once: a debounced one, a queue's worker, an operator. The launch is each call or push. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { serialize } from 'node:v8';
import { MessageChannel, Worker } from 'node:worker_threads';
import async from 'async';
import Bottleneck from 'bottleneck';
import fastq from 'fastq';
import lodash from 'lodash';
import { limitFunction } from 'p-limit';
import { Subject, concatMap, mergeMap, of, delay, map } from 'rxjs';
import { describe, expect, expectTypeOf, onTestFinished, test, vi } from 'vitest';
import {
  attachParentOverrides,
  defineSettings,
  packParentOverrides,
  receiveParentOverrides,
  withParentOverridesPerCall,
} from '@parent-overrides/runtime';

const tenant = new AsyncLocalStorage<string>();
const settings = defineSettings<{ lm: string; trace: string[] }>('given-once', {
  lm: { wire: 'thread' },
  trace: { default: [] },
});
const as = <R>(name: string, body: () => R): R =>
  tenant.run(name, () => settings.context({ lm: name }, body));
const NAMES = ['1', '2', '3', '4'];
const THEMSELVES = NAMES.map((name) => `${name}: ${name}, ${name}`);
const FIRST = NAMES.map((name) => `${name}: 1, 1`);
const who = (caller: string) => `${caller}: ${tenant.getStore()}, ${settings.current.lm}`;
const work = async (caller: string) => {
  await sleep(1);
  return who(caller);
};

/** Runs what four callers start, each in its own context, and gives what they saw. */
const fourCallers = (start: (name: string) => unknown): Promise<unknown[]> =>
  Promise.all(NAMES.map((name) => as(name, () => start(name))));

describe('a function that is called', () => {
  /** Per library: the function that it gives for one. */
  const GIVES: Record<
    string,
    (run: (caller: string) => Promise<string>) => (caller: string) => Promise<string>
  > = {
    'p-limit limitFunction': (run) => limitFunction(run, { concurrency: 1 }),
    'bottleneck wrap': (run) => new Bottleneck({ maxConcurrent: 1 }).wrap(run),
    // One that is launched by another's work, as p-limit 7 and many hand-written ones are not.
    'a hand-written queue': (run) => {
      let last: Promise<unknown> = Promise.resolve();
      const waiting: (() => Promise<unknown>)[] = [];
      const drain = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) await next();
      };
      return (caller) =>
        new Promise((resolve) => {
          waiting.push(() => run(caller).then(resolve));
          if (waiting.length === 1) last = last.then(drain);
        });
    },
  };

  test.each(Object.keys(GIVES))('%s: each call is its own', async (library) => {
    expect(await fourCallers(withParentOverridesPerCall(work, GIVES[library]!))).toEqual(THEMSELVES);
  });

  test.each(['bottleneck wrap', 'a hand-written queue'])(
    '%s, not mended: all are the first',
    async (library) => {
      expect(await fourCallers(GIVES[library]!(work))).toEqual(FIRST);
    },
  );

  /**
   * lodash looks at the clock as well as at its timer. The clock stands while the four call, so that they call within
   * the wait however long the machine takes, and then it is over.
   */
  async function trailing(
    make: (run: (caller: string) => void) => (caller: string) => unknown,
    calls: number,
  ): Promise<string[]> {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const seen: string[] = [];
    const run = make((caller) => void seen.push(who(caller)));
    for (const name of NAMES) {
      as(name, () => run(name));
      await sleep(1);
    }
    vi.setSystemTime(Date.now() + 1000);
    while (seen.length < calls) await sleep(10);
    await sleep(50); // no further one
    return seen;
  }
  const debounce = (run: (caller: string) => void) => lodash.debounce(run, 20);
  const throttle = (run: (caller: string) => void) => lodash.throttle(run, 20);

  test('lodash debounce and throttle: the trailing call is that of the last caller', async () => {
    expect(await trailing((run) => withParentOverridesPerCall(run, debounce), 1)).toEqual(['4: 4, 4']);
    expect(await trailing((run) => withParentOverridesPerCall(run, throttle), 2)).toEqual([
      '1: 1, 1',
      '4: 4, 4',
    ]);
  });

  test('not mended, it is that of the first', async () => {
    expect(await trailing(debounce, 1)).toEqual(['4: 1, 1']);
    expect(await trailing(throttle, 2)).toEqual(['1: 1, 1', '4: 1, 1']);
  });

  test('what the library put on it is there, and this and arguments arrive', () => {
    const seen: unknown[] = [];
    const owner = {
      save: withParentOverridesPerCall(
        function (this: unknown, a: number, b: string) {
          seen.push(this === owner, a, b, tenant.getStore());
          return `${a}${b}`;
        },
        (run) => lodash.debounce(run, 1000),
      ),
    };
    as('1', () => owner.save(1, 'x'));
    as('2', () => owner.save(2, 'y'));
    expect(as('3', () => owner.save.flush())).toBe('2y');
    expect(seen).toEqual([true, 2, 'y', '2']);
    owner.save(3, 'z');
    owner.save.cancel();
    expect(owner.save.flush()).toBe('2y');
    expect(seen).toHaveLength(4);
  });

  test('types survive', () => {
    const debounced = withParentOverridesPerCall(
      (a: number, b?: string) => `${a}${b}`,
      (run) => lodash.debounce(run, 1),
    );
    expectTypeOf(debounced).toEqualTypeOf<lodash.DebouncedFunc<(a: number, b?: string) => string>>();
    const limited = withParentOverridesPerCall(
      async (id: number) => [id],
      (run) => limitFunction(run, { concurrency: 1 }),
    );
    expectTypeOf(limited).parameters.toEqualTypeOf<[id: number]>();
    expectTypeOf(limited).returns.toEqualTypeOf<Promise<number[]>>();
    expectTypeOf(limited.clearQueue).toBeFunction();
    debounced.cancel();
  });

  test('what goes round it gets its arguments, as before', async () => {
    const limiter = new Bottleneck({ maxConcurrent: 1 });
    const wrapped = withParentOverridesPerCall(work, (run) => limiter.wrap(run));
    expect(await as('1', () => wrapped.withOptions({ priority: 1 }, 'x'))).toBe('x: 1, 1');
  });

  test.each([
    [5, (run: unknown) => run],
    [work, () => 5],
  ])('no function is refused', (callback, give) => {
    expect(() => withParentOverridesPerCall(callback as never, give as never)).toThrow(
      'A callback must be a function, not 5',
    );
  });
});

describe('a worker that takes values', () => {
  test('fastq, with promises', async () => {
    const bare = fastq.promise(work, 1);
    expect(await fourCallers((name) => bare.push(name))).toEqual(FIRST);
    const queue = fastq.promise(receiveParentOverrides(work), 1);
    expect(await fourCallers((name) => queue.push(attachParentOverrides(name)))).toEqual(THEMSELVES);
  });

  test('fastq, with callbacks', async () => {
    const worker = (task: { name: string }, done: fastq.done<string>) =>
      setImmediate(() => done(null, who(task.name)));
    const queue = fastq(receiveParentOverrides(worker), 1);
    const push = (name: string) =>
      new Promise((resolve) => queue.push(attachParentOverrides({ name }), (_, seen) => resolve(seen)));
    expect(await fourCallers(push)).toEqual(THEMSELVES);
  });

  test.each(['queue', 'priorityQueue'])('async.%s, with an async worker and with callbacks', async (kind) => {
    for (const worker of [
      work,
      (name: string, done: any) => void work(name).then((seen) => done(null, seen)),
    ]) {
      const queue = async[kind](receiveParentOverrides(worker as typeof work), 1);
      const priority = kind === 'priorityQueue' ? [1] : [];
      expect(await fourCallers((name) => queue.pushAsync(attachParentOverrides(name), ...priority))).toEqual(
        THEMSELVES,
      );
    }
    const bare = async.queue(work, 1);
    expect(await fourCallers((name) => bare.pushAsync(name))).toEqual(FIRST);
  });

  test('rxjs: an operator’s function, with promises and Observables', async () => {
    const observables = (name: string) => of(name).pipe(delay(1), map(who));
    for (const operator of [
      mergeMap(receiveParentOverrides(work), 1),
      concatMap(receiveParentOverrides(work)),
      concatMap(receiveParentOverrides(observables)),
    ]) {
      const subject = new Subject<string>();
      const seen: string[] = [];
      const done = new Promise<void>((resolve) => {
        subject.pipe(operator).subscribe({ next: (value) => seen.push(value), complete: resolve });
      });
      await fourCallers(async (name) => subject.next(attachParentOverrides(name)));
      subject.complete();
      await done;
      expect(seen).toEqual(THEMSELVES);
    }
  });

  test('each value is a child of its own, and the value is the very same', () => {
    const task = { id: 1, run: () => {} };
    const seen: unknown[] = [];
    const receive = receiveParentOverrides((value: typeof task, more: number) => {
      seen.push(value, more, [...settings.current.trace]);
      settings.current.trace.push('child');
    });
    const value = as('1', () => {
      settings.current.trace.push('parent');
      return attachParentOverrides(task);
    });
    receive(value, 5);
    receive(value, 6);
    expect(seen).toEqual([task, 5, ['parent'], task, 6, ['parent']]);
    expect(seen[0]).toBe(task);
  });

  test('a value that was not attached is taken as it is', async () => {
    const queue = fastq.promise(receiveParentOverrides(work), 1);
    expect(await as('1', () => queue.push('x'))).toBe('x: 1, 1');
  });

  test('it is refused aloud by whatever would send it away', () => {
    const value = as('1', () => attachParentOverrides({ id: 1 }));
    const refusal = /What attachParentOverrides gives stays in this thread: use packParentOverrides/;
    const { port1 } = new MessageChannel();
    for (const send of [
      () => structuredClone(value),
      () => structuredClone({ nested: [value] }),
      () => JSON.stringify(value),
      () => serialize(value),
      () => port1.postMessage(value),
      () => new Worker('', { eval: true, workerData: value }),
      () => structuredClone(as('2', () => packParentOverrides(value))),
    ]) {
      expect(send).toThrow(refusal);
    }
    port1.close();
  });
});
