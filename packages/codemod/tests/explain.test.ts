/** `explain`: every refusal and every call that only looks like a launch says why. */
import type { RefusalReason } from '@parent-overrides/launch-sites';
import { describe, expect, test } from 'vitest';
import type { ExplainReport } from '../src/explain/explain-report.ts';
import { explained } from './explained.ts';
import { makeProject, type Files } from './project.ts';

/** The line of the one `//?` in a text. */
function asked(name: string, text: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.includes('//?'));
  expect(
    lines.filter((line) => line.includes('//?')),
    text,
  ).toHaveLength(1);
  return `${name}:${at + 1}`;
}

const IMPORTS = [
  "import PQueue from 'p-queue';",
  "import { withParentOverrides } from '@parent-overrides/runtime';",
  'const queue = new PQueue();',
].join('\n');

/** For each reason that there is: a file with the launch that is refused for it, and the files beside it. */
const REFUSALS: Record<RefusalReason, readonly [text: string, more?: Files, file?: string]> = {
  'spread-argument': ["import './x.js';\nsetImmediate(...args); //?"],
  'call-or-apply': ["import './x.js';\nsetImmediate.call(null, fn); //?"],
  'reassigned-variable': [`${IMPORTS}\nlet cb = withParentOverrides(f);\ncb = g;\nsetImmediate(cb); //?`],
  'handed-on': [`${IMPORTS}\nfns.map(queue.add.bind(queue)); //?`],
  'destructured-method': [`${IMPORTS}\nconst { add } = queue;\nadd(fn); //?`],
  'constructor-time-capture': [
    "import { limitFunction } from 'p-limit';\nexport const go = async () => limitFunction(work, await options); //?",
  ],
  'values-elsewhere': ["import fastq from 'fastq';\nexport const q = fastq(work, 1); //?"],
  'shared-work': ["import { cargo } from 'async';\nexport const q = cargo(work, 1); //?"],
  'method-in-object': [
    "import { Client } from 'undici';\nnew Client(url).dispatch(o, { onData() { super.onData(); } }); //?",
  ],
  'captured-at-module-scope': [
    `${IMPORTS}\nconst cb = withParentOverrides(f);\nexport function go() {\n  queue.add(cb); //?\n}`,
  ],
  'captured-in-child': [`${IMPORTS}\nsetImmediate(() => withParentOverrides(f)()); //?`],
  'bound-inside-wrapper': [
    `${IMPORTS}\nimport { AsyncResource } from 'node:async_hooks';\nqueue.add(withParentOverrides(AsyncResource.bind(f))); //?`,
  ],
  'long-lived-worker': [
    "import { Worker } from 'node:worker_threads';\nlet worker;\nexport const start = () => (worker ??= new Worker('./w.js')); //?",
  ],
  coalesced: [`${IMPORTS}\nlet pending;\nexport const flush = () => (pending ??= queue.add(f)); //?`],
  repeats: [`${IMPORTS}\nfunction tick() {\n  setImmediate(tick); //?\n}\ntick();`],
  'wrapper-not-applied': [`${IMPORTS}\nsetImmediate(withParentOverrides); //?`],
  'wrapped-result': [`${IMPORTS}\nsetImmediate(withParentOverrides(f)()); //?`],
  'stringified-function': [
    "import workerpool from 'workerpool';\nconst pool = workerpool.pool();\npool.exec((a) => a, [1]); //?",
  ],
  'suspends-in-spawn': [
    "import { Worker } from 'node:worker_threads';\nexport async function go() {\n  new Worker(await url()); //?\n}",
  ],
  'narrowing-lost': [
    "import { Worker } from 'node:worker_threads';\nclass A { file?: string;\n  go() { if (this.file) new Worker(this.file); } //?\n}",
    {},
    'a.ts',
  ],
  'tasks-not-a-list': [`${IMPORTS}\nqueue.addAll(tasks); //?`],
  'first-parameter-not-visible': [
    "import workerpool from 'workerpool';\nconst pool = workerpool.pool(new URL('./w.js', import.meta.url).href);\npool.exec('run', params); //?",
  ],
  'callback-not-visible': [
    "import Bottleneck from 'bottleneck';\nconst b = new Bottleneck();\nb.schedule(one, two); //?",
  ],
  'function-not-visible': [
    "import { query } from 'db';\nexport const find = (sql) => query(sql); //?",
    {
      'settings.json': JSON.stringify({
        launchers: [
          {
            ...{ id: 'db#query', from: [{ module: 'db', export: 'query' }], kind: 'callback' },
            ...{
              argument: 'first-function',
              loss: 'another-task',
              preset: 'recommended',
              evidence: 'Measured.',
            },
          },
        ],
      }),
    },
  ],
  'sent-as-text': [
    "import './x.js';\nfunction main() {\n  setImmediate(fn); //?\n}\nmain();\nexport const text = `(${main})()`;",
  ],
  'no-place-for-import': ['setImmediate(fn); //?'],
  'worker-file-unknown': [
    "import Piscina from 'piscina';\nconst pool = new Piscina({ filename: find() });\npool.run(task); //?",
  ],
  'worker-file-not-found': [
    "import Piscina from 'piscina';\nconst pool = new Piscina({ filename: new URL('./gone.js', import.meta.url).href });\npool.run(task); //?",
  ],
  'worker-file-not-editable': [
    "import Piscina from 'piscina';\nconst pool = new Piscina({ filename: new URL('./w.js', import.meta.url).href });\npool.run(task); //?",
    { 'w.js': 'export default load();\n' },
  ],
};

