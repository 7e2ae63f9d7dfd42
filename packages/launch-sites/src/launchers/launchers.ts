/**
 * The launcher table is data: one row per API, each with the evidence for what is lost there.
 * Long because: it is a table, and whoever adds a row looks for its like beside it.
 */
import { DRIVERS } from './table/drivers.ts';
import { LIMITERS } from './table/limiters.ts';
import { NETWORK } from './table/network.ts';
import { exported } from './table/origins.ts';
import { QUEUES } from './table/queues.ts';
import { SCHEDULERS } from './table/schedulers.ts';
import { SHARED_WORK } from './table/shared-work.ts';
import { HOME_MADE, SUBMIT, type Launcher, type LauncherOrigin } from '../vocabulary/launcher.ts';

const timers = (name: string): LauncherOrigin[] => [{ global: name }, { module: 'timers', export: name }];

const asyncExport = (name: string): LauncherOrigin[] => [
  ...exported('async', name),
  ...exported('async-es', name),
  ...exported(`async/${name}`, 'default'),
];

const SHARES_FRAME =
  'Node keeps the AsyncLocalStorage store, so the child shares the live values of its parent.';
const STARTS_EMPTY = 'A thread has its own memory: nothing of the store reaches it.';
const LAST_FINISHED =
  'A queued task is started by whichever task finished last, in the context of that task.';
const REUSED_THREAD =
  'A pooled thread keeps what it was spawned with; a task brings only what its payload holds.';

const PQUEUE = {
  from: exported('p-queue', 'default'),
  receiver: 'new',
  types: ['PQueue'],
  kind: 'callback',
  waitsWith: ['autoStart', 'concurrency', 'intervalCap'],
} as const;
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
const POOLIFIER_POOLS = [
  'FixedThreadPool',
  'DynamicThreadPool',
  'FixedClusterPool',
  'DynamicClusterPool',
] as const;

