import type { ExperimentResult } from './experiment.ts';

export interface WayResult {
  way: string;
  results: ExperimentResult[];
}

const COLUMNS = ['way', 'experiment', 'score', 'demos', 'failed', 'tokens'];

/** A table for people: one line for each way and experiment. */
export function formatReport(ways: WayResult[]): string {
  const lines = ways.flatMap(({ way, results }) =>
    results.map((result) => [
      way,
      result.experiment,
      `${(result.score * 100).toFixed(1)} %`,
      String(result.rows.findLast((row) => row.phase === 'evaluate')?.shouldHave.demos.length ?? 0),
      String(result.failures.length),
      String(result.tracked.tokens),
    ]),
  );
  const widths = COLUMNS.map((column, i) =>
    Math.max(column.length, ...lines.map((line) => line[i]?.length ?? 0)),
  );
  return [COLUMNS, ...lines]
    .map((line) =>
      line.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    )
    .join('\n');
}
