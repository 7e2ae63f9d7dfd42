/** Long because: one test for each way in which a pool names its worker file and a worker file its handler. */
import { chmodSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileIn, makeProject, sitesIn, type Files } from './project.ts';

const PARENT = `import path from 'node:path';
import { Piscina } from 'piscina';

const pool = new Piscina({ filename: path.resolve(import.meta.dirname, './worker.js') });

export function evaluate(task) {
  return pool.run(task);
}
`;
const WORKER = `import { score } from './score.js';

export default function work(task) {
  return score(task);
}
`;

/** Both ends changed, or neither. */
async function expectPair(files: Files, parent: string, worker: string): Promise<void> {
  const project = makeProject(files);
  const { code, report, stderr } = await project.report(['.']);
  expect(code, stderr).toBe(0);
  expect(sitesIn(report, parent).map((site) => site.advice ?? site.outcome)).toEqual(['edited']);
  expect(project.read(parent)).toContain('packParentOverrides(task)');
  expect(project.read(worker)).toContain('receiveParentOverrides(');
  expect(fileIn(report, worker).received).toMatchObject([{ launchFiles: [parent] }]);
  const again = await project.report(['.', '--force']);
  expect(again.report.summary).toMatchObject({ changed: 0, refused: 0, wrapped: 1 });
}

test('a pool and its worker file change together', async () => {
  const project = makeProject({ 'src/pool.js': PARENT, 'src/worker.js': WORKER });
  const { code, stdout } = await project.run(['src']);
  expect(code).toBe(0);
  expect(project.read('src/pool.js')).toContain('return pool.run(packParentOverrides(task));');
  expect(project.read('src/pool.js')).toContain(
    "import { packParentOverrides } from '@parent-overrides/runtime';",
  );
  expect(project.read('src/worker.js')).toContain('receiveParentOverrides(');
  expect(project.read('src/worker.js')).toContain(
    "import { receiveParentOverrides } from '@parent-overrides/runtime';",
  );
  expect(stdout).toContain('src/worker.js  export default receives from src/pool.js');
});

