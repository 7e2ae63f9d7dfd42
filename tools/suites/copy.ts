/** A copy of a project as it was published, its migration, and a run of its tests. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { cleanEnvironment } from '../hosts/host.ts';
import type { Report } from '../../packages/codemod/src/report/report.ts';
import { CACHE, MODULES, ROOT } from './install.ts';
import { type Project, settingsFor } from './projects.ts';
import { readResults, type TestResults } from './test-results.ts';

const BIN = join(ROOT, 'packages/codemod/dist/cli.js');
const PRELOAD = 'node_modules/parent-overrides-preload.cjs';
/** A run that takes longer hangs. */
const LIMIT_MINUTES = 5;

/** The package without anything of ours, in a git repository of its own, so that the codemod may write it. */
export function freshCopy({ name }: Project, variant: string): string {
  const directory = join(CACHE, 'work', name, variant);
  rmSync(directory, { recursive: true, force: true });
  cpSync(join(MODULES, name), directory, { recursive: true });
  git(directory, 'init', '--quiet');
  writeFileSync(join(directory, '.git/info/exclude'), 'node_modules\n');
  git(directory, 'add', '--all', '--force', '.', ':!node_modules');
  git(directory, 'commit', '--quiet', '--message', 'As published');
  return directory;
}

export interface Migrated {
  readonly report: Report;
  /** Everything that was not as it should be. */
  readonly problems: readonly string[];
}

/** The codemod as a process over sources and tests, then once more: it must find nothing left. */
export function migrate(project: Project, directory: string, strict: boolean, runtime: string): Migrated {
  const config = `${directory}.settings.json`;
  writeFileSync(config, JSON.stringify(settingsFor(project)));
  const args = ['.', '--config', config, ...(strict ? ['--strict'] : [])];
  const first = codemod(directory, [...args, '--json']);
  const report = JSON.parse(first.stdout) as Report;
  const problems = first.status === 0 ? [] : [`the codemod's exit code is ${first.status}`];
  problems.push(...report.files.flatMap(({ file, error }) => (error ? [`${file} ${error}`] : [])));
  const again = codemod(directory, [...args, '--check', '--allow-manual', '--force']);
  if (again.status !== 0) problems.push(`a second run finds more to do:\n${again.stdout}`);
  cpSync(runtime, join(directory, 'node_modules/@parent-overrides/runtime'), { recursive: true });
  if (strict) cpSync(join(import.meta.dirname, 'preload.cjs'), join(directory, PRELOAD));
  return { report, problems };
}

export interface TestRun extends TestResults {
  readonly status: number | null;
  readonly seconds: number;
  /** How many wrapped callbacks ran; counted in strict runs. */
  readonly children: number;
}

/**
 * @param all also the test files that are left out for their time
 * @param more variables for the run
 */
export async function runTests(
  project: Project,
  directory: string,
  all: boolean,
  more: NodeJS.ProcessEnv = {},
): Promise<TestRun> {
  const { runner, tests, quick = tests, nodeArguments = [] } = project;
  const files = listFiles(directory).filter((file) => tests.test(file) && (all || quick.test(file)));
  if (files.length === 0) throw new Error(`${project.name} has no test file ${(all ? tests : quick).source}`);
  const report = `${directory}.report.json`;
  const counts = `${directory}.counts`;
  for (const file of [report, counts]) rmSync(file, { force: true });
  const args = {
    node: ['--test', '--test-reporter=tap', `--test-concurrency=${availableParallelism()}`],
    mocha: [
      join(MODULES, 'mocha/bin/mocha.js'),
      // Bottleneck's and Better Queue's tests measure time, which a busy machine stretches.
      ...['--retries', '4', '--reporter', 'json', '--reporter-option', `output=${report}`],
    ],
    tape: [join(MODULES, 'tape/bin/tape')],
  }[runner];
  const preload = join(directory, PRELOAD);
  const env = {
    ...cleanEnvironment(),
    ...(existsSync(preload) && { NODE_OPTIONS: `--require=${preload}`, SUITES_COUNTS: counts }),
    ...more,
  };
  const begun = performance.now();
  const { status, stdout } = await execute([...nodeArguments, ...args, ...files], directory, env);
  const output = runner === 'mocha' ? (existsSync(report) ? readFileSync(report, 'utf8') : '') : stdout;
  const numbers = existsSync(counts) ? readFileSync(counts, 'utf8').split('\n').map(Number) : [];
  return {
    // Test names may hold the directory, which differs.
    ...readResults(runner, output.replaceAll(directory, '.')),
    ...{ status, seconds: (performance.now() - begun) / 1000 },
    children: numbers.reduce((sum, one) => sum + one, 0),
  };
}

/** The whole output is kept beside the copy, for whoever has to find out why a test fails. */
function execute(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ status: number | null; stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let stdout = '';
    let both = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => ((stdout += text), (both += text)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (both += text));
    const limit = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), LIMIT_MINUTES * 60_000);
    child.on('error', reject);
    child.on('close', (status) => {
      clearTimeout(limit);
      writeFileSync(`${cwd}.log`, both);
      resolve({ status, stdout });
    });
  });
}

function codemod(cwd: string, args: readonly string[]): { status: number | null; stdout: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0 && status !== 1 && status !== 2)
    throw new Error(`the codemod failed in ${cwd}: ${stderr}`);
  return { status, stdout };
}

function git(cwd: string, ...args: readonly string[]): void {
  const identity = [
    '-c',
    'user.name=Suites',
    '-c',
    'user.email=suites@example.org',
    '-c',
    'core.autocrlf=false',
  ];
  const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')} failed in ${cwd}: ${stderr}`);
}

function listFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !/(?:^|\/)node_modules\//.test(file))
    .sort();
}
