/**
 * vitest's runner, except that a test runs again for each mutant that it reached and nobody has noticed yet.
 * What it finds goes to the log, a line at a time, as the process may end at any of them.
 */
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { TestRunner, type RunnerTestCase } from 'vitest';
import { ACTIVE, CALLS, LOG, REACHED, switches } from './switch.ts';
import { readLog, type Finding } from './trial-log.ts';

/** A test that hangs on a promise gets this many times what it took, and some more on a busy machine. In ms. */
const PATIENCE = { times: 5, least: 10_000 };

const log = process.env[LOG]!;
const fromProcesses = `${log}.reached`;
process.env[REACHED] = fromProcesses;
const before = readLog(log);
const noticed = new Set(before.noticed.keys());

export default class TrialRunner extends TestRunner {
  async runTask(test: RunnerTestCase): Promise<void> {
    // By an import, by a `describe`, by a hook: a trial of this test would not see what the mutant does there.
    write({ outside: take() });
    if (before.done.has(test.id)) return;
    const run = TestRunner.getTestFn(test as never) as () => Promise<void>;
    const begun = performance.now();
    await run();
    const patience = PATIENCE.least + PATIENCE.times * (performance.now() - begun);
    for (const mutant of take()) {
      if (noticed.has(mutant) || before.outside.has(mutant)) continue;
      write({ trying: mutant });
      if (await failsWith(mutant, run, patience)) {
        noticed.add(mutant);
        write({ noticed: mutant, by: `${test.file.name}: ${test.name}` });
        // What it left behind would be blamed on others.
        if (await fails(run, patience)) {
          write({ dirty: mutant });
          throw new Error('Another process goes on.');
        }
        take();
      } else if (!take().includes(mutant)) {
        // Somebody remembers what was computed without it.
        write({ outside: [mutant] });
      }
    }
    write({ done: test.id });
  }
}

async function failsWith(mutant: number, run: () => Promise<void>, patience: number): Promise<boolean> {
  const state = switches();
  [state.active, state.callsLeft] = [mutant, CALLS.inTest];
  process.env[ACTIVE] = String(mutant);
  try {
    return await fails(run, patience);
  } finally {
    state.active = 0;
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a variable that is not set
    delete process.env[ACTIVE];
  }
}

async function fails(run: () => Promise<void>, patience: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, patience, true)));
  try {
    return (await Promise.race([run(), late])) === true;
  } catch {
    return true;
  } finally {
    clearTimeout(timer);
  }
}

/** The mutants that were reached since the last call, here and in the processes that tests started. */
function take(): number[] {
  const { reached } = switches();
  const elsewhere = existsSync(fromProcesses) ? readFileSync(fromProcesses, 'utf8').split('\n') : [];
  rmSync(fromProcesses, { force: true });
  const all = [...new Set([...reached, ...elsewhere.filter(Boolean).map(Number)])];
  reached.clear();
  return all;
}

function write(finding: Finding): void {
  appendFileSync(log, `${JSON.stringify(finding)}\n`);
}