/** Every launcher known without settings. Users extend it with rows of the same shape. */
export const LAUNCHERS: readonly Launcher[] = [
  {
    id: 'setImmediate',
    from: timers('setImmediate'),
    kind: 'callback',
    argument: 0,
    loss: 'shared',
    preset: 'recommended',
    evidence: SHARES_FRAME,
  },
  {
    id: 'worker_threads.Worker',
    from: exported('worker_threads', 'Worker'),
    kind: 'spawn',
    argument: 0,
    loss: 'starts-empty',
    preset: 'recommended',
    evidence: STARTS_EMPTY,
  },
  {
    id: 'Worker',
    // The package is the global where there is one, and makes it of `worker_threads` where there is none.
    from: [{ global: 'Worker' }, ...exported('web-worker', 'default')],
    kind: 'spawn',
    argument: 0,
    loss: 'starts-empty',
    preset: 'recommended',
    workerFile: { argument: 0 },
    evidence: STARTS_EMPTY,
  },
  {
    id: 'SharedWorker',
    from: [{ global: 'SharedWorker' }],
    kind: 'spawn',
    argument: 0,
    loss: 'starts-empty',
    preset: 'recommended',
    workerFile: { argument: 0 },
    evidence: STARTS_EMPTY,
  },
  {
    id: SUBMIT,
    from: [],
    member: 'submit',
    kind: 'callback',
    argument: 0,
    loss: 'another-task',
    preset: 'recommended',
    evidence: 'An executor starts a queued task when an earlier one finishes, in the context of that one.',
  },
  {
    id: HOME_MADE,
    from: [],
    kind: 'callback',
    argument: 0,
    loss: 'another-task',
    preset: 'recommended',
    evidence:
      'What is put into a list runs as whoever takes it out and calls it. Measured on small programs of each form.',
  },
  {
    ...PQUEUE,
    id: 'p-queue#add',
    member: 'add',
    argument: 0,
    loss: 'another-task',
    preset: 'recommended',
    evidence: `${LAST_FINISHED} Measured on p-queue 9; p-queue#200.`,
  },
  {
    ...PQUEUE,
    id: 'p-queue#addAll',
    member: 'addAll',
    argument: 'each-element',
    loss: 'another-task',
    preset: 'recommended',
    evidence: `${LAST_FINISHED} Measured on p-queue 9; p-queue#200.`,
  },
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
  {
    id: 'threads.Worker',
    from: exported('threads', 'Worker', 'BlobWorker'),
    kind: 'spawn',
    argument: 0,
    loss: 'starts-empty',
    preset: 'recommended',
    evidence: `${STARTS_EMPTY} Measured on threads 1.7.`,
  },
  {
    id: 'threads.Pool#queue',
    from: exported('threads', 'Pool'),
    receiver: 'call',
    types: ['Pool', 'WorkerPool'],
    member: 'queue',
    kind: 'callback',
    argument: 0,
    loss: 'another-task',
    preset: 'recommended',
    evidence: `The function runs in the parent thread. ${LAST_FINISHED}`,
  },
  ...(['default', 'promise'] as const).map((name): Launcher => ({
    id: name === 'default' ? 'fastq' : 'fastq.promise',
    from: exported('fastq', name),
    kind: 'callback',
    argument: 'first-function',
    given: { values: ['push', 'unshift'] },
    loss: 'another-task',
    preset: 'recommended',
    evidence: `The worker function is given once, before the launches. ${LAST_FINISHED}`,
  })),
  ...(['queue', 'priorityQueue'] as const).map((name): Launcher => ({
    id: `async.${name}`,
    from: asyncExport(name),
    kind: 'callback',
    argument: 0,
    given: { values: ['push', 'pushAsync', 'unshift', 'unshiftAsync'], lists: true },
    loss: 'another-task',
    preset: 'recommended',
    evidence: `The worker function is given once, before the launches. ${LAST_FINISHED}`,
  })),
  ...(['cargo', 'cargoQueue'] as const).map((name): Launcher => ({
    id: `async.${name}`,
    from: asyncExport(name),
    kind: 'callback',
    argument: 0,
    loss: 'another-task',
    preset: 'recommended',
    refused: 'shared-work',
    evidence: 'One call of the worker gets the tasks of many callers.',
  })),
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
  // `runTask` is what `run` was called before.
  ...(['run', 'runTask'] as const).map((member): Launcher => ({
    id: `piscina#${member}`,
    from: exported('piscina', 'default', 'Piscina'),
    receiver: 'new',
    types: ['Piscina'],
    member,
    kind: 'payload',
    argument: 0,
    loss: 'starts-empty',
    preset: 'recommended',
    workerFile: { argument: 0, option: 'filename' },
    evidence: REUSED_THREAD,
  })),
  {
    id: 'tinypool#run',
    from: exported('tinypool', 'default', 'Tinypool'),
    receiver: 'new',
    types: ['Tinypool'],
    member: 'run',
    kind: 'payload',
    argument: 0,
    loss: 'starts-empty',
    preset: 'recommended',
    workerFile: { argument: 0, option: 'filename' },
    evidence: REUSED_THREAD,
  },
  ...(['execute', 'mapExecute'] as const).map((member): Launcher => ({
    id: `poolifier#${member}`,
    from: exported('poolifier', ...POOLIFIER_POOLS),
    receiver: 'new',
    types: ['AbstractPool', 'IPool'],
    member,
    kind: 'payload',
    argument: member === 'execute' ? 0 : 'each-element',
    loss: 'starts-empty',
    preset: 'recommended',
    workerFile: { argument: 1 },
    evidence: REUSED_THREAD,
  })),
  {
    id: 'workerpool#exec',
    from: exported('workerpool', 'pool'),
    receiver: 'call',
    types: ['Pool', 'WorkerPool'],
    member: 'exec',
    kind: 'payload',
    argument: 'first-parameter',
    loss: 'starts-empty',
    preset: 'recommended',
    workerFile: { argument: 0 },
    evidence: `${REUSED_THREAD} A function is sent as text and cannot carry anything.`,
  },
  ...(['setTimeout', 'setInterval'] as const).map((name): Launcher => ({
    id: name,
    from: timers(name),
    kind: 'callback',
    argument: 0,
    loss: 'shared',
    preset: 'strict',
    evidence: SHARES_FRAME,
  })),
  {
    id: 'queueMicrotask',
    from: [{ global: 'queueMicrotask' }],
    kind: 'callback',
    argument: 0,
    loss: 'shared',
    preset: 'strict',
    evidence: SHARES_FRAME,
  },
  {
    id: 'process.nextTick',
    from: [{ global: 'process.nextTick' }, { module: 'process', export: 'nextTick' }],
    kind: 'callback',
    argument: 0,
    loss: 'shared',
    preset: 'strict',
    evidence: SHARES_FRAME,
  },
  ...QUEUES,
  ...LIMITERS,
  ...SCHEDULERS,
  ...DRIVERS,
  ...NETWORK,
  ...SHARED_WORK,
];
