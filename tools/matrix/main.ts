/** `pnpm matrix [--node 20,24] [vitest arguments]`: the runtime's and the codemod's tests on each Node version, in turn. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nodeBinary, ROOT, versionOf, wantedMajors } from './nodes.ts';

/** Those that depend on the version: the runtime on its contexts and threads, the codemod on how it reads trees. */
const ROOTS = ['packages/runtime', 'packages/codemod'];
/** A run takes about one minute. */
const LIMIT_MINUTES = 10;
const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
const report = join(ROOT, '.cache/matrix.json');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

function counted(): Counts {
  try {
    const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    return { passed, failed };
  } catch {
    return { passed: 0, failed: 0 }; // it never came to its report
  }
}

function runTests(binary: string, root: string, args: readonly string[]): Counts {
  rmSync(report, { force: true });
  const { status } = spawnSync(binary, [vitest, 'run', '--root', root, ...reporters, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    timeout: LIMIT_MINUTES * 60_000,
    killSignal: 'SIGKILL',
  });
  const counts = counted();
  // A crash or an error outside the tests must not pass for green.
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

const args = process.argv.slice(2);
const at = args.indexOf('--node');
const forVitest = at < 0 ? args : args.toSpliced(at, 2);
const rows: ({ name: string; seconds: number } & Counts)[] = [];
for (const major of wantedMajors(args)) {
  const binary = nodeBinary(major);
  for (const root of ROOTS) {
    const name = `Node ${versionOf(binary)}, ${root}`;
    console.log(`\n== ${name}`);
    const begun = performance.now();
    const counts = runTests(binary, root, forVitest);
    rows.push({ name, ...counts, seconds: (performance.now() - begun) / 1000 });
  }
}
console.log();
for (const { name, passed, failed, seconds } of rows) {
  console.log(`${name}: ${passed} passed, ${failed} failed (${seconds.toFixed(1)} s)`);
}
const sum = (key: keyof Counts) => rows.reduce((total, row) => total + row[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
