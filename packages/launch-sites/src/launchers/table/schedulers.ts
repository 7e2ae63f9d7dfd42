/** What runs a function at a time. */
import type { Launcher } from '../../vocabulary/launcher.ts';
import { exported, LOSES } from './origins.ts';

const STARTED = 'The job runs in the context of whoever started it, which its maker need not be.';

export const SCHEDULERS: readonly Launcher[] = [
  {
    ...LOSES,
    id: 'node-schedule.scheduleJob',
    from: exported('node-schedule', 'scheduleJob'),
    argument: 'last-function',
    evidence:
      'One timer is set for the next job of all, by whoever scheduled last, and runs it in the context of that one.',
  },
  {
    ...LOSES,
    id: 'cron.CronJob',
    from: exported('cron', 'CronJob'),
    constructed: true,
    argument: 1,
    preset: 'strict',
    evidence: STARTED,
  },
  {
    ...LOSES,
    id: 'cron.CronJob.from',
    from: exported('cron', 'CronJob'),
    member: 'from',
    argument: { options: 0, keys: ['onTick', 'onComplete'] },
    preset: 'strict',
    evidence: STARTED,
  },
  {
    ...LOSES,
    id: 'rxjs.asapScheduler#schedule',
    from: exported('rxjs', 'asapScheduler'),
    member: 'schedule',
    argument: 0,
    evidence: 'What is scheduled in one turn is run together, in the context of the first of it.',
  },
];
