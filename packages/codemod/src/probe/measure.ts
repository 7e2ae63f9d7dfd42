/**
 * Whose context a callback has: four callers in one turn, or four requests of a real HTTP server 3 ms apart. The command
 * `probe` measures a user's own launch with it, and `pnpm probe` of the workspace each API of its table.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CALLERS, worse, type How, type Sees } from './sees.ts';

/** What one caller does, in its own context. It is waited for. */
export type Launch = (me: string) => unknown;

/** What tells a measurement what happens in it. */
export interface Watch {
  /** Called by the callback, with the caller that this run of it belongs to: looks at the store. */
  readonly see: (me: string) => void;
  /** Reads the store, as a run does that serves several callers: whose it is nobody asks. */
  readonly read: () => void;
  /** One run of the callback serves these callers. */
  readonly serves: (callers: number) => void;
  /** The callback ran in another thread or process, where no store of this one is. */
  readonly lost: () => void;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** What has to be closed when it is over. */
  readonly after: (close: () => unknown) => void;
  /** Runs `body` as the emitter, who is none of the callers. */
  readonly emit: <R>(body: () => R) => R;
  /** Runs `body` as one of the callers: for what a server does with its request. */
  readonly runAs: <R>(me: string, body: () => R) => R;
}

const STARTER = 'the starter';
const EMITTER = 'the emitter';
/** So long it may take, in milliseconds. */
const LIMIT = 6000;
/** A callback may come after what the launch gave back is settled: a debounced one does. */
const LATE = 400;
/** From one request to the next. */
const APART = 3;

const store = new AsyncLocalStorage<string>();

/** Runs `body` as the starter, who is none of the callers: what several of them share is made before they come. */
export const asStarter = <R>(body: () => R): R => store.run(STARTER, body);

/**
 * @param setUp gives what each caller does
 * @param around runs it, as the starter unless somebody asks for another
 * @returns whom the callbacks ran as; a sentence where it failed
 */
export async function measure(
  setUp: (watch: Watch) => Launch | Promise<Launch>,
  how: How,
  around: <R>(body: () => R) => R = asStarter,
): Promise<string> {
  const seen: Sees[] = [];
  const closing: (() => unknown)[] = [];
  let stray: unknown;
  const onStray = (error: unknown): void => {
    stray ??= error;
  };
  process.on('uncaughtException', onStray).on('unhandledRejection', onStray);
  const watch: Watch = {
    see: (me) => {
      seen.push(whose(me, store.getStore()));
    },
    read: () => {
      store.getStore();
    },
    serves: (callers) => {
      if (callers > 1) seen.push('shared');
    },
    lost: () => {
      seen.push('nothing');
    },
    sleep: (milliseconds) => sleep(milliseconds),
    after: (close) => {
      closing.push(close);
    },
    emit: (body) => store.run(EMITTER, body),
    runAs: (me, body) => store.run(me, body),
  };
  try {
    const launch = await within(around(async () => setUp(watch)));
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
  await Promise.all(CALLERS.map((me) => store.run(me, async () => await launch(me))));
}

async function overHttp(launch: Launch): Promise<void> {
  const server = createServer((incoming, response) => {
    const me = incoming.headers['x-caller'] as string;
    void store.run(me, async () => {
      try {
        await launch(me);
        response.end();
      } catch (error) {
        response.writeHead(500).end(reasonOf(error));
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
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
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve();
          else reject(new Error(text));
        });
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
  return Promise.race([work, late]).finally(() => {
    ended.abort();
  });
}

function failed(error: unknown): string {
  return `failed: ${reasonOf(error).split('\n')[0]}`;
}

function reasonOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error);
}
