/**
 * `pnpm mutants --package NAME`: changes the sources of a package a little, one change at a time, and says which
 * changes no test notices.
 *
 * Stryker does not serve here. It has no random sample, so a run is all of some ten thousand mutants; its mutants
 * are switched on in the process of the test, so that the codemod's bin and the runtime's threads run without
 * them; and since version 10 it needs Node 22.
 *
 * Exit code 0 when the run came to its end, 1 when it could not, 3 when it was called wrongly.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isEquivalent, readEquivalents } from './equivalents.ts';
import { describe, type Mutant } from './mutant.ts';
import { mutantsOf, runMutants, type Fate } from './mutation-run.ts';
import { PACKAGES, type PackageTests } from './packages.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const USAGE = `usage: pnpm mutants --package NAME [--seed S] [--number N] [--file TEXT] [--verbose] [--list]

  --package NAME  ${Object.keys(PACKAGES).join(', ')}
  --seed S        an integer that decides which mutants are tried (the time, when absent)
  --number N      how many (100)
  --file TEXT     only in files with this in their path
  --verbose       also print each mutant that was noticed, and by which test
  --list          print all mutants and try none`;

interface Options {
  readonly name: string;
  readonly tests: PackageTests;
  readonly seed: number;
  readonly number: number;
  readonly file: string;
  readonly verbose: boolean;
  readonly list: boolean;
}

const options = readArguments();
if (options?.list)
  for (const mutant of mutantsOf(ROOT, options.name, options.file)) console.log(describe(mutant));
else if (options) await run(options);

async function run({ name, tests, seed, number, file, verbose }: Options): Promise<void> {
  const counts: Record<Fate, number> = { noticed: 0, 'noticed by types': 0, equal: 0, 'not noticed': 0 };
  const equivalents = readEquivalents();
  const isEqual = (mutant: Mutant): boolean => equivalents.some((known) => isEquivalent(known, mutant));
  const begun = performance.now();
  try {
    const { outcomes, all } = await runMutants({ root: ROOT, name, tests, seed, number, file, isEqual });
    for (const { mutant, fate, by } of outcomes) {
      counts[fate]++;
      if (verbose || fate === 'not noticed')
        console.log(`${fate}: ${describe(mutant)}${by === undefined ? '' : `  (${by})`}`);
    }
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    console.log(`\n${name}, seed ${seed}: ${outcomes.length} of ${all} mutants in ${seconds} s`);
    console.log(summary(counts));
  } catch (error) {
    console.error(`${name}: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

/** Mutants that are known to be equal say nothing about the tests; what the types refuse nobody can commit. */
function summary({
  noticed,
  'noticed by types': typed,
  equal,
  'not noticed': missed,
}: Record<Fate, number>): string {
  const told = noticed + typed + missed;
  const share = told === 0 ? '' : `: ${((100 * (noticed + typed)) / told).toFixed(1)} % noticed`;
  return `${noticed} noticed by a test, ${typed} by the types alone, ${missed} not noticed, ${equal} equal${share}`;
}

function readArguments(): Options | undefined {
  // `pnpm mutants -- X` hands the dashes on.
  const args = process.argv.slice(2).filter((argument, index) => !(index === 0 && argument === '--'));
  try {
    const { values } = parseArgs({
      args,
      options: {
        package: { type: 'string' },
        seed: { type: 'string', default: String(Date.now() & 0x7fffffff) },
        number: { type: 'string', default: '100' },
        file: { type: 'string', default: '' },
        verbose: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      return undefined;
    }
    const { package: name = '', file, verbose, list } = values;
    const tests = PACKAGES[name];
    if (tests === undefined)
      throw new Error(`--package takes one of ${Object.keys(PACKAGES).join(', ')}, not "${name}"`);
    const [seed, number] = [integer('seed', values.seed), integer('number', values.number)];
    if (number < 1) throw new Error(`--number has to be at least 1, not ${number}`);
    return { name, tests, seed, number, file, verbose, list };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exitCode = 3;
    return undefined;
  }
}

function integer(name: string, text: string): number {
  if (!/^-?\d+$/.test(text)) throw new Error(`--${name} takes an integer, not "${text}"`);
  return Number(text);
}
