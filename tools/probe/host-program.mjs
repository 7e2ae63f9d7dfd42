/**
 * Whose context a callback or listener has on the host that runs this: bare, and wrapped. Prints JSON, by API.
 * Callers and events are apart on purpose: something is begun as `ada`, and what happens then is as nobody.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { exec } from 'node:child_process';
import { randomBytes, scrypt } from 'node:crypto';
import { lookup } from 'node:dns';
import { readFile } from 'node:fs';
import { createServer, get } from 'node:http';
import { connect, createServer as createSocketServer } from 'node:net';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { MessageChannel, Worker as Thread } from 'node:worker_threads';
import { gzip } from 'node:zlib';
import { withParentOverrides } from '@parent-overrides/runtime';

const store = new AsyncLocalStorage();
const TIMEOUT = 3000;
const server = createServer((request, response) => {
  if (request.url === '/slow') setTimeout(() => response.end('x'), 20);
  else request.on('data', () => {}).on('end', () => response.end('x'));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const sockets = createSocketServer((socket) => socket.on('data', (data) => socket.write(data)));
await new Promise((resolve) => sockets.listen(0, '127.0.0.1', resolve));
const url = (path) => `http://127.0.0.1:${server.address().port}${path}`;
const ECHO =
  "const { parentPort } = require('node:worker_threads'); parentPort.on('message', (m) => parentPort.postMessage(m));";

/** Each begins its work at once and calls `callback` some time later. What it gives back is run as nobody. */
const APIS = {
  setImmediate: (callback) => setImmediate(callback),
  setTimeout: (callback) => setTimeout(callback, 1),
  'process.nextTick': (callback) => process.nextTick(callback),
  queueMicrotask: (callback) => queueMicrotask(callback),
  'Promise#then': (callback) => Promise.resolve().then(callback),
  'fs.readFile': (callback) => readFile(new URL(import.meta.url), callback),
  'dns.lookup': (callback) => lookup('localhost', callback),
  'crypto.randomBytes': (callback) => randomBytes(8, callback),
  'crypto.scrypt': (callback) => scrypt('a', 'b', 8, callback),
  'zlib.gzip': (callback) => gzip('text', callback),
  'child_process.exec': (callback) => exec('exit 0', callback),
  'await fetch': (callback) =>
    fetch(url('/slow'))
      .then((response) => response.text())
      .then(callback),
  'http response `data`': (callback) => get(url('/slow'), (response) => response.on('data', callback)),
  'socket `data`': (callback) => {
    const socket = connect(sockets.address().port, '127.0.0.1', () => socket.write('x'));
    socket.on('data', (data) => (socket.destroy(), callback(data)));
  },
  'stream `data`': (callback) => {
    const stream = new PassThrough().on('data', callback);
    setTimeout(() => stream.write('x'), 1);
  },
  'readline `line`': (callback) => {
    const input = new PassThrough();
    createInterface({ input }).on('line', callback);
    setTimeout(() => input.write('x\n'), 1);
  },
  '`message` of a Worker thread': (callback) => {
    const thread = new Thread(ECHO, { eval: true });
    thread.on('message', (message) => (void thread.terminate(), callback(message)));
    thread.postMessage('x');
  },
  '`message` of a MessagePort': (callback) => {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (message) => (port1.close(), callback(message)));
    return () => port2.postMessage('x');
  },
  '`message` of a BroadcastChannel': (callback) => {
    const [one, two] = [new BroadcastChannel('probe'), new BroadcastChannel('probe')];
    // Not closed: Deno makes no second pair after that.
    one.onmessage = callback;
    return () => two.postMessage('x');
  },
  '`abort` of AbortSignal.timeout': (callback) => AbortSignal.timeout(5).addEventListener('abort', callback),
};

/** What `callback` saw: `ada`, nobody's, or that it was not called. */
function seenBy(begin, wrap) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, TIMEOUT, 'not called');
    const look = () => {
      clearTimeout(timer);
      resolve(store.getStore() ?? 'nobody');
    };
    const attempt = (body) => {
      try {
        return body();
      } catch (error) {
        clearTimeout(timer);
        resolve(`refused: ${error.message}`);
      }
    };
    const asNobody = attempt(() => store.run('ada', () => begin(wrap(look))));
    if (typeof asNobody === 'function') setTimeout(attempt, 1, asNobody);
  });
}

const results = {};
for (const [name, begin] of Object.entries(APIS)) {
  results[name] = [await seenBy(begin, (callback) => callback), await seenBy(begin, withParentOverrides)];
}
console.log(JSON.stringify(results));
process.exit(0);
