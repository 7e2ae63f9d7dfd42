/** `probe FILE`: whose context a callback of a user's own queue has, and the row that says so. */
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveConfig } from '@parent-overrides/launch-sites';
import { makeProject, PACKAGE, type Files, type Output } from './project.ts';

/** One caller's callback starts the next: from then on, the queue runs everybody as whoever came before. */
const JOBS = `export class Jobs {
  waiting = [];
  running = false;
  add(callback) {
    return new Promise((resolve, reject) => {
      this.waiting.push(() => callback().then(resolve, reject));
      if (!this.running) this.next();
    });
  }
  async next() {
    this.running = true;
    const job = this.waiting.shift();
    if (job) await job();
    if (this.waiting.length > 0) return this.next();
    this.running = false;
  }
}
`;
const HEAD = "import { Jobs } from './jobs.js';\nconst jobs = new Jobs();\n";

const OTHER_PACKAGES = path.join(PACKAGE, '../launch-sites/node_modules');

function probed(files: Files, file = 'probe.mjs'): Promise<Output> {
  const project = makeProject(
    { 'package.json': '{ "type": "module" }', 'jobs.js': JOBS, ...files },
    { git: false },
  );
  symlinkSync(OTHER_PACKAGES, project.path('node_modules'));
  return project.run(['probe', file]);
}

/** The row that is printed, as the settings take it. */
function rowIn({ stdout }: Output): Record<string, unknown> {
  const row = JSON.parse(/^\{.*^\}/ms.exec(stdout)![0]) as Record<string, unknown>;
  resolveConfig({ launchers: [row as never] });
  return row;
}

test('a home-made queue runs a callback as another caller, and gets a row that finds its launches', async () => {
  const said = await probed({
    'probe.mjs': `${HEAD}export const launch = (callback) => jobs.add(callback);\n`,
  });
  expect([said.code, said.stderr]).toEqual([0, '']);
  expect(said.stdout).toMatch(/^probe\.mjs {2}4 callers, Node v\d+/);
  expect(said.stdout).toMatch(
    / at once {4}another caller's context\n {2}staggered {2}another caller's context\n/,
  );
  expect(said.stdout).toContain('hand over withParentOverrides(callback)');
  const row = rowIn(said);
  expect(row).toMatchObject({
    id: 'Jobs#add',
    from: [{ module: './jobs.js', export: 'Jobs' }],
    receiver: 'new',
    member: 'add',
    kind: 'callback',
    argument: 0,
    loss: 'another-task',
  });
  const user = makeProject({
    'package.json': '{ "type": "module" }',
    'jobs.js': JOBS,
    'settings.json': JSON.stringify({ launchers: [row] }),
    'user.js': `${HEAD}export const later = (fn) => jobs.add(() => fn());\n`,
  });
  const { report } = await user.report(['user.js', '--config', 'settings.json', '--dry-run']);
  expect(report.summary.changed).toBe(1);
});

test('wrapped, the same queue keeps its caller', async () => {
  const said = await probed({
    'probe.mjs': `import { AsyncResource } from 'node:async_hooks';\n${HEAD}export const launch = (callback) => jobs.add(AsyncResource.bind(callback));\n`,
  });
  expect(said.code).toBe(0);
  expect(said.stdout.match(/its own caller's context/g)).toHaveLength(2);
  expect(said.stdout).toContain('there is nothing to wrap');
  expect(said.stdout).not.toContain('{');
});

test('p-queue: the table has it', async () => {
  const said = await probed({
    'probe.mjs': `import PQueue from 'p-queue';\nconst queue = new PQueue({ concurrency: 1 });\nexport const launch = (callback) => queue.add(callback);\n`,
  });
  expect(said.stdout).toMatch(/another caller's context/);
  expect(said.stdout).toContain('The launcher table has it: p-queue#add.');
});

test('through a file of the project, and by every form of export', async () => {
  const queue = `import PQueue from 'p-queue';\nexport const queue = new PQueue({ concurrency: 1 });\n`;
  const imported = `import { queue } from './queue.js';\n`;
  for (const form of [
    'export function launch(callback) { return queue.add(callback); }',
    'const launch = async function (callback) { await queue.add(callback); };\nexport { launch };',
  ]) {
    const said = await probed({ 'queue.js': queue, 'probe.mjs': `${imported}${form}\n` });
    expect([said.stdout, said.stderr].join('')).toContain('The launcher table has it: p-queue#add.');
  }
  const required = await probed(
    {
      'package.json': '{}',
      'probe.cjs': `exports.launch = (callback) => new Promise((resolve) => setImmediate(() => resolve(callback())));\n`,
    },
    'probe.cjs',
  );
  expect(required.stdout).toContain("its own caller's context");
});

test('whoever loaded the file, and one run for several', async () => {
  const starter = await probed({
    'probe.mjs': `import { AsyncResource } from 'node:async_hooks';\nconst start = AsyncResource.bind((fn) => fn());\nexport const launch = (callback) => start(callback);\n`,
  });
  expect(starter.stdout).toContain('the context of whoever started it');
  expect(rowIn(starter)).toMatchObject({ loss: 'another-task' });

  const shared = await probed({
    'probe.mjs': `let pending;\nexport const launch = (callback) => (pending ??= callback().finally(() => (pending = undefined)));\n`,
  });
  expect(shared.stdout).toContain('one run for several callers');
  expect(shared.stdout).toMatch(/[123] of 4 callbacks ran/);
  expect(rowIn(shared)).toMatchObject({ refused: 'shared-work' });
});

describe('what cannot be measured is one sentence, and exit 3', () => {
  const HANGS = 'export const launch = (callback) => new Promise(() => {});\n';
  test.each<[string, Files, RegExp, string?]>([
    ['no such file', {}, /no\.mjs: there is no such file\.$/, 'no.mjs'],
    ['a folder', { 'folder/a.js': '' }, /folder is a folder\. probe needs a file/, 'folder'],
    ['no export', { 'probe.mjs': 'export const other = 1;\n' }, /probe\.mjs exports no function `launch`/],
    ['no function', { 'probe.mjs': 'export const launch = 1;\n' }, /exports no function `launch`/],
    [
      'throws as it is loaded',
      { 'probe.mjs': "throw new Error('no server');\n" },
      /failed as it was loaded: no server\.$/,
    ],
    [
      'does not parse',
      { 'probe.mjs': 'export const launch = ;\n' },
      /failed as it was loaded: Unexpected token/,
    ],
    [
      'throws',
      { 'probe.mjs': "export const launch = () => { throw new Error('full'); };\n" },
      /`launch` failed: full\.$/,
    ],
    [
      'never calls back',
      { 'probe.mjs': 'export const launch = () => {};\n' },
      /no callback of theirs ran\.$/,
    ],
    ['hangs', { 'probe.mjs': HANGS }, /`launch` failed: took more than 6000 ms\.$/],
    [
      'ends its process',
      { 'probe.mjs': 'export const launch = () => process.exit(7);\n' },
      /ended its process \(code 7\) before it was measured\.$/,
    ],
  ])('%s', async (_, files, sentence, file = 'probe.mjs') => {
    const said = await probed(files, file);
    expect([said.code, said.stdout]).toEqual([3, '']);
    expect(said.stderr.trim()).toMatch(sentence);
    expect(said.stderr.trim().split('\n')).toHaveLength(1);
  });
});
