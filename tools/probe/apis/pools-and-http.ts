/**
 * Pools of resources and of threads; clients and servers of HTTP and its like.
 * Long because: it is a list of probes, and whoever adds one looks for its like beside it.
 */
import http from 'node:http';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Probe } from '../probe.ts';
import { v } from './majors.ts';
import { done, task } from './task.ts';

/** A worker file. */
function worker(ending: string, code: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'probe-')), `worker.${ending}`);
  writeFileSync(file, code);
  return file;
}

async function served(t: any): Promise<string> {
  const server = http.createServer((_, response) => setTimeout(() => response.end('ok'), 8));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** One request, by a promise or a callback. */
const asks = (
  api: string,
  of: readonly string[],
  ask: (t: any, url: string, see: () => void) => unknown,
): Probe => ({
  api,
  packages: of,
  async setUp(t) {
    const url = await served(t);
    return (me) => ask(t, url, () => t.see(me));
  },
});

export const poolsAndHttp: readonly Probe[] = [
  {
    api: 'generic-pool#acquire (callback)',
    packages: v('generic-pool', 2),
    setUp(t) {
      const { Pool } = t.main;
      const pool = new Pool({
        create: (cb: (e: null, r: object) => void) => cb(null, {}),
        destroy: () => {},
        max: 1,
      });
      return (me) =>
        new Promise<void>((resolve) =>
          pool.acquire(
            (_: unknown, one: object) => void task(t, me)().then(() => resolve(pool.release(one))),
          ),
        );
    },
  },
  ...(['acquire (await)', 'use'] as const).map((name): Probe => ({
    api: `generic-pool#${name}`,
    packages: v('generic-pool', 3),
    setUp(t) {
      const pool = t.main.createPool({ create: async () => ({}), destroy: async () => {} }, { max: 1 });
      return async (me) => {
        if (name === 'use') return pool.use(task(t, me));
        const one = await pool.acquire();
        await task(t, me)();
        await pool.release(one);
      };
    },
  })),
  {
    api: 'tarn.Pool#acquire (await)',
    packages: v('tarn', 3),
    setUp(t) {
      const pool = new (t.lib.Pool ?? t.main.Pool)({
        create: async () => ({}),
        destroy: () => {},
        min: 0,
        max: 1,
      });
      t.after(() => pool.destroy());
      return async (me) => {
        const one = await pool.acquire().promise;
        await task(t, me)();
        pool.release(one);
      };
    },
  },
  {
    api: 'workerpool#exec (await)',
    packages: v('workerpool', 6, 9),
    setUp(t) {
      const pool = t.main.pool({ maxWorkers: 1 });
      t.after(() => pool.terminate(true));
      return async (me) => {
        await pool.exec((a: number) => a, [1]);
        t.see(me);
      };
    },
  },
  {
    api: 'workerpool#exec (on)',
    packages: v('workerpool', 9),
    setUp(t) {
      const pool = t.main.pool(
        worker(
          'cjs',
          `const pool = require(${JSON.stringify(t.folder)});
          pool.worker({ run: () => new Promise((done) => setTimeout(() => done(pool.workerEmit(1)), 8)) });`,
        ),
        { maxWorkers: 1 },
      );
      t.after(() => pool.terminate(true));
      return (me) => pool.exec('run', [], { on: () => t.see(me) });
    },
  },
  ...v('piscina', 4, 5).map((of): Probe => ({
    api: 'piscina#run (await)',
    packages: [of],
    setUp(t) {
      const Piscina = t.lib.Piscina ?? t.main;
      const pool = new Piscina({ filename: worker('mjs', 'export default (a) => a'), maxThreads: 1 });
      t.after(() => pool.destroy());
      return async (me) => {
        await pool.run(1);
        t.see(me);
      };
    },
  })),
  {
    api: 'tinypool#run (await)',
    packages: v('tinypool', 1),
    setUp(t) {
      const pool = new (t.lib.Tinypool ?? t.main)({
        filename: worker('mjs', 'export default (a) => a'),
        maxThreads: 1,
      });
      t.after(() => pool.destroy());
      return async (me) => {
        await pool.run(1);
        t.see(me);
      };
    },
  },
  asks('undici.request (await)', v('undici', 5, 6, 7), async (t, url, see) => {
    await (await t.lib.request(url)).body.text();
    see();
  }),
  asks('undici.fetch (await)', v('undici', 5, 6, 7), async (t, url, see) => {
    await (await t.lib.fetch(url)).text();
    see();
  }),
  {
    api: 'undici#dispatch',
    packages: v('undici', 5, 6, 7),
    async setUp(t) {
      const client = new t.lib.Client(await served(t), { pipelining: 1 });
      t.after(() => client.destroy());
      return (me) =>
        new Promise<void>((resolve, reject) => {
          client.dispatch(
            { path: '/', method: 'GET' },
            {
              onConnect() {},
              onHeaders: () => {
                t.see(me);
                return true;
              },
              onData: () => true,
              onComplete: () => resolve(),
              onError: reject,
            },
          );
        });
    },
  },
  {
    api: 'undici.Client#request (callback)',
    packages: v('undici', 5, 6, 7),
    async setUp(t) {
      const client = new t.lib.Client(await served(t), { pipelining: 1 });
      t.after(() => client.destroy());
      return (me) =>
        new Promise<void>((resolve) =>
          client.request({ path: '/', method: 'GET' }, (_: unknown, { body }: any) => {
            t.see(me);
            body.resume();
            body.on('end', resolve);
          }),
        );
    },
  },
  asks('got (await)', v('got', 11, 14), async (t, url, see) => {
    await t.main(url);
    see();
  }),
  asks('axios (await)', v('axios', 1), async (t, url, see) => {
    await t.main.get(url);
    see();
  }),
  asks('superagent (await)', v('superagent', 10), async (t, url, see) => {
    await t.main.get(url);
    see();
  }),
  asks('superagent#end (callback)', v('superagent', 10), (t, url, see) =>
    done((cb) =>
      t.main.get(url).end(() => {
        see();
        cb();
      }),
    ),
  ),
  asks('request (callback)', v('request', 2), (t, url, see) =>
    done((cb) =>
      t.main(url, () => {
        see();
        cb();
      }),
    ),
  ),
  asks('needle (callback)', v('needle', 3), (t, url, see) =>
    done((cb) =>
      t.main.get(url, () => {
        see();
        cb();
      }),
    ),
  ),
  asks('node-fetch (await)', v('node-fetch', 2), async (t, url, see) => {
    await (await t.main(url)).text();
    see();
  }),
  ...(['send (callback)', 'on message'] as const).map((name): Probe => ({
    api: `ws#${name}`,
    packages: v('ws', 7, 8),
    async setUp(t) {
      const Socket = t.lib.WebSocket ?? t.main;
      const Server = t.lib.WebSocketServer ?? Socket.Server;
      const server = new Server({ port: 0, host: '127.0.0.1' });
      await new Promise((resolve) => server.on('listening', resolve));
      server.on('connection', (socket: any) =>
        socket.on('message', (data: unknown) => socket.send(String(data))),
      );
      const client = new Socket(`ws://127.0.0.1:${server.address().port}`);
      client.setMaxListeners(0);
      await new Promise((resolve) => client.on('open', resolve));
      t.after(() => (client.terminate(), server.close()));
      return async (me) => {
        if (name === 'send (callback)')
          await new Promise<void>((resolve) => client.send(me, () => resolve(t.see(me))));
        else {
          client.on('message', (data: unknown) => String(data) === me && t.see(me));
          t.emit(() => client.send(me));
          await t.sleep(50);
        }
      };
    },
  })),
  ...(['emit (acknowledgement)', 'emitWithAck (await)', 'on'] as const).map((name): Probe => ({
    api: `socket.io-client#${name}`,
    packages: v('socket.io-client', 4),
    with: ['socket.io@4'],
    async setUp(t) {
      const { Server } = (await t.use('socket.io@4')).lib;
      const server = http.createServer();
      const io = new Server(server);
      io.on('connection', (socket: any) => {
        socket.on('ask', (_: unknown, answer: () => void) => answer());
        socket.on('say', (text: string) => socket.emit('said', text));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const client = (t.lib.io ?? t.main)(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
        transports: ['websocket'],
      });
      await new Promise((resolve) => client.on('connect', resolve));
      t.after(() => (client.close(), io.close()));
      return async (me) => {
        if (name === 'emit (acknowledgement)')
          await new Promise<void>((resolve) => client.emit('ask', 1, () => resolve(t.see(me))));
        else if (name === 'emitWithAck (await)') {
          await client.emitWithAck('ask', 1);
          t.see(me);
        } else {
          client.on('said', (text: string) => text === me && t.see(me));
          t.emit(() => client.emit('say', me));
          await t.sleep(50);
        }
      };
    },
  })),
  {
    api: 'graphql-ws#subscribe',
    packages: v('graphql-ws', 5, 6),
    with: ['ws@8', 'graphql@16'],
    async setUp(t) {
      const { lib: ws } = await t.use('ws@8');
      const server = new ws.WebSocketServer({ port: 0, host: '127.0.0.1' });
      await new Promise((resolve) => server.on('listening', resolve));
      // The protocol's three messages, so that no schema is needed.
      server.on('connection', (socket: any) =>
        socket.on('message', (data: unknown) => {
          const message = JSON.parse(String(data));
          if (message.type === 'connection_init') socket.send('{"type":"connection_ack"}');
          if (message.type !== 'subscribe') return;
          setTimeout(() => {
            socket.send(JSON.stringify({ id: message.id, type: 'next', payload: { data: 1 } }));
            socket.send(JSON.stringify({ id: message.id, type: 'complete' }));
          }, 8);
        }),
      );
      const client = t.lib.createClient({
        url: `ws://127.0.0.1:${server.address().port}`,
        webSocketImpl: ws.WebSocket,
      });
      t.after(() => (client.terminate?.(), server.close()));
      return (me) =>
        new Promise<void>((resolve, reject) => {
          client.subscribe(
            { query: 'subscription { a }' },
            { next: () => t.see(me), error: reject, complete: () => resolve() },
          );
        });
    },
  },
  {
    api: '@grpc/grpc-js (unary callback)',
    packages: v('@grpc/grpc-js', 1),
    async setUp(t) {
      const grpc = t.main;
      const serialize = (value: string): Buffer => Buffer.from(value);
      const method = {
        path: '/probe/ask',
        requestStream: false,
        responseStream: false,
        requestSerialize: serialize,
        requestDeserialize: String,
        responseSerialize: serialize,
        responseDeserialize: String,
      };
      const server = new grpc.Server();
      server.addService(
        { ask: method },
        { ask: (_: unknown, cb: (e: null, v: string) => void) => void setTimeout(() => cb(null, 'x'), 8) },
      );
      const port = await new Promise((resolve, reject) =>
        server.bindAsync(
          '127.0.0.1:0',
          grpc.ServerCredentials.createInsecure(),
          (error: unknown, one: number) => (error ? reject(error) : resolve(one)),
        ),
      );
      const Client = grpc.makeGenericClientConstructor({ ask: method }, 'probe');
      const client = new Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
      t.after(() => (client.close(), server.forceShutdown()));
      return (me) => new Promise<void>((resolve) => client.ask('x', () => resolve(t.see(me))));
    },
  },
  {
    api: 'graceful-fs.readFile (callback)',
    packages: v('graceful-fs', 4),
    setUp: (t) => (me) =>
      new Promise<void>((resolve) => t.main.readFile(import.meta.filename, () => resolve(t.see(me)))),
  },
  {
    api: 'fs-extra.pathExists (callback)',
    packages: v('fs-extra', 11),
    setUp: (t) => (me) => new Promise<void>((resolve) => t.main.pathExists('/', () => resolve(t.see(me)))),
  },
  {
    api: 'glob',
    packages: v('glob', 7),
    setUp: (t) => (me) => new Promise<void>((resolve) => t.main('/*', () => resolve(t.see(me)))),
  },
  {
    api: 'simple-git (await)',
    packages: v('simple-git', 3),
    setUp(t) {
      const git = t.lib.simpleGit();
      return async (me) => {
        await git.version();
        t.see(me);
      };
    },
  },
  {
    api: 'simple-git (callback)',
    packages: v('simple-git', 3),
    setUp(t) {
      const git = t.lib.simpleGit();
      return (me) => new Promise<void>((resolve) => git.raw(['--version'], () => resolve(t.see(me))));
    },
  },
  {
    api: 'keyv#get (await)',
    packages: v('keyv', 5),
    setUp(t) {
      const keyv = new (t.lib.Keyv ?? t.main)();
      return async (me) => {
        await keyv.get('a');
        t.see(me);
      };
    },
  },
  ...['nedb@1', '@seald-io/nedb@4'].flatMap((of) =>
    (['find', 'findOne', 'count', 'insert', 'update', 'remove'] as const).map((name): Probe => ({
      api: `${of.slice(0, of.lastIndexOf('@'))}#${name} (callback)`,
      packages: [of],
      setUp(t) {
        const db = new t.main();
        const args = name === 'update' ? [{}, { a: 1 }, {}] : name === 'remove' ? [{}, {}] : [{}];
        return (me) => new Promise<void>((resolve) => db[name](...args, () => resolve(t.see(me))));
      },
    })),
  ),
  {
    api: 'level#get (await)',
    packages: v('level', 10),
    async setUp(t) {
      const { mkdtempSync } = await import('node:fs');
      const { tmpdir } = await import('node:os');
      const db = new t.lib.Level(mkdtempSync(`${tmpdir()}/probe-`));
      await db.put('a', 'b');
      t.after(() => db.close());
      return async (me) => {
        await db.get('a');
        t.see(me);
      };
    },
  },
];
