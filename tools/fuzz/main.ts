/**
 * `pnpm fuzz`: generated programs, and broken ones, through the same invariants as the corpus.
 *
 * Exit code 0 when every run passed, 1 when one failed, 3 when it was called wrongly.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { CHECKS, checkFile } from '../invariants/check-file.ts';
import { migrate } from '../invariants/codemod-face.ts';
import { mutations } from './mutations.ts';
import { SplitChecker } from './check-split.ts';
import { type Program, programs } from './programs.ts';
import { type SplitProgram, splitPrograms } from './split-programs.ts';

const USAGE = `usage: pnpm fuzz [-- [--split] [--runs N] [--seed S] [--path P]]

  --split   programs of several modules, which must launch what they do when joined into one
  --runs N  how many programs (1000)
  --seed S  an integer that decides all of them (the time, when absent)
  --path P  go straight to one failing program, as a failure prints it`;

interface Run {
  readonly program: Program;
  readonly mutate: ((text: string) => string) | undefined;
}

const runs: fc.Arbitrary<Run> = fc.record({
  program: programs,
  mutate: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: mutations }),
});

const checker = new SplitChecker();

const seen = { programs: 0, unparsed: 0, outcomes: new Map<string, number>() };

main();

function main(): void {
  const options = readArguments();
  if (options === undefined) return void (process.exitCode = 3);
  try {
    if (options.split) fuzz(splitPrograms, checkSplit, shownSplit, options);
    else fuzz(runs, check, shown, options);
  } finally {
    checker.close();
  }
}

/** @param show a program that failed, for people */
function fuzz<Run>(
  arbitrary: fc.Arbitrary<Run>,
  problemsOf: (run: Run) => readonly string[],
  show: (run: Run) => string,
  { numRuns, seed, path, split }: Options,
): void {
  const begun = performance.now();
  const result = fc.check(
    fc.property(arbitrary, (run) => {
      const problems = problemsOf(run);
      if (problems.length > 0) throw new Error(problems.join('\n'));
    }),
    { numRuns, seed, ...(path !== undefined && { path }) },
  );
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  const outcomes = [...seen.outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  console.log(
    `seed ${seed}: ${seen.programs} programs in ${seconds} s, ${seen.unparsed} not parsed; sites: ${outcomes}`,
  );
  if (result.failed) {
    console.log(`\n${show(result.counterexample![0])}\n`);
    console.log(
      result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance),
    );
    console.log(
      `\nAgain: pnpm fuzz -- ${split ? '--split ' : ''}--runs ${numRuns} --seed ${seed} --path ${result.counterexamplePath ?? ''}`,
    );
    process.exitCode = 1;
  }
  console.log(`${result.numRuns - (result.failed ? 1 : 0)} passed, ${result.failed ? 1 : 0} failed`);
}

function shown({ program, mutate }: Run): string {
  const text = mutate?.(program.text) ?? program.text;
  return `${program.filename}, ${JSON.stringify(program.dialect)}${mutate ? ', mutated' : ''}\n----\n${text}\n----\n${JSON.stringify(text)}`;
}

function shownSplit({ files, joined, joinedName }: SplitProgram): string {
  return Object.entries({ [joinedName]: joined, ...files })
    .map(([name, text]) => `---- ${name}\n${text}`)
    .join('\n');
}

function checkSplit(program: SplitProgram): readonly string[] {
  const { problems, launches } = checker.check(program);
  seen.programs++;
  seen.outcomes.set('launches', (seen.outcomes.get('launches') ?? 0) + launches);
  return problems;
}

function check({ program, mutate }: Run): string[] {
  const { filename } = program;
  const text = mutate?.(program.text) ?? program.text;
  const outcome = checkFile({ filename, text }, filename.startsWith('script') ? 'commonjs' : 'module');
  seen.programs++;
  if (outcome.unparsed !== undefined) seen.unparsed++;
  for (const { outcome: what } of outcome.sites) seen.outcomes.set(what, (seen.outcomes.get(what) ?? 0) + 1);
  const problems = outcome.failures.map(({ check: which, detail }) => `${CHECKS[which]}: ${detail}`);
  const output = outcome.unparsed === undefined ? migrate({ filename, text }, 'both-ends')?.text : undefined;
  if (output !== undefined && !isSubsequence(text, output))
    problems.push('3. the output lost a character of the input');
  return problems;
}

/** The codemod only ever inserts: all of the input is in the output, in order. */
function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const unit of whole) if (part.startsWith(unit, at)) at += unit.length;
  return at === part.length;
}

interface Options {
  readonly split: boolean;
  readonly numRuns: number;
  readonly seed: number;
  readonly path: string | undefined;
}

function readArguments(): Options | undefined {
  // `pnpm fuzz -- X` hands the dashes on.
  const args = process.argv.slice(2).filter((argument, index) => !(index === 0 && argument === '--'));
  try {
    const { values } = parseArgs({
      args,
      options: {
        runs: { type: 'string', default: '1000' },
        seed: { type: 'string', default: String(Date.now() & 0x7fffffff) },
        path: { type: 'string' },
        split: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
    });
    if (values.help) {
      console.log(USAGE);
      return undefined;
    }
    const { path, split } = values;
    return { split, numRuns: integer('runs', values.runs), seed: integer('seed', values.seed), path };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return undefined;
  }
}

function integer(name: string, text: string): number {
  if (!/^-?\d+$/.test(text)) throw new Error(`--${name} takes an integer, not "${text}"`);
  return Number(text);
}
