/**
 * `pnpm matrix [--node 20,24|others] [--host bun,deno] [vitest arguments]`: the runtime's, the codemod's and the sanitizer's tests on
 * each Node version, the first two on Bun and on Deno, in turn. `--left-out` runs what left-out.ts leaves out on Bun and Deno, and nothing else.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hostCommand, wantedHosts, type Host } from './hosts.ts';
import { LEFT_OUT, namePattern } from './left-out.ts';
import { nodeBinary, ROOT, versionOf, wantedMajors } from './nodes.ts';

/** Those that depend on the version: the runtime on its contexts and threads, the codemod on how it reads trees, the sanitizer on both. */
const ROOTS = ['packages/runtime', 'packages/codemod', 'packages/sanitizer'] as const;
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

function runTests([binary, ...before]: readonly string[], root: string, args: readonly string[]): Counts {
  rmSync(report, { force: true });
  const command = [...before, vitest, 'run', '--root', root, ...reporters, ...args];
  const { status } = spawnSync(binary!, command, {
    cwd: ROOT,
    stdio: 'inherit',
    timeout: LIMIT_MINUTES * 60_000,
    killSignal: 'SIGKILL',
  });
  const counts = counted();
  // A crash or an error outside the tests must not pass for green.
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** What runs the tests, and how they differ there. */
interface Runner {
  readonly name: string;
  readonly command: readonly string[];
  /** A root without any is left out. */
  readonly args: Readonly<Partial<Record<(typeof ROOTS)[number], readonly string[]>>>;
}

/** Types, bytes and what a page does are the same wherever they are looked at. */
const SAME_EVERYWHERE = ['transparent-types', 'size', 'browser'].flatMap((file) => [
  '--exclude',
  `tests/${file}.test.ts`,
]);
/** The command and the transform as they are used; what the others look at is the same code. */
const CODEMOD_IN_USE = ['tests/bin', 'tests/two-ends', 'tests/jscodeshift'];

/** Among others, the codemod's tests run on the first and the last alone: they take most of the time, and differ least. */
function nodeRunner(major: number, index: number, { length }: readonly number[]): Runner {
  const binary = nodeBinary(major);
  const hasCodemod = !args.includes('others') || index === 0 || index === length - 1;
  return {
    name: `Node ${versionOf(binary)}`,
    command: [binary],
    args: {
      'packages/runtime': [],
      ...(hasCodemod && { 'packages/codemod': [] }),
      'packages/sanitizer': [],
    },
  };
}

/** Undefined, after saying so, where the host cannot be had. */
function hostRunner(host: Host, leftOut: boolean): Runner | undefined {
  try {
    const { name, binary, args } = hostCommand(host);
    for (const { name: test, because } of LEFT_OUT[host])
      console.log(`${host} leaves out "${test}": ${because}.`);
    const common = [
      '--testTimeout',
      leftOut ? '5000' : '120000',
      '--testNamePattern',
      namePattern(host, leftOut),
    ];
    return {
      ...{ name, command: [binary, ...args] },
      args: {
        'packages/runtime': [...common, '--typecheck.enabled=false', ...SAME_EVERYWHERE],
        'packages/codemod': [...common, ...CODEMOD_IN_USE],
      },
    };
  } catch (error) {
    console.log(`SKIPPED ${host}: ${(error as Error).message}`);
    return undefined;
  }
}

const args = process.argv.slice(2);
const leftOut = args.includes('--left-out');
const forVitest = args.filter(
  (argument, at) =>
    argument !== '--left-out' &&
    !/^--(?:node|host)$/.test(args[at - 1] ?? '') &&
    !/^--(?:node|host)$/.test(argument),
);
const runners = [
  ...(args.includes('--host') && !args.includes('--node') ? [] : wantedMajors(args).map(nodeRunner)),
  ...wantedHosts(args).flatMap((host) => hostRunner(host, leftOut) ?? []),
];
const rows: ({ name: string; seconds: number } & Counts)[] = [];
for (const runner of runners) {
  for (const root of ROOTS) {
    const own = runner.args[root];
    if (own === undefined) continue;
    const name = `${runner.name}, ${root}`;
    console.log(`\n== ${name}`);
    const begun = performance.now();
    const counts = runTests(runner.command, root, [...own, ...forVitest]);
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
