/** Which files, launchers and comments count: the bin as a process. */
import { describe, expect, test } from 'vitest';
import type { Report } from '../src/report/report.ts';
import { commit, makeProject } from './project.ts';

describe('choosing', () => {
  const TWO = `import PQueue from 'p-queue';
const queue = new PQueue();
queue.add(() => one());
setImmediate(() => two());
setTimeout(() => three(), 1);
`;

  test('--only takes one launcher', async () => {
    const project = makeProject({ 'a.mjs': TWO });
    const { report } = await project.report(['.', '--only', 'p-queue#add']);
    expect(project.read('a.mjs')).toContain('queue.add(withParentOverrides(');
    expect(project.read('a.mjs')).toContain('setImmediate(() =>');
    expect(report.summary.sites).toBe(1);
  });

  test('--only with an unknown id names the one that is near', async () => {
    const project = makeProject({ 'a.mjs': TWO });
    const { code, stderr } = await project.run(['.', '--only', 'setimmediate']);
    expect(code).toBe(3);
    expect(stderr).toContain(
      "--only setimmediate is neither a launcher's id nor a package that has one. Near it: setImmediate.",
    );
  });

  test('timers are wrapped with --strict alone', async () => {
    const project = makeProject({ 'a.mjs': TWO });
    await project.run(['.']);
    expect(project.read('a.mjs')).toContain('setTimeout(() =>');
    commit(project);
    await project.run(['.', '--strict']);
    expect(project.read('a.mjs')).toContain('setTimeout(withParentOverrides(() =>');
  });

  test('--preset says which launches count, and --strict is one of them', async () => {
    const project = makeProject({
      'a.mjs':
        "import PQueue from 'p-queue';\nconst queue = new PQueue({ concurrency: 1 });\nexport const add = (f) => queue.add(f);\nexport const soon = (f) => setImmediate(f);\nexport const later = (f) => setTimeout(f, 1);\n",
    });
    const launchers = async (...flags: string[]): Promise<string[]> => {
      const { stdout } = await project.run(['.', '--dry-run', '--json', ...flags]);
      const report = JSON.parse(stdout) as Report;
      return report.files.flatMap(({ sites }) => sites.map(({ launcher }) => launcher));
    };
    expect(await launchers('--preset', 'leaks')).toEqual(['p-queue#add']);
    expect(await launchers()).toEqual(['p-queue#add', 'setImmediate']);
    expect(await launchers('--preset', 'recommended')).toEqual(['p-queue#add', 'setImmediate']);
    const strict = ['p-queue#add', 'setImmediate', 'setTimeout'];
    expect(await launchers('--preset', 'strict')).toEqual(strict);
    expect(await launchers('--strict')).toEqual(strict);
    const wrong = await project.run(['.', '--preset', 'strct']);
    expect(wrong.code).toBe(3);
    expect(wrong.stderr).toContain('Allowed choices are leaks, recommended, strict');
  });

  test('the report says whose a launch is, and where that shows', async () => {
    const project = makeProject({
      'a.mjs':
        "import PQueue from 'p-queue';\nimport { Worker } from 'node:worker_threads';\nexport const queue = new PQueue({ concurrency: 1 });\nqueue.add(run);\nexport const start = () => new Promise((resolve) => new Worker('./w.js').on('exit', resolve));\n",
    });
    const { stdout } = await project.run(['.', '--dry-run', '--json']);
    const [queued, spawned] = (JSON.parse(stdout) as Report).files[0]!.sites;
    expect(queued?.owner).toEqual({
      is: 'shared-by-callers',
      because: 'it is exported',
      line: 3,
      column: 14,
    });
    expect(spawned?.lifetime).toMatchObject({ is: 'one-shot', line: 5 });
    const text = await project.run(['.', '--dry-run', '--verbose']);
    expect(text.stdout).toContain('Many callers can fill it: it is exported (at 3:14).');
  });

  test('--config takes the settings of ESLint as JSON', async () => {
    const project = makeProject({
      'a.mjs': TWO,
      'overrides.json': '{ "strict": true, "runtime": "#overrides" }',
    });
    await project.run(['.', '--config', 'overrides.json']);
    expect(project.read('a.mjs')).toContain("from '#overrides'");
    expect(project.read('a.mjs')).toContain('setTimeout(withParentOverrides(');
  });

  test.for([
    ['{ "strct": true }', 'strct'],
    ['{ strict: true }', 'is not JSON'],
    ['[]', 'overrides.json'],
  ])('--config with %s is refused by name', async ([content, expected]) => {
    const project = makeProject({ 'a.mjs': TWO, 'overrides.json': content! });
    const { code, stderr } = await project.run(['.', '--config', 'overrides.json']);
    expect(code).toBe(3);
    expect(stderr).toContain(expected);
    expect(project.read('a.mjs')).toBe(TWO);
  });
});

describe('comments of the author', () => {
  const WRAPPED = 'setImmediate(withParentOverrides(';
  test.for([
    ['// eslint-disable-next-line parent-overrides/require-wrapper\nsetImmediate(() => a());', false],
    [
      '// eslint-disable-next-line parent-overrides/require-wrapper -- detached\nsetImmediate(() => a());',
      false,
    ],
    [
      '/* eslint-disable-next-line\n  no-x, parent-overrides/require-wrapper */\nsetImmediate(() => a());',
      false,
    ],
    ['// oxlint-disable-next-line parent-overrides/require-wrapper\nsetImmediate(() => a());', false],
    ['// eslint-disable-next-line\nsetImmediate(() => a());', false],
    ['setImmediate(() => a()); // eslint-disable-line parent-overrides/require-wrapper', false],
    ['/* eslint-disable parent-overrides/require-wrapper */\n\nsetImmediate(() => a());', false],
    ['/* eslint-disable */\nsetImmediate(() => a());', false],
    ['/* eslint parent-overrides/require-wrapper: "off" */\nsetImmediate(() => a());', false],
    ['setImmediate(() => a());\n/* eslint parent-overrides/require-wrapper: 0 */', false],
    [
      '/* eslint-disable */\n/* eslint-enable parent-overrides/require-wrapper */\nsetImmediate(() => a());',
      true,
    ],
    ['// eslint-disable-next-line parent-overrides/require-wrapper\nsetImmediate(\n  () => a(),\n);', false],
    ['// eslint-disable-next-line no-console\nsetImmediate(() => a());', true],
    ['// eslint-disable parent-overrides/require-wrapper\nsetImmediate(() => a());', true],
    ['// eslint-disable-next-line parent-overrides/require-wrapper\n\nsetImmediate(() => a());', true],
    ['"eslint-disable";\nsetImmediate(() => a());', true],
    ['setImmediate(() => a());\n/* eslint-disable */', true],
  ] as const)('%j', async ([text, wrapped]) => {
    const project = makeProject({ 'a.mjs': text });
    const { report } = await project.report(['.']);
    expect(project.read('a.mjs').includes(WRAPPED)).toBe(wrapped);
    expect(report.summary[wrapped ? 'edited' : 'left']).toBe(1);
  });
});
