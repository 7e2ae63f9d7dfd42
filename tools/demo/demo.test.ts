import { describe, expect, test, vi } from 'vitest';
import type { ExperimentResult, ResultRow } from '../../examples/parallel-evaluation/src/experiment.ts';
import type { WayResult } from '../../examples/parallel-evaluation/src/report.ts';
import { Claims } from './claims.ts';
import { describeTally } from './describe.ts';
import { assertComplete, PARALLEL_WAYS, REFERENCE } from './expectations.ts';
import { faultOf, groupFaults, tallyWay } from './tally.ts';

const NAMES = new Set(['careful', 'creative']);

/** A row on which everything is right, with what a test changes. */
function row(id: string, changes: Partial<ResultRow> = {}): ResultRow {
  const settings = { experiment: 'careful', lm: 'large', temperature: 0, demos: ['one'] };
  const step = { predictor: 'answer' as const, question: `question ${id}`, topic: 'sum', output: '4' };
  return {
    id,
    question: `question ${id}`,
    answer: '4',
    correct: true,
    phase: 'evaluate',
    ranWith: settings,
    shouldHave: settings,
    trace: [{ ...step, predictor: 'topic' }, step],
    spent: { calls: 2, tokens: 20 },
    tracked: { calls: 2, tokens: 20 },
    ...changes,
  };
}

function result(experiment: string, rows: ResultRow[], tokens = rows.length * 20): ExperimentResult {
  return { experiment, score: 1, rows, failures: [], tracked: { calls: rows.length * 2, tokens } };
}

describe('whose values a row used', () => {
  const right = row('q1');
  const fault = (changes: Partial<ResultRow>) =>
    faultOf(row('q1', changes), NAMES, [right, row('q2'), row('q3')]);

  test('its own', () => {
    expect(fault({})).toBeUndefined();
  });

  test("another experiment's, and nobody's", () => {
    const ranWith = { ...right.ranWith, experiment: 'creative' };
    expect(fault({ ranWith })).toEqual({ kind: 'another-experiment', whose: 'creative' });
    expect(fault({ ranWith: { ...ranWith, experiment: '(none)' } })).toEqual({ kind: 'nobody' });
  });

  test('those of the other phase of its own experiment', () => {
    const ranWith = { ...right.ranWith, demos: [] };
    expect(fault({ ranWith })).toEqual({ kind: 'another-phase', whose: "careful's bootstrap run" });
    expect(fault({ phase: 'bootstrap', shouldHave: ranWith })).toEqual({
      kind: 'another-phase',
      whose: "careful's evaluate run",
    });
  });

  test('the trace and the usage tracker of other tasks', () => {
    const trace = [...right.trace, ...row('q2').trace, ...row('q3').trace];
    expect(fault({ trace })).toEqual({ kind: 'shared', whose: 'q2, q3' });
    expect(fault({ tracked: { calls: 3, tokens: 30 } })).toEqual({ kind: 'shared', whose: 'other tasks' });
  });

  test('no trace or usage tracker at all', () => {
    expect(fault({ trace: [] })).toEqual({ kind: 'untracked' });
    expect(fault({ tracked: { calls: 0, tokens: 0 } })).toEqual({ kind: 'untracked' });
  });
});

describe('the tally of a way', () => {
  const reference: WayResult = {
    way: REFERENCE,
    results: [result('careful', [row('q1'), row('q2')]), result('creative', [])],
  };

  test('has nothing to say about the reference', () => {
    const tally = tallyWay(reference, reference);
    expect(tally).toMatchObject({ rows: 2, wrong: [], otherAnswers: [] });
    expect(describeTally(tally)).toEqual(['one by one    2 of 2 right']);
  });

  test('counts wrong rows, other answers and a wrong bill', () => {
    const stray = { experiment: 'creative', lm: 'small', temperature: 0.7, demos: [] };
    const rows = [row('q1', { ranWith: stray, answer: '5' }), row('q2')];
    const tally = tallyWay(
      { way: 'p-queue', results: [result('careful', rows, 0), result('creative', [])] },
      reference,
    );
    expect(tally.wrong.map((wrong) => wrong.row.id)).toEqual(['q1']);
    expect(tally.otherAnswers.map(({ id }) => id)).toEqual(['q1']);
    expect(describeTally(tally)).toEqual([
      'p-queue       1 of 2 right; 1 answer came out different',
      '  1 of careful ran with the values of creative (q1: small for large, temperature 0.7 for 0, 0 demonstrations for 1)',
      '  careful spent 40 tokens; its usage tracker counted 0',
    ]);
  });

  test('groups faults by experiment and by whose values they were, the largest first', () => {
    const nobody = { fault: { kind: 'nobody' as const }, row: row('q1') };
    const creative = { kind: 'another-experiment' as const, whose: 'creative' };
    const groups = groupFaults([
      nobody,
      { fault: creative, row: row('q2') },
      { fault: creative, row: row('q3') },
    ]);
    expect(groups.map((group) => group.rows.map(({ id }) => id))).toEqual([['q2', 'q3'], ['q1']]);
  });
});

describe('an incomplete run', () => {
  const rows = Array.from({ length: 120 }, (_, i) => row(`q${i}`));
  const complete = [REFERENCE, ...PARALLEL_WAYS].map((way) => ({
    way,
    results: [result('careful', rows), result('creative', rows)],
  }));

  test('is not taken for a complete one', () => {
    expect(() => {
      assertComplete(complete);
    }).not.toThrow();
    expect(() => {
      assertComplete(complete.slice(0, -1));
    }).toThrow('did not report the way "Piscina"');
    const [first, ...others] = complete;
    const short = { ...first!, results: [result('careful', rows), result('creative', rows.slice(1))] };
    expect(() => {
      assertComplete([short, ...others]);
    }).toThrow('creative over one by one gave 119 rows and 0 failures; expected 120 rows.');
    const lone = { ...first!, results: [result('careful', rows)] };
    expect(() => {
      assertComplete([lone, ...others]);
    }).toThrow('1 experiments over one by one; expected 2');
  });
});

test('a claim that does not hold is kept', () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const claims = new Claims();
  claims.check(true, 'the sky is up');
  claims.check(false, 'pigs fly');
  log.mockRestore();
  expect(claims.failed).toEqual(['pigs fly']);
});
