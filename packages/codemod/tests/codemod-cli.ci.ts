/**
 * The package under the Codemod CLI. Its binary is 150 MB, so it is fetched by npx here and this runs in CI only:
 * `vitest run --config packages/codemod/vitest.codemod-cli.config.ts`.
 */
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeProject, PACKAGE, runProcess, type Output, type Project } from './project.ts';

const LAUNCH = "import './x.js';\nsetImmediate(() => work());\n";

function codemod(project: Project, ...args: string[]): Promise<Output> {
  return runProcess('npx', ['--yes', 'codemod@1.18.3', 'workflow', ...args], { cwd: project.root });
}

const run = (project: Project, ...params: string[]): Promise<Output> =>
  codemod(
    project,
    'run',
    '-w',
    PACKAGE,
    '--no-interactive',
    ...params.flatMap((param) => ['--param', param]),
  );

test('the workflow and the package are valid', async () => {
  const { code, stdout, stderr } = await codemod(
    makeProject({}),
    'validate',
    '-w',
    path.join(PACKAGE, 'workflow.yaml'),
  );
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('Schema validation: Passed');
});

test('it migrates the target and nothing else', async () => {
  const project = makeProject({ 'src/a.js': LAUNCH, 'other/b.js': LAUNCH });
  const { code, stdout, stderr } = await run(project, 'target=src');
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('Wrapped 1 launch in 1 file.');
  expect(project.read('src/a.js')).toContain('withParentOverrides(');
  expect(project.read('other/b.js')).toBe(LAUNCH);
});

test('flags reach the bin, and its failure fails the workflow', async () => {
  const project = makeProject({ 'src dir/a.js': LAUNCH });
  expect((await run(project, 'target=src dir', 'flags=--dry-run --diff')).stdout).toContain(
    '+++ b/src dir/a.js',
  );
  expect(project.read('src dir/a.js')).toBe(LAUNCH);
  expect((await run(project, 'target=missing')).code).not.toBe(0);
});
