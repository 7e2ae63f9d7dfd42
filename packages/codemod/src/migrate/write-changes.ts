import { changedBytes, type Change, type FileResult } from './migrate-file.ts';
import type { Pair } from './pair-ends.ts';
import { fingerprint, readBytes, inWords } from '../files/read-source.ts';
import { replaceFile } from '../files/replace-file.ts';

/**
 * Write every change, each by a rename, so that a file is old or new at any moment.
 *
 * A worker file is written before the files that launch it: a handler that receives takes bare payloads too, so
 * the program is right at every moment between. If a launch file cannot be written, its worker file goes back.
 *
 * @returns what went wrong, by file; the other files are written
 */
export function writeChanges(
  results: readonly FileResult[],
  pairs: readonly Pair[],
  show: (file: string) => string,
): Map<string, string> {
  const changes = new Map(results.flatMap(({ file, change }) => (change ? [[file, change] as const] : [])));
  const failures = new Map<string, string>();
  const originals = new Map<string, Buffer>();
  const workerFiles = new Set(pairs.map((pair) => pair.workerFile));
  const order = workersFirst([...changes.keys()], pairs);

  for (const file of order) {
    const change = changes.get(file);
    if (!change) continue;
    const broken = pairs.find((pair) => pair.launchFile === file && failures.has(pair.workerFile));
    if (broken) {
      failures.set(file, `was not written, because its worker file ${show(broken.workerFile)} was not.`);
      continue;
    }
    try {
      const original = replace(file, change);
      if (workerFiles.has(file)) originals.set(file, original);
    } catch (error) {
      failures.set(file, `was not written: ${inWords(error)}.`);
    }
  }

  for (const file of order.toReversed()) {
    const original = originals.get(file);
    if (!original || failures.has(file)) continue;
    const launches = pairs.filter((pair) => pair.workerFile === file && pair.launchFile !== file);
    const [launch] = launches;
    const orphaned = launches.every((pair) => failures.has(pair.launchFile));
    if (!launch || !orphaned) continue;
    try {
      replaceFile(file, original);
      failures.set(file, `was put back, because ${show(launch.launchFile)} was not written.`);
    } catch (error) {
      failures.set(
        file,
        `receives now, but ${show(launch.launchFile)} was not written, and it could not be put back: ${inWords(error)}.`,
      );
    }
  }
  return failures;
}

function replace(file: string, change: Change): Buffer {
  const bytes = readBytes(file);
  const found = fingerprint(bytes);
  // Another run of the codemod may have been faster.
  if (found === change.after) return bytes;
  if (found !== change.before) throw new Error('it changed while the codemod ran. Run the codemod again');
  replaceFile(file, changedBytes(change, bytes));
  return bytes;
}

function workersFirst(files: readonly string[], pairs: readonly Pair[]): string[] {
  const workersOf = new Map<string, string[]>();
  for (const { launchFile, workerFile } of pairs) {
    workersOf.set(launchFile, [...(workersOf.get(launchFile) ?? []), workerFile]);
  }
  const wanted = new Set(files);
  const order = new Set<string>();
  const entered = new Set<string>();
  const visit = (file: string): void => {
    if (entered.has(file)) return;
    entered.add(file);
    for (const worker of workersOf.get(file) ?? []) visit(worker);
    if (wanted.has(file)) order.add(file);
  };
  for (const file of files) visit(file);
  return [...order];
}