describe('every refusal', () => {
  test.each(Object.entries(REFUSALS))('%s', async (reason, [text, more = {}, file = 'a.js']) => {
    const { call } = await explained({ [file]: text, ...more }, asked(file, text));
    expect(call.isLaunch).toBe(true);
    expect(call.launches[0]).toMatchObject({ outcome: 'refused', because: { reason } });
    expect(call.launches[0]!.because.says).toMatch(/\w{3}.*\.$/);
    expect(call.rows[0]).toMatchObject({ isMatch: true, launcher: call.launches[0]!.launcher });
  });

  test('a wrapper that decides is named by its place', async () => {
    const text = REFUSALS['captured-at-module-scope'][0];
    const { call } = await explained({ 'a.js': text }, asked('a.js', text));
    expect(call.launches[0]!.because.at).toEqual([{ line: 4, column: 12 }]);
  });
});

/** Calls that a rule could take for a launch, and must not. */
const NO_LAUNCHES: readonly (readonly [text: string, reason: string, says: RegExp])[] = [
  [
    'export const go = (setImmediate) => setImmediate(fn); //?',
    'unknown',
    /`setImmediate` is a parameter without a type/,
  ],
  [
    "import { setImmediate } from './own.js';\nsetImmediate(fn); //?",
    'other-file',
    /comes from '\.\/own\.js'.*does not lead to a launcher, or cannot be followed/,
  ],
  [
    "import { setImmediate } from 'somewhere';\nsetImmediate(fn); //?",
    'no-row',
    /the export `setImmediate` of 'somewhere'/,
  ],
  [
    "import { setImmediate } from 'timers/promises';\nawait setImmediate(); //?",
    'no-row',
    /'timers\/promises'/,
  ],
  [
    "import { promisify } from 'node:util';\nawait promisify(setImmediate)(); //?",
    'no-row',
    /what the export `promisify` of 'util' returns/,
  ],
  ['class Worker {}\nnew Worker(); //?', 'own-code', /the class `Worker` of this file/],
  ['form.submit(); //?', 'not-an-executor', /last word of its names is "form"/],
  ['form.submit(event); //?', 'not-an-executor', /"form"/],
  ['$form.submit(fn); //?', 'not-an-executor', /"form"/],
  ['kill.submit(async () => {}); //?', 'not-an-executor', /"kill"/],
  ['pool.submit(task); //?', 'not-visibly-a-function', /`task` is not visibly a function/],
  ['const set = new Set();\nset.add(() => x); //?', 'unknown', /`add` is asked of a Set/],
  ['export const go = (limit) => limit(() => x); //?', 'unknown', /`limit` is a parameter without a type/],
  ["import limit from './limit.js';\nlimit(() => x); //?", 'other-file', /'\.\/limit\.js'/],
  [`${IMPORTS}\nqueue.add(1); //?`, 'nothing-launched', /`1` cannot be a function/],
  [`${IMPORTS}\nqueue.add(); //?`, 'nothing-launched', /there is none/],
  [`${IMPORTS}\nqueue.onIdle(); //?`, 'no-row', /`onIdle` of an instance/],
  [
    "import { Worker } from 'node:worker_threads';\nWorker('a.js'); //?",
    'other-form',
    /a construction with `new`/,
  ],
  ['setTimeout(fn, 1); //?', 'strict-only', /strict preset only/],
  [
    `${IMPORTS}\nlet q = queue;\nq += 1;\nq.add(fn); //?`,
    'unknown',
    /`q` is given a value that is not followed/,
  ],
  [
    `${IMPORTS}\nlet q = queue;\nq = new Set();\nq.add(fn); //?`,
    'unknown',
    /one thing or another: an instance of .*; a Set/,
  ],
  [`${IMPORTS}\nqueue[name](fn); //?`, 'unknown', /computed when it runs/],
];

