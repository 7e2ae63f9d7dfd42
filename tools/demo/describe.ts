import type { SettingsSummary } from '../../examples/parallel-evaluation/src/run-example.ts';
import { plural } from './print.ts';
import { groupFaults, type FaultGroup, type WayTally } from './tally.ts';

/** What one way to run the experiments came to: a line, and one for each kind of fault. */
export function describeTally(tally: WayTally): string[] {
  const { way, rows, wrong, otherAnswers, usage } = tally;
  const head = `${way.padEnd(13)} ${rows - wrong.length} of ${rows} right`;
  const answers =
    otherAnswers.length > 0 ? `; ${plural(otherAnswers.length, 'answer')} came out different` : '';
  const bills = usage.filter(({ tracked, spent }) => tracked !== spent);
  return [
    head + answers,
    ...groupFaults(wrong).map((group) => `  ${describeGroup(group)}`),
    ...bills.map(
      ({ experiment, tracked, spent }) =>
        `  ${experiment} spent ${spent} tokens; its usage tracker counted ${tracked}`,
    ),
  ];
}

function describeGroup({ fault, rows }: FaultGroup): string {
  const [example] = rows;
  if (!example) throw new Error('A group of faults has at least one row.');
  const { experiment } = example.shouldHave;
  const count = `${rows.length} of ${experiment}`;
  const difference = describeDifference(example.ranWith, example.shouldHave);
  switch (fault.kind) {
    case 'another-experiment':
    case 'another-phase':
      return `${count} ran with the values of ${fault.whose} (${example.id}: ${difference})`;
    case 'nobody':
      return `${count} ran with nobody's values, the defaults (${example.id}: ${difference})`;
    case 'shared':
      return `${count} shared a trace and a usage tracker (${example.id}: also those of ${fault.whose})`;
    case 'untracked':
      return `${count} are missing from their own trace or usage tracker (${example.id})`;
  }
}

function describeDifference(ranWith: SettingsSummary, shouldHave: SettingsSummary): string {
  const differences = [
    ranWith.lm !== shouldHave.lm && `${ranWith.lm} for ${shouldHave.lm}`,
    ranWith.temperature !== shouldHave.temperature &&
      `temperature ${ranWith.temperature} for ${shouldHave.temperature}`,
    String(ranWith.demos) !== String(shouldHave.demos) && describeDemos(ranWith.demos, shouldHave.demos),
  ].filter((difference) => difference !== false);
  return differences.length > 0 ? differences.join(', ') : 'by accident the same';
}

function describeDemos(ranWith: string[], shouldHave: string[]): string {
  if (ranWith.length === shouldHave.length) return `${ranWith.length} other demonstrations`;
  return `${ranWith.length} demonstrations for ${shouldHave.length}`;
}
