/** Which test notices which mutant: trials first, and a run of all tests for what trials cannot judge. */
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { TestAsker } from './ask-tests.ts';
import type { Answer, Tests } from './tests-process.ts';
import { readLog, type Findings, type Finding } from './trial-log.ts';
import type { WorkspaceCopy } from './workspace-copy.ts';

/**
 * @param mutants their numbers
 * @param askers gets each process of tests, for whoever has to stop them
 * @returns by number, the first test that noticed it
 * @throws when the tests fail without a mutant
 */
export async function whoNoticed(
  mutants: readonly number[],
  tests: Omit<Tests, 'log'>,
  { temporary }: WorkspaceCopy,
  askers: TestAsker[],
): Promise<Map<number, string>> {
  const asker = (log?: string): TestAsker => {
    askers.push(new TestAsker({ ...tests, log }, temporary));
    return askers.at(-1)!;
  };
  if (!tests.repeatable) return askInTurn(mutants, asker(), new Map());
  const log = path.join(path.dirname(temporary), 'trials.jsonl');
  const { noticed, outside } = await runTrials(log, () => asker(log));
  const open = mutants.filter((mutant) => !noticed.has(mutant) && outside.has(mutant));
  return open.length === 0 ? noticed : askInTurn(open, asker(), noticed);
}

/** In one process after the other, as a mutant may hang one or leave something behind in it. */
async function runTrials(log: string, start: () => TestAsker): Promise<Findings> {
  for (;;) {
    const before = readLog(log);
    const asker = start();
    const answer = await asker.ask(0);
    asker.stop();
    const { last, noticed, dirty, outside } = readLog(log);
    const write = (finding: Finding): void => {
      appendFileSync(log, `${JSON.stringify(finding)}\n`);
    };
    if (dirty.size > before.dirty.size) continue;
    if (answer.failure === undefined || last === undefined || noticed.has(last) || outside.has(last)) {
      expectPassed(answer);
      return readLog(log);
    }
    if (!answer.ended) write({ noticed: last, by: answer.failure });
    // It was tried before the test that failed without a mutant: a run of its own will tell.
    else write({ outside: [last] });
  }
}

async function askInTurn(
  mutants: readonly number[],
  asker: TestAsker,
  noticed: Map<number, string>,
): Promise<Map<number, string>> {
  expectPassed(await asker.begin());
  for (const mutant of mutants) {
    const { failure } = await asker.ask(mutant);
    if (failure !== undefined) noticed.set(mutant, failure);
  }
  asker.stop();
  return noticed;
}

function expectPassed({ failure, passed }: Answer): void {
  if (failure !== undefined) throw new Error(`The tests fail without a mutant: ${failure}`);
  if (passed === 0) throw new Error('There are no tests to ask.');
}
