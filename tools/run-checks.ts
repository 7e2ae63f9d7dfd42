/**
 * Runs commands and counts what passed: `N passed, N failed`, the line that CI reads last. One after the other, but two at a
 * time where neither measures time and each takes one core.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export interface Check {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** It takes one core, writes nothing that another one reads, and nothing in it depends on how long something takes. */
  readonly sharesMachine?: true;
}

interface Row {
  readonly name: string;
  readonly counts: Counts;
  readonly seconds: number;
  readonly output: string;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const ROOT = path.join(import.meta.dirname, '..');
const TELLS_FAILURE = /\bFAIL\b|[✗×]|[Ee]rror\b|Unhandled|^Node .* [1-9]\d* failed/;
const LONGEST_OUTPUT = 1_000_000;
/** Enough for a dozen failures with their messages. */
const REPEATED_LINES = 60;
const VITEST_REPORT = path.join(ROOT, '.cache', 'vitest.json');

/** A vitest run, counted test by test. */
export function vitestCheck(name: string, ...args: readonly string[]): Check {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`];
  return { name, command: 'vitest', args: ['run', ...reporters, ...args] };
}

/** Runs every check, whatever the others do, prints a summary and the total; gives the exit code. */
export async function runChecks(checks: readonly Check[]): Promise<number> {
  mkdirSync(path.dirname(VITEST_REPORT), { recursive: true });
  const rows: Row[] = [];
  for (const check of checks.filter(({ sharesMachine }) => !sharesMachine)) rows.push(await rowOf(check));
  const shared = checks.filter(({ sharesMachine }) => sharesMachine);
  const lane = async (): Promise<void> => {
    for (let check = shared.shift(); check; check = shared.shift()) rows.push(await rowOf(check));
  };
  await Promise.all([lane(), lane()]);
  for (const { name, counts, output } of rows) if (counts.failed > 0) repeatFailures(name, output);
  console.log();
  for (const { name, counts, seconds } of rows)
    console.log(
      `${counts.failed > 0 ? '✗' : '✓'} ${name}: ${counts.passed} passed, ${counts.failed} failed (${seconds.toFixed(1)} s)`,
    );
  const passed = rows.reduce((sum, { counts }) => sum + counts.passed, 0);
  const failed = rows.reduce((sum, { counts }) => sum + counts.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

async function rowOf(check: Check): Promise<Row> {
  const title = `\n── ${check.name}: ${[check.command, ...check.args].join(' ')}`;
  if (!check.sharesMachine) console.log(title);
  const begun = performance.now();
  if (check.command === 'vitest') rmSync(VITEST_REPORT, { force: true });
  const { status, output } = await run(check);
  // In one piece: another one prints as well.
  if (check.sharesMachine) console.log(`${title}\n${output}`);
  const seconds = (performance.now() - begun) / 1000;
  return { name: check.name, counts: countsOf(check, status, output), seconds, output };
}

/** Once more at the end: of a long log, often only the end is kept. */
function repeatFailures(name: string, output: string): void {
  const telling = stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => TELLS_FAILURE.test(line));
  console.log(`\n── what failed in ${name}, once more`);
  console.log(telling.slice(-REPEATED_LINES).join('\n'));
}

function run({ command, args, sharesMachine }: Check): Promise<{ status: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const passOn = (to: NodeJS.WriteStream) => (chunk: Buffer) => {
      if (!sharesMachine) to.write(chunk);
      output = (output + chunk.toString()).slice(-LONGEST_OUTPUT);
    };
    child.stdout.on('data', passOn(process.stdout));
    child.stderr.on('data', passOn(process.stderr));
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status: status ?? 1, output });
    });
  });
}

/** vitest's own report, else the check's last `N passed, N failed`, else the check is one that passed or failed. */
function countsOf(check: Check, status: number, output: string): Counts {
  const counted = check.command === 'vitest' ? vitestCounts() : printedCounts(output);
  const counts = counted ?? { passed: status === 0 ? 1 : 0, failed: 0 };
  // A run that failed without a failed test (a crash, an error outside the tests) must not pass for green.
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function vitestCounts(): Counts | undefined {
  try {
    const report = JSON.parse(readFileSync(VITEST_REPORT, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    return { passed: report.numPassedTests, failed: report.numFailedTests };
  } catch {
    return undefined;
  }
}

function printedCounts(output: string): Counts | undefined {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  return last && { passed: Number(last[1]), failed: Number(last[2]) };
}
