/** Members and functions by name: all that following a queue or a Worker needs to know of them. */

/** Methods that give the object itself, or what works through it: the value goes on with their result. */
export const SAME_AGAIN = new Set([
  'addListener',
  'chain',
  'off',
  'on',
  'once',
  'removeListener',
  'setMaxListeners',
  'start',
  'withOptions',
  'wrap',
]);

/** Members that start nothing: who only looks, waits or ends has no part in what runs. */
export const STARTS_NOTHING = new Set([
  ...['activeCount', 'concurrency', 'length', 'pending', 'pendingCount', 'size', 'threadId'],
  ...['idle', 'isPaused', 'running', 'counts', 'drain', 'drained', 'done', 'empty', 'error', 'saturated'],
  ...['onEmpty', 'onIdle', 'onPendingZero', 'onSizeLessThan', 'on', 'once', 'off', 'addListener'],
  ...[
    'addEventListener',
    'removeEventListener',
    'removeListener',
    'removeAllListeners',
    'onmessage',
    'onerror',
  ],
  ...['clear', 'clearQueue', 'close', 'completed', 'destroy', 'disconnect', 'kill', 'killAndDrain', 'pause'],
  ...['ref', 'stop', 'terminate', 'unref', 'stdout', 'stderr', 'getHeapSnapshot', 'performance'],
]);

/** Functions that give a handle on the Worker that they are given: `await spawn(new Worker(file))`. */
export const HANDLES = new Set(['m:threads#.spawn', 'm:comlink#.wrap']);

/** Methods that look for what they are given in a list, a set or a map, and keep nothing. */
export const LOOKS_FOR = new Set(['delete', 'has', 'includes', 'indexOf', 'lastIndexOf']);

/** Functions that listen to what they are given, or end it, and keep nothing. */
export const ONLY_LOOK = new Set(['m:events#.on', 'm:events#.once', 'm:threads#.Thread.terminate']);
