/** One mutation run: which of the chosen changes do the tests notice? */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { TestAsker } from './ask-tests.ts';
import { findMutants } from './find-mutants.ts';
import { instrument, type Numbered } from './instrument.ts';
import { applyMutant, type Mutant } from './mutant.ts';
import type { PackageTests } from './packages.ts';
import { TypedPackage } from './typed-package.ts';
import { whoNoticed } from './who-noticed.ts';
import { copyWorkspace, type WorkspaceCopy } from './workspace-copy.ts';

export type Fate = 'noticed' | 'noticed by types' | 'equal' | 'not noticed';

export interface Request {
  /** The repository's root. */
  readonly root: string;
  /** The folder's name below `packages`. */
  readonly name: string;
  readonly tests: PackageTests;
  /** Decides which mutants are taken. */
  readonly seed: number;
  /** How many at most. */
  readonly number: number;
  /** Of the files of `src`, those with this in their path; all by default. */
  readonly file?: string;
  /** Whether this one is known to change nothing that can be seen. */
  readonly isEqual: (mutant: Mutant) => boolean;
}

export interface Outcome {
  readonly mutant: Mutant;
  readonly fate: Fate;
  /** The test that noticed it. */
  readonly by: string | undefined;
}

/** All mutants of a package's sources, file by file. */
export function mutantsOf(root: string, name: string, file = ''): Mutant[] {
  return mutantsIn(new TypedPackage(path.join(root, 'packages', name)), root, file);
}

function mutantsIn(typed: TypedPackage, root: string, file: string): Mutant[] {
  return typed.sources().flatMap((source) => {
    const relative = path.relative(root, source.fileName).replaceAll('\\', '/');
    return relative.includes(file) ? findMutants(relative, source, typed.checker()) : [];
  });
}

/** Some of the mutants: the same ones for the same sources and seed. */
export function choose(mutants: readonly Mutant[], seed: number, number: number): Mutant[] {
  const length = Math.min(number, mutants.length);
  const some = fc.shuffledSubarray([...mutants], { minLength: length, maxLength: length });
  return fc.sample(some, { seed, numRuns: 1 })[0]!;
}

/**
 * Tries mutants one at a time, in a copy of the workspace.
 *
 * @returns what came of each that was chosen, in the order of the sources, and how many there are in all
 * @throws when the package's tests fail as they are
 */
export async function runMutants(request: Request): Promise<{ outcomes: Outcome[]; all: number }> {
  const { root, name, seed, number, file, isEqual } = request;
  const typed = new TypedPackage(path.join(root, 'packages', name));
  const all = mutantsIn(typed, root, file ?? '');
  const taken = new Set(choose(all, seed, number));
  const chosen = all.filter((mutant) => taken.has(mutant));
  const numbered = chosen.flatMap((mutant, index): Numbered[] =>
    isEqual(mutant) ? [] : [[index + 1, mutant]],
  );
  const noticed = await inCopy(root, (copy, askers) => {
    for (const source of typed.sources()) {
      const relative = path.relative(root, source.fileName);
      const inside = numbered.filter(([, mutant]) => path.normalize(mutant.file) === relative);
      writeFileSync(path.join(copy.root, relative), instrument(source, inside));
    }
    const folder = path.join(copy.root, 'packages', name);
    return whoNoticed(
      numbered.map(([number]) => number),
      { ...request.tests, root: folder },
      copy,
      askers,
    );
  });
  const outcomes = chosen.map((mutant, index): Outcome => {
    const by = noticed.get(index + 1);
    if (isEqual(mutant)) return { mutant, fate: 'equal', by };
    if (by !== undefined) return { mutant, fate: 'noticed', by };
    const file = path.join(root, mutant.file);
    const compiles = typed.accepts(file, applyMutant(typed.textOf(file), mutant));
    return { mutant, fate: compiles ? 'not noticed' : 'noticed by types', by };
  });
  return { outcomes, all: all.length };
}

/** Removes the copy and the processes of `askers`, however it ends. */
async function inCopy<T>(
  root: string,
  work: (copy: WorkspaceCopy, askers: TestAsker[]) => Promise<T>,
): Promise<T> {
  const copy = copyWorkspace(root);
  const askers: TestAsker[] = [];
  const cleanUp = (): void => {
    for (const asker of askers) asker.stop();
    copy.remove();
  };
  const interrupt = (): never => process.exit(130);
  process.once('exit', cleanUp).once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    return await work(copy, askers);
  } finally {
    process.off('exit', cleanUp).off('SIGINT', interrupt).off('SIGTERM', interrupt);
    cleanUp();
  }
}
