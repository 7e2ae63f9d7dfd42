/** One probe, twice: four callers in one turn, and four requests of a real HTTP server 3 ms apart. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Launch, Probe, Sees, Tools } from './probe.ts';

const CALLERS = ['ada', 'bob', 'cho', 'dan'] as const;
const STARTER = 'the starter';
const EMITTER = 'the emitter';
/** So long a probe may take, in milliseconds. */
const LIMIT = 6000;
/** A callback may come after what the launch gave back is settled: a debounced one does. */
const LATE = 400;
/** From one request to the next. */
const APART = 3;

/** Best first. */
const ORDER: readonly Sees[] = ['own', 'nothing', "emitter's", "starter's", "another's", 'shared'];

export function worse(one: string, other: string): string {
  return ORDER.indexOf(other as Sees) > ORDER.indexOf(one as Sees) ? other : one;
}

const store = new AsyncLocalStorage<string>();

export type How = 'together' | 'staggered';

/** What a probe is given of its package. */
export type Modules = Pick<Tools, 'lib' | 'main' | 'use' | 'folder'>;

/**
 * @param started whether what is shared is made in a context of its own, so that it shows where that comes back
 * @returns whom the callbacks ran as; a sentence where the probe failed
 */
export async function measure(probe: Probe, modules: Modules, how: How, started = true): Promise<string> {
  const seen: Sees[] = [];
  const closing: (() => unknown)[] = [];
  let stray: unknown;
  const onStray = (error: unknown): void => {
    stray ??= error;
  };
  process.on('uncaughtException', onStray).on('unhandledRejection', onStray);
  const tools: Tools = {
    ...modules,
    see: (me) => {
      seen.push(whose(me, store.getStore()));
    },
    serves: (callers) => {
      if (callers > 1) seen.push('shared');
    },
    lost: () => {
      seen.push('nothing');
    },
    read: () => {
      store.getStore();
    },
    sleep: (milliseconds) => sleep(milliseconds),
    after: (close) => {
      closing.push(close);
    },
    emit: (body) => store.run(EMITTER, body),
    runAs: (me, body) => store.run(me, body),
  };
  try {
    const setUp = async (): Promise<Launch> => probe.setUp(tools);
    const launch = await within(started ? store.run(STARTER, setUp) : setUp());
    const launched = how === 'together' ? inOneTurn(launch) : overHttp(launch);
    await within(launched);
    // A callback that has not come yet has this long.
    for (let waited = 0; waited < LATE && seen.length < CALLERS.length; waited += 20) await sleep(20);
  } catch (error) {
    return failed(error);
  } finally {
    for (const close of closing.reverse()) await within(Promise.resolve().then(close)).catch(() => {});
    process.off('uncaughtException', onStray).off('unhandledRejection', onStray);
  }
  if (seen.length === 0) return failed(stray ?? new Error('no callback ran'));
  return seen.reduce<string>(worse, 'own');
}

function whose(me: string, as: string | undefined): Sees {
  if (as === me) return 'own';
  if (as === undefined) return 'nothing';
  if (as === EMITTER) return "emitter's";
  return as === STARTER ? "starter's" : "another's";
}

async function inOneTurn(launch: Launch): Promise<void> {
  await Promise.all(CALLERS.map((me) => store.run(me, async () => launch(me))));
}

async function overHttp(launch: Launch): Promise<void> {
  const server = createServer((incoming, response) => {
    const me = incoming.headers['x-caller'] as string;
    void store.run(me, async () => {
      try {
        await launch(me);
        response.end();
      } catch (error) {
        response.writeHead(500).end(failed(error));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await Promise.all(CALLERS.map((me, index) => sleep(index * APART).then(() => ask(port, me))));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function ask(port: number, me: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { port, host: '127.0.0.1', headers: { 'x-caller': me }, agent: false },
      (answer) => {
        let text = '';
        answer.on('data', (chunk) => (text += String(chunk)));
        answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(text))));
      },
    );
    asked.on('error', reject).end();
  });
}

function within<R>(work: Promise<R>): Promise<R> {
  const ended = new AbortController();
  const late = sleep(LIMIT, undefined, { signal: ended.signal }).then(
    () => {
      throw new Error(`took more than ${LIMIT} ms`);
    },
    () => new Promise<never>(() => {}),
  );
  return Promise.race([work, late]).finally(() => ended.abort());
}

function failed(error: unknown): string {
  return `failed: ${String(error instanceof Error ? error.message : error).split('\n')[0]}`;
}
