/** Pools of threads and processes, one worker each, all running workers/task.mjs. For the tests and tools/probe. */
import { Piscina } from 'piscina';
import { FixedThreadPool } from 'poolifier';
import { Tinypool } from 'tinypool';
import workerpool from 'workerpool';

export interface Pool {
  run(payload: unknown): Promise<any>;
  destroy(): unknown;
}

const file = (name: string) => new URL(`../workers/${name}.mjs`, import.meta.url);
const tinypool = (runtime: 'worker_threads' | 'child_process') => (): Pool => {
  const pool = new Tinypool({ filename: file('task').href, runtime, maxThreads: 1, minThreads: 1 });
  return { run: (payload) => pool.run(payload), destroy: () => pool.destroy() };
};
const registered = (workerType: 'thread' | 'process') => (): Pool => {
  const pool = workerpool.pool(file('workerpool').pathname, { workerType, maxWorkers: 1 });
  return { run: async (payload) => pool.exec('task', [payload]), destroy: () => pool.terminate() };
};

export const POOLS: readonly { name: string; transport: 'clone' | 'JSON'; open: () => Pool }[] = [
  {
    name: 'Piscina run',
    transport: 'clone',
    open() {
      const pool = new Piscina({ filename: file('task').href, maxThreads: 1 });
      return { run: (payload) => pool.run(payload), destroy: () => pool.destroy() };
    },
  },
  { name: 'Tinypool run, worker_threads', transport: 'clone', open: tinypool('worker_threads') },
  { name: 'Tinypool run, child_process', transport: 'JSON', open: tinypool('child_process') },
  {
    name: 'poolifier execute',
    transport: 'clone',
    open() {
      const pool = new FixedThreadPool<any, any>(1, file('poolifier').pathname);
      return { run: (payload) => pool.execute(payload), destroy: () => pool.destroy() };
    },
  },
  { name: 'workerpool exec by name, threads', transport: 'clone', open: registered('thread') },
  { name: 'workerpool exec by name, processes', transport: 'JSON', open: registered('process') },
];
