/**
 * APIs whose callback runs as somebody else, and that are no row: what to do instead. `results.test.ts` holds this list
 * complete, and without a line too many.
 */

const LISTENER = 'A listener runs as whoever emits. Wrap those that belong to whoever listens.';
const THEN = "The library's promises keep nobody's context: `await` them, or wrap the callback.";
const OPERATOR =
  'The function is given once and runs for each value, often as whoever ends the one before: put what it needs into the value.';
const STREAM =
  "The function is the stream's own, given once for all values: put what it needs into the value, or wrap a callback that comes with it.";
const CALLBACK = 'Wrap the callback, or use the promise that the library gives as well.';
const JOB =
  'A job runs as whoever made the worker, maybe in another process: pack the overrides into its data, and receive them there.';
const SHARED =
  "One run serves everybody who asks meanwhile, and nobody's context is right: make what it depends on part of the key.";
const INSIDE = 'Begin the context of the request in a middleware that comes after it.';

const PROMISES = ['bluebird', 'q', 'when', 'promise', 'rsvp', 'es6-promise', 'lie'];

export const EXPLAINED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    PROMISES.flatMap((name) => [
      [`${name}#then (pending)`, THEN],
      [`${name}#then (settled)`, THEN],
    ]),
  ),
  'bluebird#asCallback': CALLBACK,
  'better-queue (worker)': OPERATOR,
  'concurrent-queue#process': OPERATOR,
  'express-queue': INSIDE,
  'multer.any (next)': `${INSIDE} multer 2 keeps it.`,
  'parallel-transform (transform)': STREAM,
  'bottleneck.Group#key#schedule': 'The row `bottleneck#schedule` knows the limiters of a group.',
  'bottleneck#chain#schedule': 'The row `bottleneck#schedule` knows a chain.',
  'bottleneck.Batcher (batch listener)': SHARED,
  'memoizee (promise)': SHARED,
  'memoizee (async callback)': CALLBACK,
  'cache-manager#wrap': SHARED,
  'async-cache-dedupe (define)': SHARED,
  'eventemitter3#on': LISTENER,
  'mitt#on': LISTENER,
  'nanoevents#on': LISTENER,
  'emittery#on': LISTENER,
  'pubsub-js.subscribe': LISTENER,
  'mqemitter#on': LISTENER,
  'graphql-subscriptions.PubSub#subscribe': LISTENER,
  'rxjs.Subject#subscribe (map)': LISTENER,
  'rxjs.mergeMap (concurrency 1)': OPERATOR,
  'rxjs.concatMap': OPERATOR,
  'rxjs.debounceTime': OPERATOR,
  'rxjs.observeOn (asapScheduler)': OPERATOR,
  'rxjs.share': SHARED,
  'through2 (transform)': STREAM,
  'through2#write (callback)': CALLBACK,
  'streamx.Writable#write (write)': STREAM,
  'highland#map (fed)': OPERATOR,
  'kefir#onValue': LISTENER,
  'xstream#addListener (shared)': LISTENER,
  'http.IncomingMessage#on end (server)': LISTENER,
  'http.ServerResponse#on finish': LISTENER,
  'pg.Client#on notification': LISTENER,
  'postgres#listen (listener)': LISTENER,
  'ioredis#on message': LISTENER,
  'redis#subscribe (listener)': LISTENER,
  'redis#get (callback)': 'Wrap the callback, or use version 4, whose promises keep the context.',
  'amqplib.Channel#consume (consumer)': JOB,
  'amqplib/callback_api.Channel#assertQueue (callback)': CALLBACK,
  'mqtt#on message': LISTENER,
  'nats#subscribe (callback)': LISTENER,
  'bullmq.Worker (processor)': JOB,
  'bull#process (processor)': JOB,
  'bee-queue#process (processor)': JOB,
  'pg-boss#work (handler)': JOB,
  'ws#on message': LISTENER,
  'socket.io-client#on': LISTENER,
  'socket.io-client#emit (acknowledgement)': CALLBACK,
  '@grpc/grpc-js (unary callback)': CALLBACK,
  'workerpool#exec (on)': CALLBACK,
  'events.EventEmitter#on': LISTENER,
  'EventTarget#addEventListener': LISTENER,
  'AbortSignal#addEventListener': LISTENER,
  'MessagePort#on': LISTENER,
  'BroadcastChannel#onmessage': LISTENER,
  'FinalizationRegistry (callback)': 'It runs as nobody: put what it needs into the held value.',
  'stream.Writable (write)': STREAM,
  'stream.Transform (transform)': STREAM,
  'net.Socket#write (callback)': CALLBACK,
};