describe('worker files of every kind', () => {
  test('TypeScript that is named as it will be once compiled', () =>
    expectPair(
      { 'pool.ts': PARENT, 'worker.ts': WORKER.replace('(task)', '(task: string)') },
      'pool.ts',
      'worker.ts',
    ));

  test.for([
    ['.mjs', '.mts'],
    ['.cjs', '.cts'],
  ])('%s for %s', ([written, actual]) =>
    expectPair(
      {
        'pool.mjs': PARENT.replace('./worker.js', `./worker${written}`),
        [`worker${actual}`]: actual === '.cts' ? 'module.exports = (task) => task;\n' : WORKER,
      },
      'pool.mjs',
      `worker${actual}`,
    ),
  );

  test('TypeScript that is named as it is, which no other spelling of its name hides', () =>
    expectPair(
      {
        'pool.ts': PARENT.replace('./worker.js', './worker.ts'),
        'worker.ts': WORKER.replace('(task)', '(task: string)'),
      },
      'pool.ts',
      'worker.ts',
    ));

  test('the source is edited, not the compiled file beside it that git ignores', async () => {
    const project = makeProject({ '.gitignore': 'worker.js\n', 'pool.ts': PARENT, 'worker.ts': WORKER });
    project.write({ 'worker.js': WORKER });
    const { report } = await project.report(['.']);
    expect(report.summary).toMatchObject({ changed: 2, refused: 0 });
    expect(project.read('worker.js')).toBe(WORKER);
  });

  test('CommonJS', () =>
    expectPair(
      {
        'pool.cjs':
          "const path = require('path');\nconst Piscina = require('piscina');\nconst pool = new Piscina({ filename: path.join(__dirname, 'worker.cjs') });\nmodule.exports = (task) => pool.run(task);\n",
        'worker.cjs':
          "'use strict';\nconst x = require('x');\nmodule.exports = async function (task) {\n  return x(task);\n};\n",
      },
      'pool.cjs',
      'worker.cjs',
    ));

  test('a URL', () =>
    expectPair(
      {
        'pool.mjs': PARENT.replace(
          "path.resolve(import.meta.dirname, './worker.js')",
          "new URL('./worker.mjs', import.meta.url).href",
        ),
        'worker.mjs': WORKER,
      },
      'pool.mjs',
      'worker.mjs',
    ));

  test('a named export', async () => {
    const project = makeProject({
      'pool.mjs': PARENT.replace('run(task)', "run(task, { name: 'rate' })").replace(
        'worker.js',
        'worker.mjs',
      ),
      'worker.mjs':
        'export function rate(task) {\n  return task;\n}\nexport function other(task) {\n  return task;\n}\n',
    });
    const { report } = await project.report(['.']);
    expect(report.summary).toMatchObject({ changed: 2, edited: 1 });
    expect(fileIn(report, 'worker.mjs').received[0]!.exportName).toBe('rate');
    expect(project.read('worker.mjs').match(/receiveParentOverrides\(/g)).toHaveLength(1);
  });
});

test('a worker file with launches of its own gets both kinds of edit and one import', async () => {
  const project = makeProject({
    'pool.mjs': PARENT.replace('worker.js', 'worker.mjs'),
    'worker.mjs': WORKER.replace('  return', '  setImmediate(() => log(task));\n  return'),
  });
  const { report } = await project.report(['.']);
  expect(report.summary).toMatchObject({ changed: 2, edited: 2 });
  const worker = project.read('worker.mjs');
  expect(worker).toContain('setImmediate(withParentOverrides(() => log(task)))');
  expect(worker.match(/@parent-overrides\/runtime/g)).toHaveLength(1);
});

test('two parents share one worker file', async () => {
  const parent = PARENT.replace('worker.js', 'worker.mjs');
  const project = makeProject({ 'a.mjs': parent, 'b.mjs': parent, 'worker.mjs': WORKER });
  const { report } = await project.report(['.']);
  expect(report.summary).toMatchObject({ changed: 3, edited: 2 });
  expect(project.read('worker.mjs').match(/receiveParentOverrides\(/g)).toHaveLength(1);
  expect(fileIn(report, 'worker.mjs').received).toEqual([
    { exportName: 'default', launchFiles: ['a.mjs', 'b.mjs'] },
  ]);
});

test('a worker file that receives already is left as it is', async () => {
  const files = { 'pool.mjs': PARENT.replace('worker.js', 'worker.mjs'), 'worker.mjs': WORKER };
  const first = makeProject(files);
  await first.run(['.']);
  const project = makeProject({ ...files, 'worker.mjs': first.read('worker.mjs') });
  const { report } = await project.report(['.']);
  expect(report.summary).toMatchObject({ changed: 1, edited: 1 });
});

test('a file that is its own worker file', async () => {
  const project = makeProject({
    'self.mjs': `import { Piscina, isWorkerThread } from 'piscina';
import { fileURLToPath } from 'node:url';

export default function work(task) {
  return task;
}

if (!isWorkerThread) {
  const pool = new Piscina({ filename: new URL('./self.mjs', import.meta.url).href });
  console.log(await pool.run(1));
}
`,
  });
  const { report } = await project.report(['.']);
  expect(report.summary).toMatchObject({ changed: 1, edited: 1, failed: 0 });
  expect(project.read('self.mjs')).toContain('packParentOverrides(1)');
  expect(project.read('self.mjs')).toContain('receiveParentOverrides(');
});

describe('neither end changes when the worker file', () => {
  async function expectNeither(
    files: Files,
    args: readonly string[],
    advice: RegExp,
    worker?: string,
  ): Promise<void> {
    const project = makeProject(files);
    const { report } = await project.report(args);
    const parent = report.files.find((file) => /pool/.test(file.file))!;
    expect(parent.sites).toMatchObject([{ outcome: 'refused' }]);
    expect(parent.sites[0]!.advice).toMatch(advice);
    expect(project.read(parent.file)).toBe(files[parent.file]);
    if (worker !== undefined) expect(project.read(worker)).toBe(files[worker]!.toString());
  }

  test('lies outside the given paths', () =>
    expectNeither(
      { 'src/pool.js': PARENT.replace('./worker.js', '../lib/worker.js'), 'lib/worker.js': WORKER },
      ['src'],
      /The worker file lib\/worker\.js is not among the given files \(give its folder as a path too/,
      'lib/worker.js',
    ));

  test('does not exist', () =>
    expectNeither({ 'pool.mjs': PARENT }, ['.'], /The worker file worker\.js was not found/));

  test('is a loop of links', async () => {
    const project = makeProject({ 'pool.mjs': PARENT });
    symlinkSync('worker.js', project.path('worker.js'));
    const { report } = await project.report(['.']);
    expect(sitesIn(report, 'pool.mjs')[0]!.advice).toContain('The worker file worker.js was not found');
    expect(project.read('pool.mjs')).toBe(PARENT);
  });

  test('does not parse', () =>
    expectNeither(
      { 'pool.mjs': PARENT, 'worker.js': 'export default function (' },
      ['.'],
      /The worker file worker\.js does not parse: 1:/,
      'worker.js',
    ));

  test('is Latin-1', () =>
    expectNeither(
      { 'pool.mjs': PARENT, 'worker.js': Buffer.from('// caf\xe9\nexport default (a) => a;\n', 'latin1') },
      ['.'],
      /is not UTF-8/,
      'worker.js',
    ));

  test('has no such export', () =>
    expectNeither(
      { 'pool.mjs': PARENT, 'worker.js': 'export const other = 1;\n' },
      ['.'],
      /^The worker file worker\.js cannot be edited safely, .* wrap its export `default` in `receiveParentOverrides`, then what is sent here in `packParentOverrides`\.$/,
      'worker.js',
    ));

  test('is a classic web Worker', () =>
    expectNeither(
      {
        'pool.mjs': "new Worker(new URL('./worker.js', import.meta.url));\n",
        'worker.js': "importScripts('x.js');\n",
      },
      ['.'],
      /^The worker file worker\.js cannot be edited safely, .* import "@parent-overrides\/runtime\/worker" first in it/,
      'worker.js',
    ));

  test('is read-only', async () => {
    const project = makeProject({ 'pool.mjs': PARENT, 'worker.js': WORKER });
    chmodSync(project.path('worker.js'), 0o444);
    const { report } = await project.report(['.']);
    expect(sitesIn(report, 'pool.mjs')[0]!.advice).toContain('worker.js is read-only');
    expect(project.git('diff')).not.toContain('+import');
  });

  test('cannot be edited, while its other launches are', async () => {
    const project = makeProject({
      'pool.mjs': `${PARENT}setImmediate(() => evaluate(1));\n`,
      'worker.js': 'export const other = 1;\n',
    });
    const { report } = await project.report(['.']);
    expect(sitesIn(report, 'pool.mjs').map((site) => site.outcome)).toEqual(['refused', 'edited']);
    expect(project.read('pool.mjs')).not.toContain('packParentOverrides');
  });
});

test('each export of a worker file is judged by itself', async () => {
  const project = makeProject({
    'pool.mjs': `import { Piscina } from 'piscina';
const pool = new Piscina({ filename: new URL('./worker.js', import.meta.url).href });
export const bill = (task) => pool.run(task, { name: 'bill' });
export const ship = (task) => pool.run(task, { name: 'ship' });
`,
    'worker.js': 'export const bill = (task) => task;\n',
  });
  const { report } = await project.report(['.']);
  expect(sitesIn(report, 'pool.mjs').map((site) => site.outcome)).toEqual(['edited', 'refused']);
  expect(sitesIn(report, 'pool.mjs')[1]!.advice).toContain('wrap its export `ship`');
  expect(project.read('pool.mjs')).toContain("pool.run(packParentOverrides(task), { name: 'bill' })");
  expect(project.read('pool.mjs')).toContain("pool.run(task, { name: 'ship' })");
  expect(project.read('worker.js')).toContain('export const bill = receiveParentOverrides((task) => task);');
});

test('a launch file that is read-only leaves its worker file alone', async () => {
  const project = makeProject({ 'pool.mjs': PARENT, 'worker.js': WORKER });
  chmodSync(project.path('pool.mjs'), 0o444);
  const { code, report } = await project.report(['.']);
  expect(code).toBe(2);
  expect(fileIn(report, 'pool.mjs').error).toContain('read-only');
  expect(project.read('worker.js')).toBe(WORKER);
});

test('uncommitted changes in the worker file stop both', async () => {
  const project = makeProject({ 'pool.mjs': PARENT, 'worker.js': WORKER });
  project.write({ 'worker.js': `${WORKER}// more\n` });
  const { code, stderr } = await project.run(['.']);
  expect(code).toBe(3);
  expect(stderr).toContain('  worker.js');
  expect(project.read('pool.mjs')).toBe(PARENT);
});

test('a launch that a comment keeps does not change the worker file', async () => {
  const project = makeProject({
    'pool.mjs': PARENT.replace(
      '  return pool',
      '  // eslint-disable-next-line parent-overrides/require-wrapper\n  return pool',
    ),
    'worker.js': WORKER,
  });
  const { report } = await project.report(['.']);
  expect(report.summary).toMatchObject({ changed: 0, left: 1 });
});

test('--only of another launcher does not change the worker file', async () => {
  const project = makeProject({ 'pool.mjs': PARENT, 'worker.js': WORKER });
  const { report } = await project.report(['.', '--only', 'setImmediate']);
  expect(report.summary).toMatchObject({ changed: 0, sites: 0 });
});

test('the diff shows both ends', async () => {
  const project = makeProject({ 'pool.mjs': PARENT, 'worker.js': WORKER });
  const { stdout } = await project.run(['.', '--diff']);
  expect(stdout).toContain('+++ b/pool.mjs');
  expect(stdout).toContain('+++ b/worker.js');
});

test('a web Worker and its file', async () => {
  const project = makeProject({
    'page.mjs':
      "import './x.js';\nexport const start = () => void new Worker(new URL('./task.mjs', import.meta.url), { type: 'module' });\n",
    'task.mjs': "import { score } from './score.js';\nself.onmessage = (event) => score(event.data);\n",
  });
  const { stdout } = await project.run(['.', '--dry-run']);
  expect(stdout).toContain('task.mjs  the worker entry receives from page.mjs\n');
  const { report } = await project.report(['.']);
  expect(report.summary).toMatchObject({ changed: 2, edited: 1 });
  expect(fileIn(report, 'task.mjs').received).toEqual([{ launchFiles: ['page.mjs'] }]);
  expect(project.read('page.mjs')).toContain('spawnWithParentOverrides(() => new Worker(');
  expect(project.read('task.mjs')).toMatch(
    /^import ['"]@parent-overrides\/runtime\/worker['"];\nimport \{ score/,
  );
});

test('files that only the construction and `import.meta` show to be modules', async () => {
  const project = makeProject({
    'page.js': "new Worker(new URL('./task.js', import.meta.url), { type: 'module' });\n",
    'task.js': 'self.onmessage = (event) => score(event.data);\n',
    'classic.js': "new Worker(new URL('./plain.js', import.meta.url));\n",
    'plain.js': 'self.onmessage = (event) => score(event.data);\n',
    'both.js':
      "new Worker(new URL('./shared.js', import.meta.url));\nnew Worker(new URL('./shared.js', import.meta.url), { type: 'module' });\n",
    'shared.js': 'self.onmessage = (event) => score(event.data);\n',
    'alias.js': "new Worker(new URL('@/workers/task.js', import.meta.url), { type: 'module' });\n",
  });
  const { report } = await project.report(['.']);
  const outcomes = (file: string): unknown =>
    sitesIn(report, file).map((site) => site.reason ?? site.outcome);
  expect(outcomes('page.js')).toEqual(['edited']);
  expect(project.read('task.js')).toMatch(
    /^import ['"]@parent-overrides\/runtime\/worker['"];\nself\.onmessage/,
  );
  // Without `type: 'module'` it may be run as a script, which an import would break.
  expect(outcomes('classic.js')).toEqual(['worker-file-not-editable']);
  expect(outcomes('both.js')).toEqual(['worker-file-not-editable', 'worker-file-not-editable']);
  // A folder of that name does not say where a bundler's alias leads.
  expect(outcomes('alias.js')).toEqual(['worker-file-unknown']);
});
