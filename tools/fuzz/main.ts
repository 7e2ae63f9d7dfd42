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
import { type Program, programs } from './programs.ts';

const USAGE = `usage: pnpm fuzz [-- [--runs N] [--seed S] [--path P]]

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

const seen = { programs: 0, unparsed: 0, outcomes: new Map<string, number>() };

main();

function main(): void {
  const options = readArguments();
  if (options === undefined) return void (process.exitCode = 3);
  const { numRuns, seed, path } = options;
  const begun = performance.now();
  const result = fc.check(
    fc.property(runs, (run) => {
      const problems = check(run);
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
    const { program, mutate } = result.counterexample![0];
    const text = mutate?.(program.text) ?? program.text;
    const where = result.counterexamplePath ?? '';
    console.log(`\n${program.filename}, ${JSON.stringify(program.dialect)}${mutate ? ', mutated' : ''}`);
    console.log(`----\n${text}\n----\n${JSON.stringify(text)}\n`);
    console.log(
      result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance),
    );
    console.log(`\nAgain: pnpm fuzz -- --runs ${numRuns} --seed ${seed} --path ${where}`);
    process.exitCode = 1;
  }
  console.log(`${result.numRuns - (result.failed ? 1 : 0)} passed, ${result.failed ? 1 : 0} failed`);
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

function readArguments() {
  // `pnpm fuzz -- X` hands the dashes on.
  const args = process.argv.slice(2).filter((argument, index) => !(index === 0 && argument === '--'));
  try {
    const { values } = parseArgs({
      args,
      options: {
        runs: { type: 'string', default: '1000' },
        seed: { type: 'string', default: String(Date.now() & 0x7fffffff) },
        path: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) {
      console.log(USAGE);
      return undefined;
    }
    return { numRuns: integer('runs', values.runs), seed: integer('seed', values.seed), path: values.path };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return undefined;
  }
}

function integer(name: string, text: string): number {
  if (!/^-?\d+$/.test(text)) throw new Error(`--${name} takes an integer, not "${text}"`);
  return Number(text);
}
