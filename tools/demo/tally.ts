/** Which rows of a run are wrong, and whose values they used: read off the rows alone. */
import type { ExperimentResult, ResultRow } from '../../examples/parallel-evaluation/src/experiment.ts';
import type { WayResult } from '../../examples/parallel-evaluation/src/report.ts';

export type Fault =
  /** ran with the settings of another experiment */
  | { kind: 'another-experiment'; whose: string }
  /** ran with its own experiment's settings as they were in its other phase */
  | { kind: 'another-phase'; whose: string }
  /** ran with no experiment's settings */
  | { kind: 'nobody' }
  /** ran with the right settings, but its trace or its usage tracker held other tasks' work too */
  | { kind: 'shared'; whose: string }
  /** ran with the right settings, but its trace or its usage tracker did not hold all of its work */
  | { kind: 'untracked' };

export interface WrongRow {
  row: ResultRow;
  fault: Fault;
}

export interface WayTally {
  way: string;
  rows: number;
  wrong: WrongRow[];
  /** Rows whose answer is not the one that the same example got in the reference run. */
  otherAnswers: ResultRow[];
  /** For each experiment, what its tracker counted and what its rows were charged. */
  usage: { experiment: string; tracked: number; spent: number }[];
}

/**
 * Judges one way to run the experiments.
 * @param reference the same experiments, run one example after another
 */
export function tallyWay({ way, results }: WayResult, reference: WayResult): WayTally {
  const rows = results.flatMap((result) => result.rows);
  const names = new Set(results.map((result) => result.experiment));
  const expected = new Map(
    reference.results.flatMap((result) => result.rows.map((row) => [keyOf(row), row.answer])),
  );
  return {
    way,
    rows: rows.length,
    wrong: rows.flatMap((row) => {
      const fault = faultOf(row, names, rows);
      return fault ? [{ row, fault }] : [];
    }),
    otherAnswers: rows.filter((row) => row.answer !== expected.get(keyOf(row))),
    usage: results.map((result) => ({
      experiment: result.experiment,
      tracked: result.tracked.tokens,
      spent: spentBy(result),
    })),
  };
}

/** What is wrong with a row, the worst first; undefined when nothing is. */
export function faultOf(
  row: ResultRow,
  experiments: ReadonlySet<string>,
  all: readonly ResultRow[],
): Fault | undefined {
  const { ranWith, shouldHave } = row;
  if (ranWith.experiment !== shouldHave.experiment) {
    if (!experiments.has(ranWith.experiment)) return { kind: 'nobody' };
    return { kind: 'another-experiment', whose: ranWith.experiment };
  }
  if (JSON.stringify(ranWith) !== JSON.stringify(shouldHave)) {
    const other = row.phase === 'evaluate' ? 'bootstrap' : 'evaluate';
    return { kind: 'another-phase', whose: `${ranWith.experiment}'s ${other} run` };
  }
  const foreign = new Set(
    row.trace.map((step) => step.question).filter((question) => question !== row.question),
  );
  const ownSteps = row.trace.filter((step) => step.question === row.question).length;
  if (foreign.size > 0) return { kind: 'shared', whose: ids(foreign, all) };
  if (row.tracked.tokens > row.spent.tokens) return { kind: 'shared', whose: 'other tasks' };
  if (row.tracked.tokens < row.spent.tokens || ownSteps !== row.spent.calls) return { kind: 'untracked' };
  return undefined;
}

export interface FaultGroup {
  fault: Fault;
  rows: ResultRow[];
}

/** Wrong rows with the same fault, by experiment and by whose values they used, the largest group first. */
export function groupFaults(wrong: readonly WrongRow[]): FaultGroup[] {
  const groups = new Map<string, FaultGroup>();
  for (const { row, fault } of wrong) {
    const whose = fault.kind === 'another-experiment' || fault.kind === 'another-phase' ? fault.whose : '';
    const key = [row.shouldHave.experiment, fault.kind, whose].join('\0');
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { fault, rows: [row] });
  }
  return [...groups.values()].sort((a, b) => b.rows.length - a.rows.length);
}

function spentBy(result: ExperimentResult): number {
  return result.rows.reduce((sum, row) => sum + row.spent.tokens, 0);
}

function keyOf(row: ResultRow): string {
  return `${row.shouldHave.experiment} ${row.phase} ${row.id}`;
}

function ids(questions: ReadonlySet<string>, all: readonly ResultRow[]): string {
  const found = [...new Set(all.filter((row) => questions.has(row.question)).map((row) => row.id))].sort();
  const shown = found.slice(0, 3).join(', ');
  return found.length > 3 ? `${shown} and ${found.length - 3} more` : shown;
}
