/** The launcher table is data: one row per API, each with the evidence for what is lost there. */
import { DRIVERS } from './table/drivers.ts';
import { LIMITERS } from './table/limiters.ts';
import { NETWORK } from './table/network.ts';
import { NODE } from './table/node.ts';
import { POOLS } from './table/pools.ts';
import { QUEUES } from './table/queues.ts';
import { SCHEDULERS } from './table/schedulers.ts';
import { SHARED_WORK } from './table/shared-work.ts';
import { HOME_MADE, SUBMIT, type Launcher } from '../vocabulary/launcher.ts';

/** A method of this name, whatever has it, where what it is called on looks like an executor. */
const EXECUTOR: Launcher = {
  id: SUBMIT,
  from: [],
  member: 'submit',
  kind: 'callback',
  argument: 0,
  loss: 'another-task',
  preset: 'recommended',
  evidence: 'An executor starts a queued task when an earlier one finishes, in the context of that one.',
};

/** What is put into a list of the file's own: `home-made` finds it. */
const OWN_LIST: Launcher = {
  id: HOME_MADE,
  from: [],
  kind: 'callback',
  argument: 0,
  loss: 'another-task',
  preset: 'recommended',
  evidence:
    'What is put into a list runs as whoever takes it out and calls it. Measured on small programs of each form.',
};

/** Every launcher known without settings. Users extend it with rows of the same shape. */
export const LAUNCHERS: readonly Launcher[] = [
  ...NODE,
  EXECUTOR,
  OWN_LIST,
  ...QUEUES,
  ...LIMITERS,
  ...POOLS,
  ...SCHEDULERS,
  ...DRIVERS,
  ...NETWORK,
  ...SHARED_WORK,
];
