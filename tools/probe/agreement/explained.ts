/**
 * Where the sanitizer and the probe differ, and why, as far as that is known. `agreement.test.ts` holds this list
 * complete, and without a line too many.
 */

const EMITTER =
  'In the probe the emitter begins within the task of whoever made the callback, and a task within its own is right.';
const BROKER =
  'The job goes to a server and comes back as other objects: nothing in this process says whose it was.';
const UNKNOWN = 'Missed, and it is not known yet why.';

export const EXPLAINED: Readonly<Record<string, string>> = {
  'async.memoize':
    'It calls back when its work is done, and nothing tells when that is: whoever asks meanwhile looks like whoever asks later.',
  'cron.CronJob': EMITTER,
  'cron.CronJob.from': EMITTER,
  'xstream#addListener (shared)':
    'The listener is a property of an object that has a name: found, and told by where it is written.',
  'bullmq.Worker (processor)': BROKER,
  'bull#process (processor)': BROKER,
  'bee-queue#process (processor)': BROKER,
  'pg-boss#work (handler)': BROKER,
  'stream.Writable (write)': 'Given once, and called with a copy: a string comes as a buffer.',
  'worker_threads.Worker': 'The far side of a thread, whose source is a text.',
  'graphql-ws#subscribe': UNKNOWN,
  'multer.any (next)': UNKNOWN,
};

const BUSY =
  'Its threads took longer than a probe may on a busy machine. `pnpm probe:sanitizer --again` runs it.';

/** APIs that have not been run under the sanitizer. */
export const UNMEASURED: Readonly<Record<string, string>> = {
  'workerpool#exec (await)': BUSY,
  'workerpool#exec (on)': BUSY,
  'piscina#run (await)': BUSY,
  'tinypool#run (await)': BUSY,
  'FinalizationRegistry (callback)': 'Nothing was collected while the probe ran.',
  'navigator.locks.request': 'Node 20, on which this was measured, has no locks.',
};
