/** What runs a function at a time. The scheduler is started outside of any caller, where it has to be started. */
import type { Probe } from '../probe.ts';
import { v } from './majors.ts';

const SECOND = 1300;
const EVERY_SECOND = '* * * * * *';

export const schedulers: readonly Probe[] = [
  {
    api: 'node-schedule.scheduleJob',
    packages: v('node-schedule', 2),
    setUp(t) {
      t.after(() => t.main.gracefulShutdown());
      return (me) => {
        t.main.scheduleJob(new Date(Date.now() + 40 + Math.random()), () => t.see(me));
        return t.sleep(120);
      };
    },
  },
  ...v('cron', 1, 2, 3, 4).flatMap((of): Probe[] => [
    {
      api: 'cron.CronJob (started by its maker)',
      packages: [of],
      setUp: (t) => async (me) => {
        const job = new t.lib.CronJob(EVERY_SECOND, () => t.see(me), null, true);
        await t.sleep(SECOND);
        job.stop();
      },
    },
    {
      api: 'cron.CronJob',
      packages: [of],
      setUp: (t) => async (me) => {
        const job = new t.lib.CronJob(EVERY_SECOND, () => t.see(me), null, false);
        t.emit(() => job.start());
        await t.sleep(SECOND);
        job.stop();
      },
    },
  ]),
  ...v('cron', 3, 4).map((of): Probe => ({
    api: 'cron.CronJob.from',
    packages: [of],
    setUp: (t) => async (me) => {
      const job = t.lib.CronJob.from({ cronTime: EVERY_SECOND, onTick: () => t.see(me), start: false });
      t.emit(() => job.start());
      await t.sleep(SECOND);
      job.stop();
    },
  })),
  {
    api: 'node-cron.schedule',
    packages: v('node-cron', 3, 4),
    setUp: (t) => async (me) => {
      const job = t.main.schedule(EVERY_SECOND, () => t.see(me));
      await t.sleep(SECOND);
      job.stop();
    },
  },
  {
    api: 'croner.Cron',
    packages: v('croner', 9, 10),
    setUp: (t) => async (me) => {
      const job = new t.lib.Cron(EVERY_SECOND, () => t.see(me));
      await t.sleep(SECOND);
      job.stop();
    },
  },
  {
    api: 'toad-scheduler.Task',
    packages: v('toad-scheduler', 3),
    setUp(t) {
      const { ToadScheduler, Task, SimpleIntervalJob } = t.lib;
      const scheduler = new ToadScheduler();
      t.after(() => scheduler.stop());
      return (me) => {
        const job = new SimpleIntervalJob({ milliseconds: 30 }, new Task(me, () => t.see(me)), { id: me });
        scheduler.addSimpleIntervalJob(job);
        return t.sleep(80);
      };
    },
  },
  {
    api: 'later.setTimeout',
    packages: v('later', 1),
    setUp: (t) => async (me) => {
      const timer = t.main.setTimeout(() => t.see(me), t.main.parse.recur().every(1).second());
      await t.sleep(SECOND + 800);
      timer.clear();
    },
  },
];