describe('what only looks like a launch', () => {
  test.each(NO_LAUNCHES)('%s', async (text, reason, says) => {
    const { call } = await explained({ 'a.mjs': text }, asked('a.mjs', text));
    expect(call).toMatchObject({ isLaunch: false, launches: [], because: { reason } });
    expect(call.because.says).toMatch(says);
  });

  test('a type-only import is no value', async () => {
    const text =
      "import type { Worker } from 'node:worker_threads';\nexport const end = (w: Worker) => w.terminate(); //?";
    const { call } = await explained({ 'a.ts': text }, asked('a.ts', text));
    expect(call).toMatchObject({ isLaunch: false, because: { reason: 'no-row' } });
  });

  test('in strict anything but jQuery counts as an executor, and it is the argument that does not', async () => {
    const reasonOf = async (text: string): Promise<string> =>
      (await explained({ 'a.mjs': text }, 'a.mjs:1', { strict: true })).call.because.reason;
    expect(await reasonOf('form.submit(event);')).toBe('not-visibly-a-function');
    expect(await reasonOf('$form.submit(() => x);')).toBe('not-an-executor');
  });

  test('how a row can be reached, or cannot', async () => {
    const text = 'export const go = (queue) => queue.add(fn); //?';
    const { call } = await explained({ 'a.mjs': text }, asked('a.mjs', text));
    // Other packages have an `add` as well.
    expect(call.rows.filter(({ launcher }) => launcher === 'p-queue#add')).toMatchObject([
      { isMatch: false, isOn: true, says: 'nothing in this file imports p-queue' },
    ]);
  });
});

describe('what is a launch', () => {
  const QUEUE = [
    "import PQueue from 'p-queue';",
    'class Jobs {',
    '  #queue = new PQueue({ concurrency: 1 });',
    '  run(job) {',
    '    return this.#queue.add(() => job());',
    '  }',
    '}',
    '',
  ].join('\n');

  test('the way to its value, the row and the edit', async () => {
    const { call } = await explained({ 'a.js': QUEUE }, 'a.js:5');
    expect(call.steps.map(({ line, text }) => `${line} ${text}`)).toEqual([
      '5 this.#queue.add',
      '5 this.#queue',
      '5 this',
      '3 new PQueue({ concurrency: 1 })',
      "1 import PQueue from 'p-queue'",
    ]);
    expect(call.steps[0]!.path).toBe('m:p-queue#|new.add');
    expect(call.launches).toMatchObject([{ outcome: 'edited', line: 5, column: 28 }]);
    expect(call.launches[0]!.diff).toContain(
      '+    return this.#queue.add(withParentOverrides(() => job()));',
    );
  });

  test('the edit is that of a run', async () => {
    const { call, project } = await explained({ 'a.js': QUEUE }, 'a.js:5');
    project.write({ 'the.patch': call.launches[0]!.diff! });
    project.git('init', '--quiet');
    project.git('apply', '--unidiff-zero', 'the.patch');
    const edited = project.read('a.js');
    project.write({ 'a.js': QUEUE });
    expect((await project.run(['a.js', '--force'])).code).toBe(0);
    expect(project.read('a.js')).toBe(edited);
  });

  test.each([
    ['setImmediate(withParentOverrides(fn)); //?', 'wrapped', 'wrapped'],
    ['setImmediate(withoutParentOverrides(fn)); //?', 'detached', 'detached'],
    ['new Promise((done) => {\n  setImmediate(done); //?\n});', 'exempt', 'promise-resolver'],
    ['// eslint-disable-next-line parent-overrides/require-wrapper\nsetImmediate(fn); //?', 'left', 'left'],
  ])('%s', async (code, outcome, reason) => {
    const text = `import { withParentOverrides, withoutParentOverrides } from '@parent-overrides/runtime';\n${code}`;
    const { call } = await explained({ 'a.js': text }, asked('a.js', text));
    expect(call.launches).toMatchObject([{ outcome, because: { reason } }]);
    expect(call.launches[0]!.diff).toBeUndefined();
  });

  test('both ends, and the patch of both', async () => {
    const text =
      "import Piscina from 'piscina';\nconst pool = new Piscina({ filename: new URL('./w.js', import.meta.url).href });\npool.run(task); //?\n";
    const { call } = await explained(
      { 'a.js': text, 'w.js': 'export default function run(task) {\n  return task;\n}\n' },
      asked('a.js', text),
    );
    expect(call.launches).toMatchObject([
      { outcome: 'edited', workerFile: './w.js', because: { reason: 'both-ends' } },
    ]);
    expect(call.launches[0]!.diff).toMatch(
      /a\.js[^]*packParentOverrides\(task\)[^]*w\.js[^]*receiveParentOverrides/,
    );
  });

  test('--strict, --only and --config mean what they do in a run', async () => {
    const timer = "import './x.js';\nsetTimeout(fn);\n";
    expect((await explained({ 'a.js': timer }, 'a.js:2')).call.isLaunch).toBe(false);
    expect((await explained({ 'a.js': timer }, 'a.js:2', { strict: true })).call.isLaunch).toBe(true);
    const only = await explained({ 'a.js': QUEUE }, 'a.js:5', { only: ['setImmediate'] });
    expect(only.call.launches).toMatchObject([
      { outcome: 'not-asked', because: { says: '--only leaves this launcher out.' } },
    ]);
    const project = makeProject({ 'a.js': timer, 'strict.json': '{ "strict": true }' }, { git: false });
    const { stdout } = await project.run(['explain', 'a.js:2', '--config', 'strict.json', '--json']);
    expect((JSON.parse(stdout) as ExplainReport).calls).toMatchObject([{ isLaunch: true }]);
  });
});
