/** A process that holds one package's tests ready, and runs them when its parent names the mutant that is on. */
import path from 'node:path';
import { BaseSequencer, createVitest, type Reporter, type TestSpecification } from 'vitest/node';
import type { PackageTests } from './packages.ts';
import { ACTIVE, LOG } from './switch.ts';

/** What the process is started with, as JSON in its one argument. */
export interface Tests extends PackageTests {
  /** The package's folder. */
  readonly root: string;
  /** For trials: where they write what they find. Without it, all tests run once, to the first failure. */
  readonly log: string | undefined;
}

export interface Answer {
  /** The first test that failed, or what else went wrong; nothing when all passed. */
  readonly failure: string | undefined;
  readonly passed: number;
  /** Whether the run came to its end. */
  readonly ended: boolean;
}

/** By test file: how many mutants it noticed. Those that notice most are asked first. */
const noticed = new Map<string, number>();

class NoticingFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const count = ({ moduleId }: TestSpecification): number => noticed.get(moduleId) ?? 0;
    return Promise.resolve(files.toSorted((a, b) => count(b) - count(a)));
  }
}

let answer: { failure: string | undefined; passed: number; ended: boolean };

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
  isolate: !tests.repeatable,
  reporters: [reporter],
  sequence: { sequencer: NoticingFirst },
  ...(tests.log !== undefined && { runner: path.join(import.meta.dirname, 'trial-runner.ts') }),
});
const all = await vitest.globTestSpecifications();
const asked = all.filter(({ moduleId }) => !tests.slow.includes(path.basename(moduleId)));

process.on('message', (mutant: number) => {
  void run(mutant).then((result) => process.send!(result));
});
process.send!('ready');

/** @param mutant its number; 0 for none */
async function run(mutant: number): Promise<Answer> {
  answer = { failure: undefined, passed: 0, ended: true };
  // The processes that run tests get it.
  for (const { config } of vitest.projects)
    config.env = {
      ...config.env,
      ...(tests.log === undefined ? { [ACTIVE]: String(mutant) } : { [LOG]: tests.log }),
    };
  const { unhandledErrors } = await vitest.runTestSpecifications(asked, true);
  const [error] = unhandledErrors;
  // What a mutant leaves behind after a trial says nothing about the tests.
  if (error !== undefined && tests.log === undefined)
    answer.failure ??= error instanceof Error ? error.message : JSON.stringify(error);
  return answer;
}
