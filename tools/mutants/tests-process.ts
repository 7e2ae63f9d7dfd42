/**
 * A process that holds one package's tests ready and runs them on request, until the first failure.
 * Its parent says which file has changed, and kills it when a mutant makes it run for ever.
 */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { BaseSequencer, createVitest, type Reporter, type TestSpecification, type Vitest } from 'vitest/node';
import type { PackageTests } from './packages.ts';

/** Which tests: what the process is started with, as JSON in its one argument. */
export interface Tests extends PackageTests {
  /** The package's folder. */
  readonly root: string;
}

export interface Answer {
  /** The first test that failed, or what else went wrong; nothing when all passed. */
  readonly failure: string | undefined;
  readonly passed: number;
}

/** By test file: how many mutants it noticed. Those that notice most are asked first. */
const noticed = new Map<string, number>();

class NoticingFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const count = ({ moduleId }: TestSpecification): number => noticed.get(moduleId) ?? 0;
    return Promise.resolve(files.toSorted((a, b) => count(b) - count(a)));
  }
}

let answer: { failure: string | undefined; passed: number };

const reporter: Reporter = {
  onTestCaseResult(test) {
    const { state } = test.result();
    if (state === 'passed') answer.passed++;
    if (state === 'failed') fail(test.module.moduleId, test.fullName);
  },
  onTestSuiteResult(suite) {
    if (suite.errors().length > 0) fail(suite.module.moduleId, suite.fullName);
  },
  onTestModuleEnd(module) {
    const [error] = module.errors();
    if (error) fail(module.moduleId, error.message);
  },
};

function fail(file: string, what: string): void {
  if (answer.failure !== undefined) return;
  answer.failure = `${path.basename(file)}: ${what}`;
  noticed.set(file, (noticed.get(file) ?? 0) + 1);
}

const tests = JSON.parse(process.argv[2]!) as Tests;
const vitest = await createVitest('test', {
  root: tests.root,
  watch: false,
  bail: 1,
  maxWorkers: 1,
  isolate: !tests.shareProcess,
  reporters: [reporter],
  sequence: { sequencer: NoticingFirst },
});
const all = await vitest.globTestSpecifications();
const asked = all.filter(({ moduleId }) => !tests.slow.includes(path.basename(moduleId)));

process.on('message', (changed: string) => {
  void run(vitest, changed).then((result) => process.send!(result));
});
process.send!('ready');

/** The file that the run before was about: it has been put back since. */
let before = '';

async function run(on: Vitest, changed: string): Promise<Answer> {
  answer = { failure: undefined, passed: 0 };
  if (tests.built && !build()) return { failure: 'it does not build', passed: 0 };
  for (const file of new Set([before, changed])) on.invalidateFile(file);
  before = changed;
  const { unhandledErrors } = await on.runTestSpecifications(asked, true);
  const [error] = unhandledErrors;
  if (error !== undefined) answer.failure ??= error instanceof Error ? error.message : JSON.stringify(error);
  return answer;
}

function build(): boolean {
  const tsdown = createRequire(import.meta.url).resolve('tsdown/run');
  try {
    execFileSync(process.execPath, [tsdown, '--log-level', 'error'], { cwd: tests.root, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
