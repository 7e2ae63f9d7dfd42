/** Programs of which one file says too little: what is sent as text or launched with comes through helpers and other files. */
import { FIRST, OWN, NOBODY, program, type Program } from './program.ts';

const POOL = `import workerpool from 'workerpool';
const pool = workerpool.pool({ workerType: 'thread', maxWorkers: 1 });\n`;
const THERE = 'ada:there bob:there cho:there';
const there = { before: THERE, after: THERE };
const LATER = `new Promise((resolve) => setImmediate(() => resolve('there')))`;
const PQUEUE = `import PQueue from 'p-queue';\n`;

export const ELSEWHERE: readonly Program[] = [
  program(
    'a pool that is sent functions by a helper',
    `${POOL}const run = (f) => pool.exec(f, []);
await launchAll(() => run(() => ${LATER}));\nawait pool.terminate();\n`,
    ['refused stringified-function'],
    there,
  ),
  program(
    'a pool that is sent the methods of an object',
    `${POOL}const fns = { tell: function () { return ${LATER}; } };
await launchAll(() => pool.exec(fns.tell, []));\nawait pool.terminate();\n`,
    ['refused stringified-function'],
    there,
  ),
  program(
    'a pool that is sent functions by a helper of another file',
    `import { pool, run } from './pool.mjs';
await launchAll(() => run(() => ${LATER}));\nawait pool.terminate();\n`,
    ['refused worker-file-unknown'],
    {
      ...there,
      files: { 'pool.mjs': `${POOL}export { pool };\nexport const run = (f) => pool.exec(f, []);\n` },
    },
  ),
  program(
    'a function that another file makes text of',
    `import { runInThisContext } from 'node:vm';
import { main } from './body.mjs';
await launchAll(() => runInThisContext(\`(\${main})()\`));\n`,
    [],
    { ...there, files: { 'body.mjs': `export function main() { return ${LATER}; }\n` } },
  ),
  program(
    'functions whose texts a loop takes',
    `import { runInThisContext } from 'node:vm';
const fns = { tell: () => ${LATER} };
const texts = Object.fromEntries(Object.entries(fns).map(([name, fn]) => [name, fn.toString()]));
await launchAll(() => runInThisContext(\`(\${texts.tell})()\`));\n`,
    ['exempt'],
    there,
  ),
  program(
    'a handler that a circle of imports calls before its file runs',
    `import Piscina from 'piscina';
const pool = new Piscina({ filename: new URL('./work.mjs', import.meta.url).href, maxThreads: 1 });
await launchAll(() => pool.run('task'));\nawait pool.destroy();\n`,
    ['refused worker-file-not-editable'],
    {
      files: {
        'work.mjs': `import { who } from './callers.cjs';\nimport './early.mjs';\nexport default function tell(task) { return task && who(); }\n`,
        'early.mjs': `import tell from './work.mjs';\ntell('early');\n`,
      },
      before: NOBODY,
      after: NOBODY,
    },
  ),
  program(
    'a queue for a constructor of another file',
    `${PQUEUE}import { Mailer } from './mailer.mjs';
const mailer = new Mailer({ queue: new PQueue({ concurrency: 1 }) });
await launchAll(() => mailer.send(() => who()));\n`,
    ['edited'],
    {
      files: {
        'mailer.mjs':
          'export class Mailer {\n  constructor(deps) { Object.assign(this, deps); }\n  send(task) { return this.queue.add(() => task()); }\n}\n',
      },
      before: FIRST,
      after: OWN,
    },
  ),
  program(
    'a queue of an abstract class, made by the one that extends it',
    `${PQUEUE}class Sender {
  send(task) { return this.queue.add(() => task()); }
}
class Mailer extends Sender {
  queue = new PQueue({ concurrency: 1 });
}
const mailer = new Mailer();
await launchAll(() => mailer.send(() => who()));\n`,
    ['edited'],
    { before: FIRST, after: OWN },
  ),
  program(
    'a limiter that a list calls',
    `import pLimit from 'p-limit';
const limit = pLimit(1);
await launchAll(async () => (await Promise.all([() => who()].map(limit)))[0]);\n`,
    ['refused handed-on'],
    { before: OWN, after: OWN },
  ),
  program(
    'a wrapper of the project, in another file',
    `${PQUEUE}import { carry } from './carry.mjs';
const queue = new PQueue({ concurrency: 1 });
await launchAll(() => queue.add(carry(() => who())));\n`,
    ['wrapped'],
    {
      files: {
        'carry.mjs': `import { withParentOverrides } from '@parent-overrides/runtime';\nexport const carry = (f) => withParentOverrides(f);\n`,
      },
      before: OWN,
      after: OWN,
    },
  ),
];
