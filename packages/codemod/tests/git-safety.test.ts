import { chmodSync, mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commit, makeProject, type Project } from './project.ts';

const LAUNCH = "import './x.js';\nsetImmediate(() => work());\n";
const NOTHING = 'export const a = 1;\n';

test('a file to be edited with uncommitted changes stops everything', async () => {
  const project = makeProject({ 'a.js': LAUNCH, 'b.js': LAUNCH });
  project.write({ 'b.js': `${LAUNCH}// more\n` });
  const { code, stderr, stdout } = await project.run(['.']);
  expect(code).toBe(3);
  expect(stdout).toBe('');
  expect(stderr).toContain(
    '1 file to be edited has changes that are not committed:\n  b.js\nNothing was written.',
  );
  expect(project.read('a.js')).toBe(LAUNCH);
});

test('--force writes it all the same', async () => {
  const project = makeProject({ 'b.js': LAUNCH });
  project.write({ 'b.js': `${LAUNCH}// more\n` });
  expect((await project.run(['.', '--force'])).code).toBe(0);
  expect(project.read('b.js')).toContain('withParentOverrides');
});

test.for([
  ['staged', (project: Project) => project.git('add', 'b.js')],
  ['untracked', (project: Project) => project.git('rm', '--cached', '--quiet', 'b.js')],
  [
    'intent to add',
    (project: Project) => (
      project.git('rm', '--cached', '--quiet', 'b.js'),
      project.git('add', '-N', 'b.js')
    ),
  ],
] as const)('%s counts as uncommitted', async ([, arrange]) => {
  const project = makeProject({ 'a.js': LAUNCH, 'b.js': NOTHING });
  project.write({ 'b.js': LAUNCH });
  arrange(project);
  const { code, stderr } = await project.run(['.']);
  expect(stderr).toContain('b.js');
  expect(code).toBe(3);
  expect(project.read('a.js')).toBe(LAUNCH);
});

test('changes in files that are not edited do not matter', async () => {
  const project = makeProject({ 'a.js': LAUNCH, 'b.js': NOTHING, 'notes.md': '' });
  project.write({ 'b.js': `${NOTHING}// more\n`, 'notes.md': 'x', 'new.js': NOTHING });
  expect((await project.run(['.'])).code).toBe(0);
  expect(project.read('a.js')).toContain('withParentOverrides');
});

test('an ignored file that is named is not in git either', async () => {
  const project = makeProject({ '.gitignore': 'dist/\n' });
  project.write({ 'dist/a.js': LAUNCH });
  const { code, stderr } = await project.run(['dist/a.js']);
  expect(stderr).toContain('dist/a.js');
  expect(code).toBe(3);
});

test("the target's own repository is asked, not the one of the current directory", async () => {
  const here = makeProject({ 'a.js': NOTHING });
  const target = makeProject({ 'src/b.js': LAUNCH });
  target.write({ 'src/b.js': `${LAUNCH}// more\n` });
  here.write({ 'a.js': '// dirty\n' });
  expect((await here.run([target.path('src')])).code).toBe(3);
  commit(target);
  expect((await here.run([target.path('src')])).code).toBe(0);
});

test('each repository under the paths is asked about its own files', async () => {
  const project = makeProject({ 'a.js': LAUNCH, '.gitignore': 'inner/\n' });
  mkdirSync(project.path('inner'));
  project.git('init', '--quiet', 'inner');
  project.write({ 'inner/b.js': LAUNCH });
  const { code, stderr } = await project.run(['.', 'inner']);
  expect(code).toBe(3);
  expect(stderr).toContain('  inner/b.js');
  expect(stderr).not.toContain('  a.js');
});

test('the variables of a surrounding git command do not mislead it', async () => {
  const project = makeProject({ 'a.js': LAUNCH });
  const other = makeProject({});
  project.write({ 'a.js': `${LAUNCH}// more\n` });
  const env = {
    GIT_DIR: other.path('.git'),
    GIT_WORK_TREE: other.root,
    GIT_INDEX_FILE: other.path('.git/index'),
  };
  expect((await project.run(['.'], { env })).code).toBe(3);
});

test('outside a repository there is nothing to ask', async () => {
  const project = makeProject({ 'a.js': LAUNCH }, { git: false });
  expect((await project.run(['.'])).code).toBe(0);
  expect(project.read('a.js')).toContain('withParentOverrides');
});

test('a repository that git will not read is not taken for no repository', async () => {
  const project = makeProject({ 'a.js': LAUNCH });
  project.write({ '.git/HEAD': 'nonsense', '.git/config': '[broken' });
  const { code, stderr } = await project.run(['.']);
  expect(code).toBe(3);
  expect(stderr).toMatch(/git cannot read the repository/);
  expect(project.read('a.js')).toBe(LAUNCH);
});

test('a repository without git installed is said, not passed over', async () => {
  const project = makeProject({ 'a.js': LAUNCH });
  const { code, stderr } = await project.run(['.'], { env: { PATH: '/nonexistent' } });
  expect(code).toBe(3);
  expect(stderr).toContain('git is not installed');
});

test('the mode of a file is kept', async () => {
  const project = makeProject({ 'a.js': `#!/usr/bin/env node\n${LAUNCH}` });
  chmodSync(project.path('a.js'), 0o755);
  commit(project);
  await project.run(['.']);
  expect(project.git('diff', '--summary')).toBe('');
  expect(project.read('a.js')).toContain('withParentOverrides');
});
