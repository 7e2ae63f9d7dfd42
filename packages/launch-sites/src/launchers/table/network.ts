/** Handlers, callbacks of streams, and what hands one answer to many who asked. */
import type { Launcher } from '../../vocabulary/launcher.ts';
import { exported, LOSES, methods, OPENER } from './origins.ts';

const WRITTEN = {
  ...LOSES,
  argument: 'optional-callback',
  evidence: 'A write that had to wait is done when an earlier one ends, in the context of that one.',
} as const;
const ASKED_TOGETHER =
  'Who asks while the answer is on its way gets it in the context of whoever asked first.';

export const NETWORK: readonly Launcher[] = [
  {
    id: 'undici#dispatch',
    from: exported('undici', 'Client', 'Pool', 'BalancedPool', 'Agent', 'ProxyAgent'),
    receiver: 'new',
    types: ['Dispatcher'],
    member: 'dispatch',
    kind: 'callback',
    argument: {
      handler: 1,
      keys: [
        ...['onConnect', 'onHeaders', 'onData', 'onComplete', 'onError', 'onUpgrade', 'onBodySent'],
        ...['onRequestStart', 'onResponseStart', 'onResponseData', 'onResponseEnd', 'onResponseError'],
      ],
    },
    loss: 'another-task',
    preset: 'recommended',
    evidence: 'The methods run in the context of whoever opened the connection.',
  },
  ...methods(
    {
      ...LOSES,
      from: exported('graphql-ws', 'createClient'),
      receiver: 'call',
      types: ['Client'],
      argument: { handler: 1, keys: ['next', 'error', 'complete'] },
      evidence: OPENER,
    },
    'graphql-ws',
    'subscribe',
  ),
  ...methods(
    {
      ...WRITTEN,
      from: exported('stream', 'Writable', 'Duplex', 'Transform', 'PassThrough'),
      receiver: 'new',
      types: ['Writable', 'Duplex', 'Transform', 'PassThrough'],
    },
    'stream.Writable',
    'write',
  ),
  ...methods(
    { ...WRITTEN, from: exported('fs', 'createWriteStream'), receiver: 'call', types: ['WriteStream'] },
    'fs.WriteStream',
    'write',
  ),
  ...methods(
    { ...WRITTEN, from: exported('readable-stream', 'Writable'), receiver: 'new', types: ['Writable'] },
    'readable-stream.Writable',
    'write',
  ),
  {
    ...LOSES,
    id: 'lru-memoizer',
    from: exported('lru-memoizer', 'default'),
    receiver: 'call',
    argument: 'optional-callback',
    evidence: ASKED_TOGETHER,
  },
  { ...LOSES, id: 'inflight', from: exported('inflight', 'default'), argument: 1, evidence: ASKED_TOGETHER },
  {
    ...LOSES,
    id: 'glob',
    from: exported('glob', 'default'),
    argument: 'optional-callback',
    versions: '<9',
    evidence: ASKED_TOGETHER,
  },
  {
    ...LOSES,
    id: 'bluebird.map',
    from: exported('bluebird', 'map'),
    argument: 1,
    evidence: "bluebird's promises keep nobody's context.",
  },
];
