/** One mutation run: which of the chosen changes do the tests notice? */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { TestAsker } from './ask-tests.ts';
import { findMutants } from './find-mutants.ts';
import { applyMutant, type Mutant } from './mutant.ts';
import type { PackageTests } from './packages.ts';
import { TypedPackage } from './typed-package.ts';
import { copyWorkspace } from './workspace-copy.ts';

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
  /** Told about each as it is known. `by` is the test that noticed it. */
  readonly report: (mutant: Mutant, fate: Fate, by: string | undefined) => void;
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
 * @returns how many mutants there are in all
 * @throws when the package's tests fail as they are
 */
export async function runMutants(request: Request): Promise<number> {
  const copy = copyWorkspace(request.root);
  const folder = path.join(copy.root, 'packages', request.name);
  const asker = new TestAsker({ ...request.tests, root: folder }, copy.temporary);
  const cleanUp = (): void => {
    asker.stop();
    copy.remove();
  };
  const interrupt = (): never => process.exit(130);
  process.once('exit', cleanUp).once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const typed = new TypedPackage(folder);
    const all = mutantsIn(typed, copy.root, request.file ?? '');
    const unchanged = await asker.begin(typed.sources()[0]!.fileName);
    if (unchanged.failure !== undefined)
      throw new Error(`The tests of ${request.name} fail without a mutant: ${unchanged.failure}`);
    if (unchanged.passed === 0) throw new Error(`${request.name} has no fast tests.`);
    for (const mutant of choose(all, request.seed, request.number)) {
      if (request.isEqual(mutant)) request.report(mutant, 'equal', undefined);
      else await tryOne(mutant, path.join(copy.root, mutant.file), asker, typed, request.report);
    }
    return all.length;
  } finally {
    process.off('exit', cleanUp).off('SIGINT', interrupt).off('SIGTERM', interrupt);
    cleanUp();
  }
}

async function tryOne(
  mutant: Mutant,
  file: string,
  asker: TestAsker,
  typed: TypedPackage,
  report: Request['report'],
): Promise<void> {
  const text = readFileSync(file, 'utf8');
  const mutated = applyMutant(text, mutant);
  writeFileSync(file, mutated);
  const { failure } = await asker.ask(file);
  writeFileSync(file, text);
  if (failure !== undefined) report(mutant, 'noticed', failure);
  else report(mutant, typed.accepts(file, mutated) ? 'not noticed' : 'noticed by types', undefined);
}
