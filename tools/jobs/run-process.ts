/** Starts the processes of one job's life, and gathers whom each run of it was. */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeBinary } from '../matrix/nodes.ts';
import { LIBRARIES } from './libraries.ts';
import type { How } from './library.ts';

export interface Put {
  readonly as: string;
  readonly data: unknown;
  readonly how?: How;
}

export interface Order {
  readonly of: string;
  readonly queue: string;
  /** Does it pack, or receive? If not, it is a program from before. */
  readonly overrides: boolean;
  readonly role: 'put' | 'work' | 'remove';
  readonly jobs: readonly Put[];
  readonly recovers?: boolean;
}

/** One run of a job, as its worker saw it. */
export interface Ran {
  readonly tenant: string;
  readonly user: string;
  readonly data: any;
}

function start(order: Order): ChildProcess {
  const child = fork(join(import.meta.dirname, 'process.ts'), [JSON.stringify(order)], {
    execArgv: ['--import', 'tsx'],
    execPath: nodeBinary(LIBRARIES.find(({ packages }) => packages.includes(order.of))?.node ?? 20),
    // Deprecations of old packages are no news.
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return child;
}

/** What the process wrote before it ended otherwise than it should. */
function failure(child: ChildProcess): Promise<never> {
  let said = '';
  child.stderr!.on('data', (chunk) => (said += String(chunk)));
  return new Promise((_, reject) => {
    child.once('exit', (code, signal) => {
      if (code !== 0 && signal === null) reject(new Error(`code ${code}: ${said.slice(-1500)}`));
    });
  });
}

export function put(of: string, queue: string, overrides: boolean, jobs: readonly Put[]): Promise<void> {
  return runToEnd({ of, queue, overrides, role: 'put', jobs });
}

/** Takes the queue off the service. */
export function remove(of: string, queue: string): Promise<void> {
  return runToEnd({ of, queue, overrides: false, role: 'remove', jobs: [] });
}

async function runToEnd(order: Order): Promise<void> {
  const child = start(order);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await Promise.race([failure(child), ended]);
}

export class Worker {
  readonly ran: Ran[] = [];
  readonly #child: ChildProcess;
  readonly #ready: Promise<void>;
  readonly #failure: Promise<never>;

  constructor(of: string, queue: string, overrides: boolean, recovers = false) {
    this.#child = start({ of, queue, overrides, role: 'work', jobs: [], recovers });
    this.#failure = failure(this.#child);
    this.#failure.catch(() => {});
    this.#ready = new Promise((resolve) => {
      this.#child.on('message', (message: Ran | { ready: true }) => {
        if ('ready' in message) resolve();
        else this.ran.push(message);
      });
    });
  }

  async ready(): Promise<this> {
    await Promise.race([this.#ready, this.#failure]);
    return this;
  }

  /** Waits until so many runs were seen. */
  async runs(count: number, seconds: number): Promise<readonly Ran[]> {
    const wait = async (): Promise<void> => {
      for (const until = Date.now() + seconds * 1000; this.ran.length < count && Date.now() < until;)
        await sleep(20);
    };
    await Promise.race([wait(), this.#failure]);
    return this.ran;
  }

  async end(how: 'at rest' | 'killed' = 'at rest'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    if (how === 'killed') this.#child.kill('SIGKILL');
    else this.#child.send('end');
    await ended;
  }
}
