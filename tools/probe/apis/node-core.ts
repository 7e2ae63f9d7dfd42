/**
 * What Node itself does with callbacks.
 * Long because: it is a list of probes, and whoever adds one looks for its like beside it.
 */
import { EventEmitter } from 'node:events';
import * as fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, pipeline, Readable, Writable, finished } from 'node:stream';
import { MessageChannel, Worker } from 'node:worker_threads';
import { execFile } from 'node:child_process';
import dns from 'node:dns';
import crypto from 'node:crypto';
import zlib from 'node:zlib';
import type { Probe } from '../probe.ts';

/** A function that takes a callback, alone. */
const callback = (api: string, start: (call: () => void, me: string) => unknown): Probe => ({
  api,
  setUp: (t) => (me) => new Promise<void>((resolve) => start(() => resolve(t.see(me)), me)),
});

/** Everybody listens to one thing, and the emitter speaks. */
const listener = (
  api: string,
  make: () => { on: (call: () => void) => void; speak: () => void; close?: () => void },
): Probe => ({
  api,
  setUp(t) {
    const { on, speak, close } = make();
    const timer = setInterval(() => t.emit(speak), 15);
    t.after(() => {
      clearInterval(timer);
      close?.();
    });
    return async (me) => {
      on(() => t.see(me));
      await t.sleep(50);
    };
  },
});

