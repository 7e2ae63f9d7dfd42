/** Threads and pools: what is constructed where, and what a worker file registers. */
import { NOBODY, OWN, program, type Program } from './program.ts';

const WORKER = `import { parentPort } from 'node:worker_threads';
import { who } from './callers.cjs';
parentPort.once('message', () => parentPort.postMessage(who()));\n`;
const HANDLER = `import { who } from './callers.cjs';\nexport default function tell(task) {\n  return task && who();\n}\n`;
const THREAD = `import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
async function ask(worker) {
  worker.postMessage('?');
  const [answer] = await once(worker, 'message');
  return answer;
}\n`;
const PISCINA = `import Piscina from 'piscina';
const pool = new Piscina({ filename: new URL('./work.mjs', import.meta.url).href, maxThreads: 1 });\n`;
const WORKERPOOL = `import workerpool from 'workerpool';
const pool = workerpool.pool(import.meta.dirname + '/work.mjs', { maxWorkers: 1, workerType: 'thread' });\n`;
const POOLIFIER = `import { FixedThreadPool } from 'poolifier';
const pool = new FixedThreadPool(1, new URL('./work.mjs', import.meta.url).href.slice(7));\n`;
const file = (text: string): Pick<Program, 'files'> => ({ files: { 'work.mjs': text } });

export const THREADS: readonly Program[] = [
  program(
    'a thread for one task',
    `${THREAD}await launchAll(() => ask(new Worker(new URL('./work.mjs', import.meta.url))));\n`,
    ['edited'],
    { ...file(WORKER), before: NOBODY, after: OWN },
  ),
  program(
    'a thread in a constant of the call',
    `${THREAD}await launchAll(async () => {
  const worker = new Worker(new URL('./work.mjs', import.meta.url));
  const answer = await ask(worker);
  await worker.terminate();
  return answer;
});\n`,
    ['edited'],
    { ...file(WORKER), before: NOBODY, after: OWN },
  ),
  program(
    'a thread of a subclass',
    `${THREAD}class Thread extends Worker {}
await launchAll(() => ask(new Thread(new URL('./work.mjs', import.meta.url))));\n`,
    ['edited'],
    { ...file(WORKER), before: NOBODY, after: OWN },
  ),
  program(
    'a thread that runs text',
    `${THREAD}function main() {
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', () => setImmediate(() => parentPort.postMessage('there')));
}
await launchAll(() => ask(new Worker(\`(\${main})()\`, { eval: true })));\n`,
    ['edited'],
    { before: 'ada:there bob:there cho:there', after: 'ada:there bob:there cho:there' },
  ),
  program(
    'a pool and its worker file',
    `${PISCINA}await launchAll(() => pool.run('task'));\nawait pool.destroy();\n`,
    ['edited'],
    { ...file(HANDLER), before: NOBODY, after: OWN },
  ),
  program(
    'a pool whose handler is imported',
    `${PISCINA}await launchAll(() => pool.run('task'));\nawait pool.destroy();\n`,
    ['refused worker-file-not-editable'],
    {
      files: { 'work.mjs': `import tell from './tell.mjs';\nexport default tell;\n`, 'tell.mjs': HANDLER },
      before: NOBODY,
      after: NOBODY,
    },
  ),
  program(
    'a pool whose handler a function makes',
    `${PISCINA}await launchAll(() => pool.run('task'));\nawait pool.destroy();\n`,
    ['refused worker-file-not-editable'],
    {
      files: {
        'work.mjs': `import { made } from './made.mjs';\nexport default made();\n`,
        'made.mjs': `import { who } from './callers.cjs';\nexport const made = async () => () => who();\n`,
      },
      before: NOBODY,
      after: NOBODY,
    },
  ),
  program(
    'a pool without data',
    `${PISCINA}await launchAll(() => pool.run());\nawait pool.destroy();\n`,
    ['edited'],
    {
      ...file(HANDLER.replace('task && who()', 'who()')),
      before: NOBODY,
      after: OWN,
    },
  ),
  program(
    'a pool by a method that is registered',
    `${WORKERPOOL}await launchAll(() => pool.exec('tell', ['task']));\nawait pool.terminate();\n`,
    ['edited'],
    {
      ...file(
        `import workerpool from 'workerpool';\nimport { who } from './callers.cjs';\nworkerpool.worker({ tell: (task) => task && who() });\n`,
      ),
      before: NOBODY,
      after: OWN,
    },
  ),
  program(
    'a pool whose methods are imported',
    `import workerpool from 'workerpool';
const pool = workerpool.pool(new URL('./work.mjs', import.meta.url).pathname, { maxWorkers: 1, workerType: 'thread' });
await launchAll(() => pool.exec('tell', ['task']));\nawait pool.terminate();\n`,
    ['refused worker-file-not-editable'],
    {
      files: {
        'work.mjs': `import workerpool from 'workerpool';\nimport { methods } from './methods.mjs';\nworkerpool.worker(methods);\n`,
        'methods.mjs': `import { who } from './callers.cjs';\nexport const methods = { tell: (task) => task && who() };\n`,
      },
      before: NOBODY,
      after: NOBODY,
    },
  ),
  program(
    'a pool that is sent a function',
    `import workerpool from 'workerpool';
const pool = workerpool.pool({ workerType: 'thread' });
await launchAll(() => pool.exec(function () { return new Promise((resolve) => setImmediate(() => resolve('there'))); }, []));\nawait pool.terminate();\n`,
    ['refused stringified-function'],
    {
      before: 'ada:there bob:there cho:there',
      after: 'ada:there bob:there cho:there',
    },
  ),
  program(
    'a pool that is sent a function by its name',
    `import workerpool from 'workerpool';
const pool = workerpool.pool({ workerType: 'thread' });
function tell() { return new Promise((resolve) => setImmediate(() => resolve('there'))); }
await launchAll(() => pool.exec(tell, []));\nawait pool.terminate();\n`,
    ['refused stringified-function'],
    {
      before: 'ada:there bob:there cho:there',
      after: 'ada:there bob:there cho:there',
    },
  ),
  program(
    'a pool whose worker is given what is imported',
    `${POOLIFIER}await launchAll(() => pool.execute('task'));\nawait pool.destroy();\n`,
    ['refused worker-file-unknown'],
    {
      files: {
        'work.mjs': `import { ThreadWorker } from 'poolifier';\nimport { handler } from './handler.mjs';\nexport default new ThreadWorker(handler);\n`,
        'handler.mjs': `import { who } from './callers.cjs';\nexport const handler = { default: (task) => task && who() };\n`,
      },
      before: NOBODY,
      after: NOBODY,
    },
  ),
];
