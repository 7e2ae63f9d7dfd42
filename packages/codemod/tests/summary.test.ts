/** What the bin tells people at the end. */
import { describe, expect, test } from 'vitest';
import { makeProject } from './project.ts';

const MODULE = `import { evaluate } from './evaluate.js';

export function start(example) {
  setImmediate(() => evaluate(example));
}
`;

describe('the summary', () => {
  test.for([
    [{}, 'npm install @parent-overrides/runtime'],
    [{ 'package-lock.json': '{}' }, 'npm i @parent-overrides/runtime'],
    [{ 'pnpm-lock.yaml': '' }, 'pnpm add @parent-overrides/runtime'],
    [{ 'yarn.lock': '' }, 'yarn add @parent-overrides/runtime'],
    [{ 'bun.lock': '' }, 'bun add @parent-overrides/runtime'],
    [{ 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': '' }, 'pnpm add -w @parent-overrides/runtime'],
    [
      { 'yarn.lock': '', 'package.json': '{"workspaces":["packages/*"]}' },
      'yarn add -W @parent-overrides/runtime',
    ],
    [
      { 'yarn.lock': '', 'package.json': '{"workspaces":["packages/*"],"packageManager":"yarn@4.9.0"}' },
      'yarn add @parent-overrides/runtime',
    ],
    [
      { 'package-lock.json': '{}', 'package.json': '{"workspaces":["packages/*"]}' },
      'npm i @parent-overrides/runtime',
    ],
  ] as const)('names the install command for %j', async ([lockfile, command]) => {
    const files = { 'package.json': '{"dependencies":{}}', 'src/start.js': MODULE, ...lockfile };
    const { stdout } = await makeProject(files).run(['src']);
    expect(stdout).toContain(`Next: ${command}`);
  });

  test('says nothing about installing what is there', async () => {
    const project = makeProject({
      'package.json': '{"dependencies":{"@parent-overrides/runtime":"^0.1.0"}}',
      'src/start.js': MODULE,
    });
    const { report } = await project.report(['src']);
    expect(report.install).toEqual([]);
  });

  test('names the package of a monorepo that lacks the runtime', async () => {
    const project = makeProject({
      'package.json': '{}',
      'pnpm-lock.yaml': '',
      'packages/a/package.json': '{"dependencies":{"@parent-overrides/runtime":"*"}}',
      'packages/a/a.js': MODULE,
      'packages/b/package.json': '{}',
      'packages/b/b.js': MODULE,
    });
    const { report } = await project.report(['.']);
    expect(report.install).toEqual([
      { directory: 'packages/b', command: 'pnpm add @parent-overrides/runtime' },
    ]);
  });

  test('says that an ESLint config was not read', async () => {
    const project = makeProject({ 'eslint.config.js': 'export default [];\n', 'src/start.js': MODULE });
    const { stdout } = await project.run(['src']);
    expect(stdout).toContain('eslint.config.js was not read');
  });

  test('of several ESLint configs it says so once, and where there is no launch it does not', async () => {
    const config = 'export default [];\n';
    const project = makeProject({
      ...{ 'a/eslint.config.js': config, 'a/start.js': MODULE },
      ...{ 'b/eslint.config.js': config, 'b/start.js': 'export const b = 1;\n' },
    });
    const { notes } = (await project.report(['a', 'b', '--dry-run'])).report;
    expect(notes.filter((note) => note.includes('was not read'))).toEqual([
      'a/eslint.config.js (and 1 more) was not read. --eslint follows its severity, options, settings and ignores.',
    ]);
    expect((await project.report(['b', '--dry-run'])).report.notes).toEqual([]);
  });

  test('installs before it asks for tests, and once where there is no package.json at all', async () => {
    const project = makeProject({ 'a/start.js': MODULE, 'b/c/start.js': MODULE }, { git: false });
    const { stdout } = await project.run(['.']);
    expect(stdout.match(/^Next: .*$/gm)).toEqual([
      'Next: npm install @parent-overrides/runtime',
      'Next: review the diff, then run your formatter, type check and tests.',
    ]);
  });

  test.for([
    ['a.mjs', 'export const a = 1;\n', 'No file that was read names a launcher'],
    [
      'a.mjs',
      'export const f = (setImmediate) => setImmediate(g);\n',
      "A launcher's name occurs, but no launch",
    ],
    ['a.mjs', 'setImmediate(...list);\n', 'has to be done by hand, each for the reason above'],
  ])('says why nothing changed: %s %j', async ([name, text, why]) => {
    const { code, stdout } = await makeProject({ [name!]: text! }).run(['.']);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing to change.');
    expect(stdout).toContain(why);
  });

  test('lists a refusal with its place and what to do by hand', async () => {
    const { stdout } = await makeProject({ 'a.mjs': '\n  setImmediate(...list);\n' }).run(['.']);
    expect(stdout).toMatch(
      /To do by hand:\na\.mjs:2:\d+ {2}setImmediate\n {2}The callback comes out of a spread/,
    );
  });

  test('counts what is left and why, each by itself', async () => {
    const { stdout } = await makeProject({
      'a.mjs': `import { withParentOverrides, withoutParentOverrides } from '@parent-overrides/runtime';
setImmediate(...list);
setImmediate(...list);
// eslint-disable-next-line parent-overrides/require-wrapper
setImmediate(run);
setImmediate(withoutParentOverrides(run));
setImmediate(withParentOverrides(run));
`,
    }).run(['.']);
    expect(stdout).toContain(
      '\n2 to do by hand, 1 left as a comment asks, 1 detached on purpose, 1 already wrapped.\n',
    );
  });

  test('says of a folder without source files that it has none, where others have', async () => {
    const project = makeProject({ 'empty/notes.md': '', 'src/a.mjs': MODULE }, { git: false });
    const { code, stdout } = await project.run(['empty', 'src']);
    expect(code).toBe(0);
    expect(stdout.match(/empty has no source file/g)).toHaveLength(1);
    const alone = await project.run(['empty']);
    expect(alone.code).toBe(3);
    expect(alone.stderr).toContain('No source file to read in empty.');
    expect(alone.stderr).not.toContain('empty has no source file');
  });

  test('--verbose lists every launch', async () => {
    const { stdout } = await makeProject({ 'a.mjs': MODULE }).run(['.', '--verbose']);
    expect(stdout).toMatch(/4:16\s+setImmediate\s+wrapped in withParentOverrides/);
  });

  test('has no colours or progress in a pipe', async () => {
    const { stdout, stderr } = await makeProject({ 'a.mjs': MODULE }).run(['.']);
    expect(stdout).not.toContain('\u001B');
    expect(stderr).toBe('');
  });
});