export const nodeCore: readonly Probe[] = [
  callback('setImmediate', (call) => setImmediate(call)),
  callback('setTimeout', (call) => setTimeout(call, 5)),
  callback('queueMicrotask', (call) => queueMicrotask(call)),
  callback('process.nextTick', (call) => process.nextTick(call)),
  {
    api: 'setInterval',
    setUp: (t) => (me) =>
      new Promise<void>((resolve) => {
        const timer = setInterval(() => {
          clearInterval(timer);
          resolve(t.see(me));
        }, 5);
      }),
  },
  callback('fs.readFile', (call) => fs.readFile(import.meta.filename, call)),
  callback('fs.stat', (call) => fs.stat(tmpdir(), call)),
  callback('fs.writeFile', (call, me) =>
    fs.writeFile(join(tmpdir(), `probe-${process.pid}-${me}`), me, call),
  ),
  callback('crypto.randomBytes', (call) => crypto.randomBytes(8, call)),
  callback('crypto.pbkdf2', (call) => crypto.pbkdf2('a', 'b', 10, 8, 'sha1', call)),
  callback('crypto.scrypt', (call) => crypto.scrypt('a', 'b', 8, call)),
  callback('zlib.gzip', (call) => zlib.gzip('text', call)),
  callback('dns.lookup', (call) => dns.lookup('localhost', call)),
  callback('child_process.execFile', (call) => execFile(process.execPath, ['--version'], call)),
  {
    api: 'stream.Writable#write (callback)',
    setUp(t) {
      const stream = new Writable({ write: (_, __, cb) => void t.sleep(8).then(() => cb()) });
      return (me) => new Promise<void>((resolve) => stream.write(me, () => resolve(t.see(me))));
    },
  },
  {
    api: 'stream.Writable (write)',
    setUp(t) {
      const stream = new Writable({
        write(chunk, _, cb) {
          t.see(String(chunk));
          void t.sleep(8).then(() => cb());
        },
      });
      return async (me) => {
        stream.write(me);
        await t.sleep(60);
      };
    },
  },
  {
    api: 'stream.Transform (transform)',
    async setUp(t) {
      const { Transform } = await import('node:stream');
      const stream = new Transform({
        objectMode: true,
        transform(me: string, _, cb) {
          t.see(me);
          void t.sleep(8).then(() => cb(null, me));
        },
      });
      stream.resume();
      return async (me) => {
        stream.write(me);
        await t.sleep(60);
      };
    },
  },
  callback('stream.pipeline (callback)', (call) =>
    pipeline(Readable.from(['a', 'b']), new PassThrough().resume(), call),
  ),
  callback('stream.finished (callback)', (call) => finished(Readable.from(['a']).resume(), call)),
  {
    api: 'net.Socket#write (callback)',
    async setUp(t) {
      const server = net.createServer((socket) => socket.resume());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const socket = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1');
      t.after(() => {
        socket.destroy();
        server.close();
      });
      return (me) =>
        new Promise<void>((resolve) => socket.write('x'.repeat(200_000), () => resolve(t.see(me))));
    },
  },
  {
    api: 'fs.WriteStream#write (callback)',
    setUp(t) {
      const file = join(tmpdir(), `probe-${process.pid}`);
      const stream = fs.createWriteStream(file);
      t.after(() => stream.destroy());
      return (me) => new Promise<void>((resolve) => stream.write(me, () => resolve(t.see(me))));
    },
  },
  listener('events.EventEmitter#on', () => {
    const emitter = new EventEmitter();
    emitter.setMaxListeners(0);
    return { on: (call) => emitter.on('x', call), speak: () => emitter.emit('x') };
  }),
  listener('EventTarget#addEventListener', () => {
    const target = new EventTarget();
    return {
      on: (call) => target.addEventListener('x', call),
      speak: () => target.dispatchEvent(new Event('x')),
    };
  }),
  {
    api: 'AbortSignal#addEventListener',
    setUp(t) {
      const controller = new AbortController();
      // It aborts once, so everybody has to be there.
      setTimeout(() => t.emit(() => controller.abort()), 150);
      return async (me) => {
        controller.signal.addEventListener('abort', () => t.see(me));
        await t.sleep(200);
      };
    },
  },
  listener('MessagePort#on', () => {
    const { port1, port2 } = new MessageChannel();
    port1.setMaxListeners(0);
    return {
      on: (call) => port1.on('message', call),
      speak: () => port2.postMessage(1),
      close: () => port1.close(),
    };
  }),
  listener('BroadcastChannel#onmessage', () => {
    const [a, b] = [new BroadcastChannel('probe'), new BroadcastChannel('probe')];
    return {
      on: (call) => a.addEventListener('message', call),
      speak: () => b.postMessage(1),
      close: () => (a.close(), b.close()),
    };
  }),
  {
    api: 'worker_threads.Worker',
    setUp: (t) => () =>
      new Promise<void>((resolve, reject) => {
        const code =
          "import('node:async_hooks').then(({ AsyncLocalStorage }) => require('node:worker_threads').parentPort.postMessage(new AsyncLocalStorage().getStore() === undefined))";
        const worker = new Worker(code, { eval: true });
        worker.on('error', reject);
        worker.on('message', (isEmpty: boolean) => {
          // The thread has a store of its own, and nothing in it.
          if (isEmpty) t.lost();
          void worker.terminate();
          resolve();
        });
      }),
  },
  {
    api: 'worker_threads.Worker#on',
    setUp: (t) => (me) =>
      new Promise<void>((resolve, reject) => {
        const worker = new Worker("require('node:worker_threads').parentPort.postMessage(1)", { eval: true });
        worker.on('error', reject);
        worker.on('message', () => {
          t.see(me);
          void worker.terminate();
          resolve();
        });
      }),
  },
  {
    api: 'http.request (response)',
    async setUp(t) {
      const { port } = await server(t);
      return (me) =>
        new Promise<void>((resolve, reject) => {
          http
            .get({ port, host: '127.0.0.1' }, (response) => {
              t.see(me);
              response.resume().on('end', resolve);
            })
            .on('error', reject);
        });
    },
  },
  {
    api: 'http.Agent (maxSockets 1, response)',
    async setUp(t) {
      const { port } = await server(t);
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      t.after(() => agent.destroy());
      return (me) =>
        new Promise<void>((resolve, reject) => {
          http
            .get({ port, host: '127.0.0.1', agent }, (response) => {
              t.see(me);
              response.resume().on('end', resolve);
            })
            .on('error', reject);
        });
    },
  },
  {
    api: 'http.IncomingMessage#on end (keep-alive agent)',
    async setUp(t) {
      const { port } = await server(t);
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      t.after(() => agent.destroy());
      return (me) =>
        new Promise<void>((resolve, reject) => {
          http
            .get({ port, host: '127.0.0.1', agent }, (response) =>
              response.resume().on('end', () => resolve(t.see(me))),
            )
            .on('error', reject);
        });
    },
  },
  {
    api: 'fetch (await)',
    async setUp(t) {
      const { port } = await server(t);
      return async (me) => {
        await (await fetch(`http://127.0.0.1:${port}`)).text();
        t.see(me);
      };
    },
  },
  {
    api: 'http2.ClientHttp2Stream#on response',
    async setUp(t) {
      const http2 = await import('node:http2');
      const server = http2.createServer((_, response) => response.end('ok'));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const client = http2.connect(`http://127.0.0.1:${(server.address() as net.AddressInfo).port}`);
      t.after(() => {
        client.destroy();
        server.close();
      });
      return (me) =>
        new Promise<void>((resolve) => {
          client
            .request({ ':path': '/' })
            .on('response', () => t.see(me))
            .resume()
            .on('end', resolve)
            .end();
        });
    },
  },
  {
    api: 'navigator.locks.request',
    nodes: [24, 26],
    setUp: (t) => (me) =>
      (globalThis as any).navigator.locks.request('key', async () => {
        t.see(me);
        await t.sleep(8);
      }),
  },
  {
    api: 'FinalizationRegistry (callback)',
    setUp(t) {
      const registry = new FinalizationRegistry((me: string) => t.see(me));
      const { setFlagsFromString } = process.getBuiltinModule('node:v8');
      setFlagsFromString('--expose-gc');
      const { runInNewContext } = process.getBuiltinModule('node:vm');
      const collect = runInNewContext('gc') as () => void;
      return async (me) => {
        registry.register({}, me);
        await t.sleep(20);
        collect();
        await t.sleep(60);
        collect();
        await t.sleep(60);
      };
    },
  },
  {
    api: 'async iterator of events.on',
    async setUp(t) {
      const { on } = EventEmitter;
      const emitter = new EventEmitter();
      const timer = setInterval(() => t.emit(() => emitter.emit('x')), 15);
      t.after(() => {
        clearInterval(timer);
      });
      return async (me) => {
        for await (const _ of on(emitter, 'x')) {
          t.see(me);
          break;
        }
      };
    },
  },
  {
    api: 'fs.watch (listener)',
    setUp(t) {
      const folder = fs.mkdtempSync(join(tmpdir(), 'probe-'));
      const timer = setInterval(
        () => t.emit(() => fs.writeFileSync(join(folder, 'a'), String(Math.random()))),
        15,
      );
      t.after(() => {
        clearInterval(timer);
      });
      return async (me) => {
        const watcher = fs.watch(folder, () => t.see(me));
        await t.sleep(60);
        watcher.close();
      };
    },
  },
];

async function server(t: { after: (close: () => unknown) => void }): Promise<{ port: number }> {
  const one = http.createServer((_, response) => setTimeout(() => response.end('ok'), 8));
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    one.closeAllConnections();
    one.close();
  });
  return { port: (one.address() as net.AddressInfo).port };
}
