/** Queues and limiters that callers share: where they are kept, and what they are given. */
import { FIRST, OWN, program, type Program } from './program.ts';

const PQUEUE = `import PQueue from 'p-queue';\n`;
const BOTTLENECK = `import Bottleneck from 'bottleneck';\n`;

export const QUEUES: readonly Program[] = [
  program(
    'a queue of the module',
    `${PQUEUE}const queue = new PQueue({ concurrency: 1 });
await launchAll(() => queue.add(() => who()));\n`,
    ['edited'],
    { before: FIRST, after: OWN },
  ),
  program(
    'a queue in a field',
    `${PQUEUE}class Mailer {
  #queue = new PQueue({ concurrency: 1 });
  send(task) { return this.#queue.add(task); }
}
const mailer = new Mailer();
await launchAll(() => mailer.send(() => who()));\n`,
    ['edited'],
    { before: FIRST, after: OWN },
  ),
  program(
    'a queue in a map, made when it is asked for',
    `${PQUEUE}const queues = new Map();
function queueOf(key) {
  if (!queues.has(key)) queues.set(key, new PQueue({ concurrency: 1 }));
  return queues.get(key);
}
await launchAll(() => queueOf('mail').add(() => who()));\n`,
    ['edited'],
    { before: FIRST, after: OWN },
  ),
  program(
    'a queue that is made lazily',
    `${PQUEUE}let queue;
const shared = () => (queue ??= new PQueue({ concurrency: 1 }));
await launchAll(() => shared().add(() => who()));\n`,
    ['edited'],
    { before: FIRST, after: OWN },
  ),
  program(
    'a queue that a function returns',
    `${PQUEUE}const make = () => new PQueue({ concurrency: 1 });
const queue = make();
await launchAll(() => queue.add(async () => who()));\n`,
    ['edited'],
    { before: FIRST, after: OWN },
  ),
  program(
    'a subclass of a queue',
    `${PQUEUE}class Jobs extends PQueue {}
const jobs = new Jobs({ concurrency: 1 });
await launchAll(() => jobs.add(() => who()));\n`,
    ['edited'],
    { before: FIRST, after: OWN },
  ),
  program(
    'tasks in a list',
    `${PQUEUE}const queue = new PQueue({ concurrency: 1 });
await launchAll(async () => (await queue.addAll([() => who(), () => who()])).join('+'));\n`,
    ['edited', 'edited'],
    {
      before: 'ada:ada+ada bob:ada+ada cho:ada+ada',
      after: 'ada:ada+ada bob:bob+bob cho:cho+cho',
    },
  ),
  program(
    'a task that is a parameter',
    `${PQUEUE}const queue = new PQueue({ concurrency: 1 });
const enqueue = (task) => queue.add(task);
await launchAll(() => enqueue(() => who()));\n`,
    ['edited'],
    { before: FIRST, after: OWN },
  ),
  program(
    'a bound task',
    `${PQUEUE}const queue = new PQueue({ concurrency: 1 });
const teller = { tell() { return who(); } };
await launchAll(() => queue.add(teller.tell.bind(teller)));\n`,
    ['edited'],
    { before: FIRST, after: OWN },
  ),
  program(
    'a choice of tasks',
    `${PQUEUE}const queue = new PQueue({ concurrency: 1 });
await launchAll((name) => queue.add(name === 'ada' ? () => who() : async () => who()));\n`,
    ['edited'],
    { before: FIRST, after: OWN },
  ),
  program(
    'a task that is wrapped already',
    `${PQUEUE}import { withParentOverrides } from '@parent-overrides/runtime';
const queue = new PQueue({ concurrency: 1 });
await launchAll(() => queue.add(withParentOverrides(() => who())));\n`,
    ['wrapped'],
    { before: OWN, after: OWN },
  ),
  program(
    'a set where a queue could be',
    `${PQUEUE}const kept = process.argv.length > 9 ? new PQueue() : new Set();
const tell = () => who();
await launchAll((name) => { kept.add(tell); return kept.has(tell) ? name : 'lost'; });\n`,
    [],
    { before: OWN, after: OWN },
  ),
  program(
    'a stand-in where a queue could be',
    `${PQUEUE}const queue = process.argv.length > 9 ? new PQueue() : { add: (task) => task() };
await launchAll(() => queue.add(() => who()));\n`,
    ['edited'],
    { before: OWN, after: OWN },
  ),
  program(
    'a limiter that keeps its callers apart',
    `import pLimit from 'p-limit';
const limit = pLimit(1);
await launchAll(() => limit(() => who()));\n`,
    ['edited'],
    { before: OWN, after: OWN },
  ),
  program(
    'a limiter with options first',
    `${BOTTLENECK}const limiter = new Bottleneck({ maxConcurrent: 1 });
await launchAll(() => limiter.schedule({ priority: 4 }, () => who()));\n`,
    ['edited'],
    { after: OWN },
  ),
  program(
    'a limiter whose task takes arguments',
    `${BOTTLENECK}const limiter = new Bottleneck({ maxConcurrent: 1 });
const tell = async (name) => (name ? who() : 'lost');
await launchAll((name) => limiter.schedule(tell, name));\n`,
    ['edited'],
    { after: OWN },
  ),
  program(
    'a limiter whose task and options are parameters: a caller shows which is which',
    `${BOTTLENECK}const limiter = new Bottleneck({ maxConcurrent: 1 });
export const schedule = (options, task) => limiter.schedule(options, task);
await launchAll(() => schedule({ priority: 4 }, async () => who()));\n`,
    ['edited'],
    { after: OWN },
  ),
  program('a queue of a CommonJS file', '', ['edited'], {
    files: {
      'main.cjs': `'use strict';
var callers = require('./callers.cjs');
var Bottleneck = require('bottleneck');
var limiter = new Bottleneck({ maxConcurrent: 1 });
callers.launchAll(function () {
  return limiter.schedule(async function () { return callers.who(); });
});\n`,
    },
    after: OWN,
  }),
];
