/** The main job, end to end, on a fresh copy of the example. */
import type { WayResult } from '../../examples/parallel-evaluation/src/report.ts';
import { selectFiles, EXTENSIONS } from '../../packages/codemod/src/files/select-files.ts';
import type { Report } from '../../packages/codemod/src/report/report.ts';
import { Claims } from './claims.ts';
import { migrate, showChanges } from './codemod.ts';
import { describeTally } from './describe.ts';
import { assertComplete, PARALLEL_WAYS, REFERENCE } from './expectations.ts';
import { makeFreshCopy } from './fresh-copy.ts';
import { lint, type Problem } from './lint.ts';
import { heading, paint, plural, printDiff } from './print.ts';
import { runExample, typeCheck } from './run-example.ts';
import { tallyWay, type WayTally } from './tally.ts';

/** Runs, lints, migrates, lints and runs a copy of the example; gives the claims that did not hold. */
export async function migrateExample(): Promise<string[]> {
  const claims = new Claims();
  const copy = makeFreshCopy();
  try {
    heading('1. The example as it was written first: two experiments at the same time, in six ways');
    const before = run(copy.directory);
    claims.check(allRight(before, [REFERENCE]), `${REFERENCE}: every row ran with its own values`);
    for (const way of PARALLEL_WAYS) {
      const wrong = before.get(way)?.wrong.length ?? 0;
      claims.check(wrong > 0, `${way}: ${plural(wrong, 'row')} ran with values that were not theirs`);
    }

    heading('2. ESLint with the recommended preset');
    const problems = await lintAll(copy.directory);
    claims.check(problems.length > 0, plural(problems.length, 'problem'));

    heading('3. The codemod');
    printDiff(showChanges(copy.directory));
    const { summary, files } = migrate(copy.directory);
    claims.check(
      summary.edited === problems.length,
      `${plural(summary.edited, 'launch site')} wrapped for ${plural(problems.length, 'problem')}`,
    );
    claims.check(
      sameCounts(countByFile(problems), editsByFile(files)),
      'each file had as many problems as launch sites that were wrapped in it',
    );
    claims.check(summary.refused + summary.left + summary.failed === 0, 'nothing is left to do by hand');

    heading('4. ESLint again');
    const left = await lintAll(copy.directory);
    claims.check(left.length === 0, plural(left.length, 'problem'));

    heading('5. The migrated example');
    typeCheck(copy.directory);
    claims.check(true, 'it type-checks');
    const after = run(copy.directory);
    const ways = [REFERENCE, ...PARALLEL_WAYS];
    claims.check(allRight(after, ways), `every row ran with its own values, in all ${ways.length} ways`);
    claims.check(
      [...after.values()].every((tally) => tally.otherAnswers.length === 0),
      `every answer is the one that it got ${REFERENCE}`,
    );
    claims.check(
      [...after.values()].every(({ usage }) => usage.every(({ tracked, spent }) => tracked === spent)),
      'every usage tracker counted what its experiment spent',
    );
    return claims.failed;
  } finally {
    copy.remove();
  }
}

function run(directory: string): Map<string, WayTally> {
  const ways: WayResult[] = runExample(directory);
  assertComplete(ways);
  const reference = ways.find((way) => way.way === REFERENCE)!;
  const tallies = ways.map((way) => tallyWay(way, reference));
  for (const tally of tallies) {
    for (const line of describeTally(tally)) console.log(`  ${line}`);
  }
  return new Map(tallies.map((tally) => [tally.way, tally]));
}

function allRight(tallies: ReadonlyMap<string, WayTally>, ways: readonly string[]): boolean {
  return ways.every((way) => tallies.get(way)?.wrong.length === 0);
}

async function lintAll(directory: string): Promise<Problem[]> {
  const { files } = selectFiles(['.'], { cwd: directory, extensions: EXTENSIONS, ignore: [] });
  const problems = await lint(files, directory);
  for (const { file, line, column, message } of problems) {
    console.log(`  ${paint('bold', `${file}:${line}:${column}`)}  ${message}`);
  }
  return problems;
}

function countByFile(problems: readonly Problem[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { file } of problems) counts.set(file, (counts.get(file) ?? 0) + 1);
  return counts;
}

function editsByFile(files: Report['files']): Map<string, number> {
  const counts = files.map(({ file, sites }) => {
    return [file, sites.filter((site) => site.outcome === 'edited').length] as const;
  });
  return new Map(counts.filter(([, count]) => count > 0));
}

function sameCounts(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return one.size === other.size && [...one].every(([file, count]) => other.get(file) === count);
}
