/** One run of the bin: select, analyse, pair, judge, write. It prints nothing but the progress. */
import path from 'node:path';
import { DEFAULT_RUNTIME } from '@parent-overrides/launch-sites';
import { analyseFiles } from './migrate/analyse-files.ts';
import { findEslintConfig } from './settings/eslint-settings.ts';
import { refuseUncommitted } from './files/git.ts';
import { installCommands } from './report/install-command.ts';
import type { FileResult } from './migrate/migrate-file.ts';
import { migratePairs, type Pair } from './migrate/pair-ends.ts';
import type { Progress } from './report/progress.ts';
import { processorsNote } from './report/processors-note.ts';
import { buildReport, type Report } from './report/report.ts';
import { findStores } from './stores/find-stores.ts';
import { isTest, undecidedStores, type UndecidedStore } from './stores/undecided.ts';
import { nearestPackage } from './files/nearest-package.ts';
import { selectFiles } from './files/select-files.ts';
import { shownPath } from './files/shown-path.ts';
import { idsOf, readConfigs, type FileConfigs } from './settings/read-configs.ts';
import type { Preset } from './settings/preset.ts';
import { TypedProjects, type TypesRequest } from './types/typed-projects.ts';
import { unfollowedNote } from './report/unfollowed-note.ts';
import { writeChanges } from './migrate/write-changes.ts';

export interface RunOptions {
  readonly paths: readonly string[];
  readonly cwd: string;
  /** Nothing is written. */
  readonly dryRun: boolean;
  readonly diff: boolean;
  readonly eslint: boolean;
  readonly config?: string | undefined;
  readonly extensions: readonly string[];
  readonly ignore: readonly string[];
  readonly only?: readonly string[] | undefined;
  readonly owners?: readonly string[] | undefined;
  readonly preset?: Preset | undefined;
  /** Set where types are asked: `--types`. */
  readonly types?: TypesRequest | undefined;
  readonly force: boolean;
  readonly concurrency: number;
}

/**
 * Migrate the files under the given paths.
 *
 * @throws {UsageError} when the command cannot be carried out as given; then no file was touched
 */
export async function run(options: RunOptions, progress: Progress): Promise<Report> {
  const started = performance.now();
  const show = shownPath(options.cwd);
  const selection = selectFiles(options.paths, options);
  const configs = await readConfigs(options, selection.files);
  const only = idsOf(options.only, configs.all);

  const types = options.types && new TypedProjects(options.types, options.cwd, selection.files);

  const tasks = selection.files.flatMap((file) => {
    const own = configs.of(file);
    if ('skip' in own) return [];
    return {
      file,
      config: configs.all.indexOf(own.config),
      diffName: options.diff ? show(file) : undefined,
    };
  });
  progress.start(tasks.length);
  const first = await analyseFiles({
    tasks,
    configs: configs.all,
    only,
    types,
    concurrency: options.concurrency,
    onProgress: (done) => {
      progress.update(done);
    },
  });
  progress.stop();

  const paired = migratePairs(
    first.filter((result) => result.postponed.length > 0),
    {
      selected: new Set(selection.files),
      configOf: (file) => configs.of(file),
      ...{ only, types, show, diffs: options.diff },
    },
  );
  const replaced = new Set(paired.results.map((result) => result.file));
  const results = [...first.filter((result) => !replaced.has(result.file)), ...paired.results].sort((a, b) =>
    a.file < b.file ? -1 : 1,
  );

  if (!options.dryRun && !options.force)
    refuseUncommitted(
      results.flatMap((result) => (result.change ? [result.file] : [])),
      show,
    );
  const final = options.dryRun ? results : write(results, paired.pairs, show);
  const changed = final.filter((result) => result.change).map((result) => result.file);
  return buildReport({
    results: final,
    pairs: paired.pairs,
    written: !options.dryRun,
    selected: selection.files.length,
    skipped: selection.files.length - tasks.length,
    stores: storesLeft(final, show),
    install: configs.all.some((config) => config.runtime[0] === DEFAULT_RUNTIME)
      ? await installCommands(changed, DEFAULT_RUNTIME, show)
      : [],
    notes: [
      ...selection.notes,
      ...eslintNote(options, final, selection.roots, show),
      ...typesNote(selection.files, configs),
      ...(types?.notes(show) ?? []),
      ...unfollowedNote(final, show),
      ...processorsNote(final),
    ],
    seconds: (performance.now() - started) / 1000,
    show,
  });
}

function write(
  results: readonly FileResult[],
  pairs: readonly Pair[],
  show: (file: string) => string,
): FileResult[] {
  const failures = writeChanges(results, pairs, show);
  return results.map((result) => {
    const error = failures.get(result.file);
    if (error === undefined) return result;
    const { change: _unwritten, ...rest } = result;
    return { ...rest, error };
  });
}

/** Kinds of launches that leave the thread. */
const LEAVES = new Set(['spawn', 'payload']);
/** What goes along there once both ends are done. */
const TAKES = new Set(['edited', 'wrapped', 'refused']);

/** Of each package, at the first of its launches that leave the thread: without one nothing is looked for. */
function storesLeft(results: readonly FileResult[], show: (file: string) => string): UndecidedStore[] {
  const seen = new Set<string>();
  return results.flatMap(({ file, error, sites }) => {
    const launch = sites.find(({ kind, outcome }) => LEAVES.has(kind) && TAKES.has(outcome));
    const packageFile = launch && nearestPackage(path.dirname(file));
    if (!packageFile || error !== undefined || isTest(show(file)) || seen.has(packageFile.directory))
      return [];
    seen.add(packageFile.directory);
    return undecidedStores(findStores(packageFile, show), `${show(file)}:${launch.line}`);
  });
}

/** Where there is no launch, no setting would have changed anything. */
function eslintNote(
  options: RunOptions,
  results: readonly FileResult[],
  roots: readonly string[],
  show: (file: string) => string,
): string[] {
  if (options.eslint || options.config !== undefined) return [];
  if (results.every(({ sites }) => sites.length === 0)) return [];
  const [first, ...others] = new Set(roots.flatMap((root) => findEslintConfig(root) ?? []));
  if (first === undefined) return [];
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return [
    `${show(first)}${more} was not read. --eslint follows its severity, options, settings and ignores.`,
  ];
}

/** Without this an ESLint that still reports launches after "nothing to change" looks like a mistake. */
function typesNote(files: readonly string[], configs: FileConfigs): string[] {
  const typed = files.some((file) => {
    const own = configs.of(file);
    return 'typed' in own && own.typed;
  });
  if (!typed) return [];
  return [
    'the ESLint config asks for types, and none were read. --types asks them: without it ESLint may still report what only types tell.',
  ];
}
