/**
 * Job libraries. What is put is data that a service stores, and a processor runs it, in another process as a rule. Both
 * ends are reported and left by hand: what a processor may take out of a job is for its author to say.
 */
import type { Launcher } from '../../vocabulary/launcher.ts';
import { exported } from './origins.ts';

const JOB = {
  loss: 'starts-empty',
  preset: 'strict',
  refused: 'job',
  evidence:
    'A job is stored as JSON and brings what is in it. A processor runs as nobody, or as whoever started it. Measured by `pnpm jobs`.',
} as const;

const PG_BOSS = {
  from: exported('pg-boss', 'default', 'PgBoss'),
  receiver: 'new',
  types: ['PgBoss'],
} as const;

export const JOBS: readonly Launcher[] = [
  {
    ...JOB,
    id: 'bullmq.Queue#add',
    from: exported('bullmq', 'Queue'),
    receiver: 'new',
    types: ['Queue'],
    member: 'add',
    kind: 'payload',
    argument: 1,
  },
  {
    ...JOB,
    id: 'bullmq.Worker',
    from: exported('bullmq', 'Worker'),
    kind: 'callback',
    constructed: true,
    argument: 1,
  },
  {
    ...JOB,
    id: 'bull#add',
    from: exported('bull', 'default'),
    receiver: 'new',
    types: ['Queue'],
    member: 'add',
    kind: 'payload',
    argument: 'behind-name',
  },
  {
    ...JOB,
    id: 'bull#process',
    from: exported('bull', 'default'),
    receiver: 'new',
    types: ['Queue'],
    member: 'process',
    kind: 'callback',
    argument: 'last-function',
  },
  ...(['send', 'sendAfter'] as const).map((member): Launcher => ({
    ...JOB,
    ...PG_BOSS,
    id: `pg-boss#${member}`,
    member,
    kind: 'payload',
    argument: 1,
  })),
  {
    ...JOB,
    ...PG_BOSS,
    id: 'pg-boss#work',
    member: 'work',
    kind: 'callback',
    argument: 'last-function',
  },
  {
    ...JOB,
    id: 'graphile-worker#addJob',
    from: exported('graphile-worker', 'makeWorkerUtils'),
    receiver: 'call',
    types: ['WorkerUtils', 'JobHelpers'],
    member: 'addJob',
    kind: 'payload',
    argument: 1,
  },
  {
    ...JOB,
    id: 'graphile-worker.quickAddJob',
    from: exported('graphile-worker', 'quickAddJob'),
    kind: 'payload',
    argument: 2,
  },
];
