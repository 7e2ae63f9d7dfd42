/** Queues that start a task when an earlier one has ended. */
import type { Launcher } from '../../vocabulary/launcher.ts';
import { exported, LAST_FINISHED, LOSES, methods } from './origins.ts';

const QUEUED = { ...LOSES, argument: 0, evidence: LAST_FINISHED } as const;
const GIVEN = `The function is given once, before the launches. ${LAST_FINISHED}`;
const CALLED_BACK = `The callback runs where the task ended. ${LAST_FINISHED}`;

/** `async` in its three shapes, and its faster twin. */
const ASYNC_LIKE = [
  { name: 'async', modules: ['async', 'async-es'] },
  { name: 'neo-async', modules: ['neo-async'] },
] as const;

const PQUEUE = {
  from: exported('p-queue', 'default'),
  receiver: 'new',
  types: ['PQueue'],
  kind: 'callback',
  waitsWith: ['autoStart', 'concurrency', 'intervalCap'],
} as const;

const asyncExport = (name: string): Launcher['from'] => [
  ...exported('async', name),
  ...exported('async-es', name),
  ...exported(`async/${name}`, 'default'),
];

export const QUEUES: readonly Launcher[] = [
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
  ...methods(
    { ...QUEUED, from: exported('promise-queue', 'default'), receiver: 'new', types: ['PromiseQueue'] },
    'promise-queue',
    'add',
  ),
  ...methods(
    {
      ...QUEUED,
      from: exported('better-queue', 'default'),
      receiver: 'new',
      types: ['BetterQueue'],
      ...{ argument: 1, optional: true },
      evidence: CALLED_BACK,
    },
    'better-queue',
    'push',
  ),
  ...methods(
    {
      ...QUEUED,
      from: exported('queue', 'default'),
      receiver: 'new',
      types: ['Queue'],
      argument: 'each-function',
    },
    'queue',
    'push',
  ),
  ...methods(
    { ...QUEUED, from: exported('queue-promise', 'default'), receiver: 'new', types: ['Queue'] },
    'queue-promise',
    'enqueue',
  ),
  ...methods({ ...QUEUED, from: exported('d3-queue', 'queue'), receiver: 'call' }, 'd3-queue', 'defer'),
  ...methods(
    { ...QUEUED, from: exported('queue-async', 'default'), receiver: 'call' },
    'queue-async',
    'defer',
  ),
  ...methods({ ...QUEUED, from: exported('workq', 'default'), receiver: 'call' }, 'workq', 'add'),
  ...methods(
    {
      ...QUEUED,
      from: exported('fastq', 'default'),
      receiver: 'call',
      ...{ argument: 1, optional: true },
      evidence: CALLED_BACK,
    },
    'fastq',
    'push',
  ),
  ...ASYNC_LIKE.flatMap(({ name, modules }): Launcher[] =>
    (['queue', 'priorityQueue'] as const).flatMap((made) =>
      methods(
        {
          ...QUEUED,
          from: modules.flatMap((module) => [
            ...exported(module, made),
            ...exported(`${module}/${made}`, 'default'),
          ]),
          receiver: 'call',
          ...{ argument: made === 'queue' ? 1 : 2, optional: true },
          evidence: CALLED_BACK,
        },
        `${name}.${made}`,
        'push',
      ),
    ),
  ),
  ...(['queue', 'priorityQueue'] as const).map((made): Launcher => ({
    ...QUEUED,
    id: `neo-async.${made}`,
    from: [...exported('neo-async', made), ...exported(`neo-async/${made}`, 'default')],
    given: { values: ['push', 'unshift'], lists: true },
    evidence: GIVEN,
  })),
  {
    ...QUEUED,
    id: 'throat',
    from: exported('throat', 'default'),
    receiver: 'call',
    versions: '<6',
    evidence: `throat 6 keeps the caller's context. Before that: ${LAST_FINISHED}`,
  },
  {
    ...QUEUED,
    id: 'throat (with a function)',
    from: exported('throat', 'default'),
    argument: 'last-function',
    given: 'calls',
    versions: '<6',
    evidence: `throat 6 keeps the caller's context. Before that: ${LAST_FINISHED}`,
  },
  { ...QUEUED, id: 'promise-limit', from: exported('promise-limit', 'default'), receiver: 'call' },
  ...methods(
    { ...QUEUED, from: exported('promise-limit', 'default'), receiver: 'call', argument: 1 },
    'promise-limit',
    'map',
  ),
  ...methods(
    {
      ...QUEUED,
      from: exported('promise-pool-executor', 'PromisePoolExecutor'),
      receiver: 'new',
      types: ['PromisePoolExecutor'],
      argument: { options: 0, keys: ['generator'] },
    },
    'promise-pool-executor',
    'addSingleTask',
  ),
];
