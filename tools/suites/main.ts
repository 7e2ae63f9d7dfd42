/**
 * `pnpm suites`: published projects, whose own tests must pass after a migration as they did before.
 *
 * Each project's tests run as published, then in a copy whose sources and tests the codemod migrated, then in one
 * migrated with `--strict`. A test that passed before and does not after is a failure. These projects measure
 * time in their tests, so a run that lost a test is repeated, and the table says so.
 */
import { parseArgs } from 'node:util';
import { freshCopy, migrate, runTests, type TestRun } from './copy.ts';
import { installedVersion, installProjects, packRuntime } from './install.ts';
import { type Project, PROJECTS } from './projects.ts';
import { lostTests } from './test-results.ts';

const USAGE = `usage: pnpm suites [-- [NAME...] [--all]]

  NAME   only these projects: ${PROJECTS.map(({ name }) => name).join(', ')}
  --all  also the test files that are left out for their time`;

/** Some of their tests give ten milliseconds to what happens at once, and a busy machine does not keep that. */
const MOST_RUNS = 10;
/** Of the lost tests of one run. */
const SHOWN = 10;
const WIDTHS = [24, 13, 14, 9, 9, 7, 15, 10, 9];

await main();

async function main(): Promise<void> {
  const options = readArguments();
  if (options === undefined) return void (process.exitCode = 3);
  const begun = performance.now();
  installProjects();
  const runtime = await packRuntime();
  console.log(`Installed in ${secondsSince(begun)} s.\n`);
  printRow([
    'project',
    'preset',
    'passed before',
    'wrapped',
    'refused',
    'files',
    'passed after',
    'children',
    'seconds',
  ]);
  let passed = 0;
  let failed = 0;
  for (const project of options.projects) {
    const before = await runTests(project, freshCopy(project, 'before'), options.all);
    for (const strict of [false, true]) {
      const problems = await checkMigration(project, { before, strict, runtime, all: options.all });
      if (problems.length === 0) passed++;
      else failed++;
      for (const problem of problems) console.log(`  FAILED: ${problem}`);
    }
  }
  console.log('\nChildren: wrapped callbacks that ran, counted in strict runs.');
  console.log(`\n${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

interface Baseline {
  readonly before: TestRun;
  readonly strict: boolean;
  /** The unpacked runtime. */
  readonly runtime: string;
  readonly all: boolean;
}

async function checkMigration(
  project: Project,
  { before, strict, runtime, all }: Baseline,
): Promise<string[]> {
  const preset = strict ? 'strict' : 'recommended';
  const directory = freshCopy(project, preset);
  const { report, problems } = migrate(project, directory, strict, runtime);
  const { edited, refused, changed } = report.summary;
  const { after, lost, runs } = await runUntilNothingIsLost(before, () => runTests(project, directory, all));
  const verdict = judge(before, after, lost);
  printRow([
    ...[`${project.name} ${installedVersion(project.name)}`, preset, String(before.passed.length)],
    ...[edited, refused, changed].map(String),
    `${before.passed.length - lost.length}${runs > 1 ? ` (${runs} runs)` : ''}`,
    strict ? String(after.children) : '',
    `${before.seconds.toFixed(0)}/${after.seconds.toFixed(0)}`,
  ]);
  if (edited === 0) verdict.push('nothing was wrapped, so this proves nothing');
  if (strict && after.children === 0) verdict.push('no wrapped callback ran');
  if (verdict.length > 0) verdict.push(`the output is in ${directory}.log`);
  return [...problems, ...verdict];
}

/** A test counts as lost when it passed before and in none of these runs. */
async function runUntilNothingIsLost(
  before: TestRun,
  run: () => Promise<TestRun>,
): Promise<{ after: TestRun; lost: readonly string[]; runs: number }> {
  let after = await run();
  let lost = lostTests(before.passed, after.passed);
  let runs = 1;
  for (; lost.length > 0 && runs < MOST_RUNS; runs++) {
    after = await run();
    lost = lostTests(lost, after.passed);
  }
  return { after, lost, runs };
}

function judge(before: TestRun, after: TestRun, lost: readonly string[]): string[] {
  if (before.passed.length === 0) return ['no test passed before the migration'];
  const verdict = lost.slice(0, SHOWN).map((name) => `no longer passes: ${name}`);
  if (lost.length > SHOWN) verdict.push(`and ${lost.length - SHOWN} more`);
  // A crash outside of every test.
  if (before.status === 0 && after.status !== 0 && after.failed.length === 0) {
    verdict.push(`the run ended with ${after.status ?? 'a signal'}, although no test failed`);
  }
  return verdict;
}

function readArguments() {
  // `pnpm suites -- X` hands the dashes on.
  const args = process.argv.slice(2).filter((argument, index) => !(index === 0 && argument === '--'));
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { all: { type: 'boolean' }, help: { type: 'boolean' } },
    });
    if (values.help) {
      console.log(USAGE);
      return undefined;
    }
    const unknown = positionals.filter((name) => !PROJECTS.some((project) => project.name === name));
    if (unknown.length > 0) throw new Error(`no such project: ${unknown.join(', ')}`);
    const projects = PROJECTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
    return { projects, all: values.all ?? false };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return undefined;
  }
}

function printRow(cells: readonly string[]): void {
  console.log(
    cells
      .map((cell, i) => (i < 2 ? cell.padEnd(WIDTHS[i]!) : cell.padStart(WIDTHS[i]!)))
      .join('')
      .trimEnd(),
  );
}

function secondsSince(begun: number): string {
  return ((performance.now() - begun) / 1000).toFixed(1);
}
