import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { WayResult } from '../../examples/parallel-evaluation/src/report.ts';
import { EXAMPLE } from './paths.ts';

/** Runs one example after another, each in a context of its own: what every other way has to agree with. */
export const REFERENCE = 'one by one';
/** One for each kind of launch in the example. */
export const PARALLEL_WAYS = ['setImmediate', 'p-queue', 'executor', 'Worker', 'Piscina'];
const EXPERIMENTS = 2;

/**
 * Throws unless a run is complete: every way, both experiments, a row for every question. A tally of less than that
 * could be right for want of rows.
 */
export function assertComplete(ways: readonly WayResult[]): void {
  const questions = readFileSync(path.join(EXAMPLE, 'data', 'questions.jsonl'), 'utf8')
    .trim()
    .split('\n').length;
  for (const name of [REFERENCE, ...PARALLEL_WAYS]) {
    const way = ways.find((one) => one.way === name);
    if (!way) throw new Error(`The example did not report the way "${name}".`);
    if (new Set(way.results.map((result) => result.experiment)).size !== EXPERIMENTS) {
      throw new Error(
        `The example reported ${way.results.length} experiments over ${name}; expected ${EXPERIMENTS}.`,
      );
    }
    for (const { experiment, rows, failures } of way.results) {
      const ids = new Set(rows.map((row) => row.id));
      if (ids.size === questions && rows.length === questions && failures.length === 0) continue;
      throw new Error(
        `${experiment} over ${name} gave ${rows.length} rows and ${failures.length} failures; expected ${questions} rows.`,
      );
    }
  }
}
