/** Limiters, locks, debounced and throttled functions. */
import type { Launcher } from '../../vocabulary/launcher.ts';
import { exported, LAST_FINISHED, LOSES, methods, SHARES_FRAME } from './origins.ts';

const QUEUED = { ...LOSES, argument: 0, evidence: LAST_FINISHED } as const;
const LOCKED = {
  ...LOSES,
  evidence: 'The next in line is let in by whoever leaves, in the context of that one.',
} as const;
const TRAILING =
  'The timer of the trailing call is set by the first caller, and runs in the context of that one.';

/** Where lodash's functions come from: the package, its modules, its builds for ES modules, packages of one function. */
const lodash = (name: string): Launcher['from'] => [
  ...exported('lodash', name),
  ...exported('lodash-es', name),
  ...exported(`lodash/${name}`, 'default'),
  ...exported(`lodash-es/${name}`, 'default'),
  ...exported(`lodash.${name}`, 'default'),
];

const timed = (id: string, from: Launcher['from']): Launcher => ({
  ...LOSES,
  id,
  from,
  argument: 0,
  given: 'calls',
  coalesces: true,
  evidence: TRAILING,
});

const PLIMIT = {
  from: exported('p-limit', 'default'),
  receiver: 'call',
  types: ['LimitFunction', 'Limit'],
  kind: 'callback',
  argument: 0,
  preset: 'recommended',
} as const;
/** The light build leaves out clustering only. */
const BOTTLENECK = [...exported('bottleneck', 'default'), ...exported('bottleneck/light', 'default')];

export const LIMITERS: readonly Launcher[] = [
  {
    ...PLIMIT,
    id: 'p-limit',
    loss: 'shared',
    versions: '>=5',
    evidence: `p-limit 5 and later bind each task to its caller: ${SHARES_FRAME}`,
  },
  {
    ...PLIMIT,
    id: 'p-limit',
    loss: 'another-task',
    versions: '<5',
    evidence: `p-limit 2, 3 and 4 bind no task to its caller. ${LAST_FINISHED}`,
  },
  {
    id: 'p-limit.limitFunction',
    from: exported('p-limit', 'limitFunction'),
    kind: 'callback',
    argument: 0,
    given: 'calls',
    loss: 'shared',
    preset: 'recommended',
    evidence: 'The function is given once and called many times, each time in the context of its caller.',
  },
  {
    id: 'bottleneck#schedule',
    from: BOTTLENECK,
    receiver: 'new',
    types: ['Bottleneck'],
    member: 'schedule',
    kind: 'callback',
    argument: 'first-function',
    required: true,
    loss: 'another-task',
    preset: 'recommended',
    evidence: `${LAST_FINISHED} bottleneck#211.`,
  },
  {
    id: 'bottleneck#submit',
    from: BOTTLENECK,
    receiver: 'new',
    types: ['Bottleneck'],
    member: 'submit',
    kind: 'callback',
    argument: 'first-function',
    required: true,
    loss: 'another-task',
    preset: 'recommended',
    evidence: `${LAST_FINISHED} bottleneck#211.`,
  },
  {
    id: 'bottleneck#wrap',
    from: BOTTLENECK,
    receiver: 'new',
    types: ['Bottleneck'],
    member: 'wrap',
    kind: 'callback',
    argument: 0,
    given: 'calls',
    loss: 'another-task',
    preset: 'recommended',
    evidence: `The function is given once, before the launches. ${LAST_FINISHED}`,
  },
  ...methods(
    {
      ...LOCKED,
      from: exported('semaphore', 'default'),
      receiver: 'call',
      argument: 'first-function',
      required: true,
    },
    'semaphore',
    'take',
  ),
  ...methods(
    {
      ...LOCKED,
      from: exported('async-lock', 'default'),
      receiver: 'new',
      types: ['AsyncLock'],
      argument: 'each-function',
    },
    'async-lock',
    'acquire',
  ),
  { ...LOCKED, id: 'mutexify', from: exported('mutexify', 'default'), receiver: 'call', argument: 0 },
  ...methods(
    {
      ...LOCKED,
      from: exported('rwlock', 'default'),
      receiver: 'new',
      argument: 'first-function',
      required: true,
    },
    'rwlock',
    'writeLock',
    'readLock',
  ),
  ...methods(
    {
      ...LOCKED,
      from: exported('cockatiel', 'bulkhead'),
      receiver: 'call',
      types: ['BulkheadPolicy'],
      argument: 0,
    },
    'cockatiel.bulkhead',
    'execute',
  ),
  {
    ...LOCKED,
    id: 'navigator.locks.request',
    from: [{ global: 'navigator.locks.request' }],
    ofPages: true,
    argument: 'last-function',
  },
  { ...QUEUED, id: 'p-ratelimit', from: exported('p-ratelimit', 'pRateLimit'), receiver: 'call' },
  ...methods(
    { ...QUEUED, from: exported('promise-throttle', 'default'), receiver: 'new', types: ['PromiseThrottle'] },
    'promise-throttle',
    'add',
  ),
  { ...QUEUED, id: 'async-throttle', from: exported('async-throttle', 'default'), receiver: 'call' },
  timed('lodash.debounce', lodash('debounce')),
  timed('lodash.throttle', lodash('throttle')),
  timed('underscore.debounce', exported('underscore', 'debounce')),
  timed('underscore.throttle', exported('underscore', 'throttle')),
  timed('debounce', exported('debounce', 'default')),
];
