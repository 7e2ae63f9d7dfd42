/** Pools of Worker threads. Another thread has its own memory: what it is to know has to be sent. */
import type { Launcher } from '../../vocabulary/launcher.ts';
import { exported, LAST_FINISHED, STARTS_EMPTY } from './origins.ts';

const REUSED_THREAD =
  'A pooled thread keeps what it was spawned with; a task brings only what its payload holds.';

const POOLIFIER_POOLS = [
  'FixedThreadPool',
  'DynamicThreadPool',
  'FixedClusterPool',
  'DynamicClusterPool',
] as const;

export const POOLS: readonly Launcher[] = [
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
];
