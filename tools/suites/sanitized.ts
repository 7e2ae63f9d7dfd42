/**
 * `pnpm suites:sanitizer`: the projects' own tests as published, then under the sanitizer. A test that passed before and
 * does not now is a failure, and so is a run that takes more than twice the processor's time or one and
 * a half times the memory.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from '../build-if-stale.ts';
import type { JsonReport } from '../../packages/sanitizer/src/report/json-report.ts';
import { freshCopy, runTests, type TestRun } from './copy.ts';
import { CACHE, installProjects, ROOT } from './install.ts';
import { type Project, PROJECTS } from './projects.ts';
import { lostTests } from './test-results.ts';

const REGISTER = join(ROOT, 'packages/sanitizer/dist/register.js');
const USAGE = join(import.meta.dirname, 'usage.cjs');
const MOST_TIME = 2;
const MOST_MEMORY = 1.5;
const MOST_RUNS = 3;

/** Tests that look at what instrumenting changes: why, by project and a part of the test's name. */
const EXCEPTIONS: Readonly<Record<string, readonly { readonly test: string; readonly reason: string }[]>> =
  {};

interface Measured extends TestRun {
  /** Of the largest process, in MB. */
  readonly memory: number;
  /** Of all processes, in seconds: on a machine that does other things too, the clock says little. */
  readonly processor: number;
}

async function measure(project: Project, variant: string, options: string, more = {}): Promise<Measured> {
  const usage = join(CACHE, `${project.name}.${variant}.usage`);
  rmSync(usage, { force: true });
  const directory = freshCopy(project, variant);
  const env = { NODE_OPTIONS: `--require=${USAGE} ${options}`, SUITES_USAGE: usage, ...more };
  const run = await runTests(project, directory, false, env);
  const lines = existsSync(usage) ? readFileSync(usage, 'utf8').trim().split('\n') : [];
  const used = lines.map((line) => line.split(' ').map(Number));
  return {
    ...run,
    memory: Math.max(0, ...used.map(([memory = 0]) => memory)) / 1024,
    processor: used.reduce((sum, [, time = 0]) => sum + time, 0) / 1000,
  };
}

async function check(project: Project): Promise<readonly string[]> {
  const before = await measure(project, 'unsanitized', '');
  const report = join(CACHE, `${project.name}.findings.json`);
  const more = { PARENT_OVERRIDES_SANITIZER: 'report', PARENT_OVERRIDES_REPORT: report };
  const sanitized = (): Promise<Measured> => measure(project, 'sanitized', `--require=${REGISTER}`, more);
  // The first run instruments, the others find what it made.
  const first = await sanitized();
  let after = await sanitized();
  let lost = lostTests(lostTests(before.passed, first.passed), after.passed);
  for (let runs = 2; lost.length > 0 && runs < MOST_RUNS; runs++) {
    after = await sanitized();
    lost = lostTests(lost, after.passed);
  }
  const { findings } = JSON.parse(readFileSync(report, 'utf8')) as JsonReport;
  const excused = EXCEPTIONS[project.name] ?? [];
  const problems = lost.filter((name) => !excused.some(({ test }) => name.includes(test)));
  const time = after.processor / before.processor;
  const memory = after.memory / before.memory;
  const cells = [before.passed.length, before.passed.length - lost.length, findings.length];
  const ratios = [before.processor, first.processor / before.processor, time, before.memory, memory].map(
    (number) => number.toFixed(2),
  );
  console.log(
    [project.name.padEnd(16), ...[...cells, ...ratios].map((cell) => String(cell).padStart(9))].join(''),
  );
  return [
    ...problems.slice(0, 10).map((name) => `no longer passes: ${name}`),
    ...(time > MOST_TIME ? [`${time.toFixed(2)} times the time; ${MOST_TIME} is the most`] : []),
    ...(memory > MOST_MEMORY ? [`${memory.toFixed(2)} times the memory; ${MOST_MEMORY} is the most`] : []),
  ];
}

const names = process.argv.slice(2).filter((argument) => argument !== '--');
installProjects();
buildIfStale('sanitizer');
const heads = ['before', 'after', 'findings', 'CPU s', 'first', 'again', 'MB', 'again'];
console.log(['project'.padEnd(16), ...heads.map((head) => head.padStart(9))].join(''));
let failed = 0;
const projects = PROJECTS.filter(({ name }) => names.length === 0 || names.includes(name));
for (const project of projects) {
  const problems = await check(project);
  if (problems.length > 0) failed++;
  for (const problem of problems) console.log(`  FAILED: ${problem}`);
}
console.log(`\n${projects.length - failed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
