import type { Row } from './run-example.ts';
import type { Demonstration } from './trace.ts';

/**
 * The demonstrations that successful runs have left in their traces, as DSPy's BootstrapFewShot collects them; at
 * most `limit`, one of each topic before a second of any.
 */
export function collectDemonstrations(rows: readonly Row[], limit: number): Demonstration[] {
  const found = rows
    .filter((row) => row.correct)
    .flatMap((row) => row.trace)
    .filter((step) => step.predictor === 'answer')
    .map((step) => ({ question: step.question, topic: step.topic, answer: step.output }));
  const seen = new Map<string, number>();
  const ranked = found.map((demo) => {
    const rank = seen.get(demo.topic) ?? 0;
    seen.set(demo.topic, rank + 1);
    return { demo, rank };
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ demo }) => demo);
}
