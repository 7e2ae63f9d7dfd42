/// <reference path="./async.d.ts" />
/**
 * The places inside one process where work can be launched, each as `launch(callback)`. A queue is busy with
 * another caller's task at that moment, and an emitter emits from somewhere else: that is when it matters.
 * Used by the flow tests and by tools/probe.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import async from 'async';
import Bottleneck from 'bottleneck';
import fastq from 'fastq';
import pLimit from 'p-limit';
import PQueue from 'p-queue';
import { elsewhere } from './observe.ts';

export type Callback<R> = () => Promise<R>;
/** What a callback that is not wrapped sees: its parent's live values, or those of whoever runs it. */
export type Unwrapped = 'shared with the parent' | "another task's" | "the emitter's";

export interface Launch {
  readonly name: string;
  readonly unwrapped: Unwrapped;
  /** Does the callback start after `launch` returned? */
  readonly later: boolean;
  launch<R>(callback: Callback<R>): Promise<R>;
}

/** For launchers that drop what their callback returns. */
function settled<R>(start: (run: Callback<R>) => void, callback: Callback<R>): Promise<R> {
  return new Promise((resolve, reject) => {
    // `callback` itself is launched, so that nothing but the launcher decides its context.
    const run = new Proxy(callback, {
      apply(target, self, args) {
        const result = Reflect.apply(target, self, args);
        result.then(resolve, reject);
        return result;
      },
    });
    start(run);
  });
}

const sharing = (name: string, start: (run: () => void) => void, later = true): Launch => ({
  name,
  unwrapped: 'shared with the parent',
  later,
  launch: (callback) => settled(start, callback),
});

/** A queue of one at a time, occupied by another caller. */
function queue(
  name: string,
  unwrapped: Unwrapped,
  make: () => (callback: Callback<any>) => Promise<any>,
): Launch {
  return {
    name,
    unwrapped,
    later: true,
    async launch(callback) {
      const add = make();
      const other = elsewhere("another task's", () => add(() => sleep(5)));
      const result = add(callback);
      await other;
      return result;
    },
  };
}

const outside = AsyncLocalStorage.snapshot();
function emitting(name: string, make: () => [on: (run: () => void) => void, emit: () => void]): Launch {
  return {
    name,
    unwrapped: "the emitter's",
    later: true,
    launch: (callback) =>
      settled((run) => {
        const [on, emit] = make();
        on(run);
        outside(() => setImmediate(() => elsewhere("the emitter's", async () => emit())));
      }, callback),
  };
}

export const LAUNCHES: readonly Launch[] = [
  sharing('direct call', (run) => run(), false),
  sharing('setImmediate', (run) => setImmediate(run)),
  sharing('setTimeout', (run) => setTimeout(run, 1)),
  sharing('setInterval', (run) => {
    const timer = setInterval(() => (clearInterval(timer), run()), 1);
  }),
  sharing('queueMicrotask', (run) => queueMicrotask(run)),
  sharing('process.nextTick', (run) => process.nextTick(run)),
  sharing('promise.then', (run) => void Promise.resolve().then(run)),
  queue('p-limit', 'shared with the parent', () => pLimit(1)),
  queue('p-queue add', "another task's", () => {
    const pending = new PQueue({ concurrency: 1 });
    return (callback) => pending.add(callback);
  }),
  queue('bottleneck schedule', "another task's", () => {
    const limiter = new Bottleneck({ maxConcurrent: 1 });
    return (callback) => limiter.schedule(callback);
  }),
  queue('fastq push', "another task's", () => {
    const pending = fastq.promise((callback: Callback<any>) => callback(), 1);
    return (callback) => pending.push(callback);
  }),
  queue('async.queue push', "another task's", () => {
    const pending = async.queue(
      (callback: Callback<any>, done: (error: any, result?: any) => void) =>
        void callback().then((result) => done(null, result), done),
      1,
    );
    return (callback) => pending.pushAsync(callback);
  }),
  emitting('EventEmitter on', () => {
    const emitter = new EventEmitter();
    return [(run) => emitter.on('x', run), () => emitter.emit('x')];
  }),
  emitting('EventTarget addEventListener', () => {
    const target = new EventTarget();
    return [(run) => target.addEventListener('x', run), () => target.dispatchEvent(new Event('x'))];
  }),
  emitting('AbortSignal', () => {
    const controller = new AbortController();
    return [(run) => controller.signal.addEventListener('abort', run), () => controller.abort()];
  }),
];
