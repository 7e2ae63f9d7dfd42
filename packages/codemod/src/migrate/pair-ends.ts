/** Launches with two ends: what a launch packs, its worker file must receive. Both are edited, or neither. */
import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  planReceiver,
  remembered,
  type LaunchConfig,
  type Refusal,
  type RefusalReason,
  type OtherEnd,
} from '@parent-overrides/launch-sites';
import { checkEditable, describe, FileError, migrateFile, type FileResult } from './migrate-file.ts';
import type { TypedProjects } from '../types/typed-projects.ts';
import { declaredModuleKind } from '../files/nearest-package.ts';
import { otherModules, parseSource } from '@parent-overrides/project-modules';
import { decode, isReadOnly, readBytes, inWords } from '../files/read-source.ts';

export interface PairContext {
  /** The files that may be edited. */
  readonly selected: Pick<ReadonlySet<string>, 'has'>;
  /** What to look for in a file, or why it is not to be touched. */
  readonly configOf: (file: string) => { config: LaunchConfig } | { skip: string };
  readonly types?: TypedProjects | undefined;
  readonly only?: readonly string[] | undefined;
  /** A path as reports show it. */
  readonly show: (file: string) => string;
  readonly diffs: boolean;
}

/** A launch file and a worker file that are edited together. */
export interface Pair {
  readonly launchFile: string;
  readonly workerFile: string;
}

export interface PairedResults {
  /** In place of the first results of these files. */
  readonly results: readonly FileResult[];
  readonly pairs: readonly Pair[];
}

/**
 * Migrate the files whose first look was postponed, together with their worker files.
 *
 * A file that fails takes its partners' sites back to refused, which may change other files in turn, so this
 * repeats until no further file fails; each round ends with fewer files to edit.
 */
export function migratePairs(postponed: readonly FileResult[], context: PairContext): PairedResults {
  const otherEnds = new OtherEnds(context, postponed);
  for (;;) {
    const { results, pairs } = attempt(postponed, context, otherEnds);
    const failed = results.filter(
      (result) => result.error !== undefined && !otherEnds.failed.has(result.file),
    );
    if (failed.length === 0) return { results, pairs };
    for (const { file, error } of failed) otherEnds.failed.set(file, error ?? '');
  }
}

function attempt(
  postponed: readonly FileResult[],
  context: PairContext,
  otherEnds: OtherEnds,
): PairedResults {
  const pairs: Pair[] = [];
  const receivers = new Map<string, OtherEnd[]>();
  for (const { file: launchFile, postponed: ends } of postponed) {
    if (otherEnds.failed.has(launchFile)) continue;
    for (const end of ends) {
      const { workerFile, refusal } = otherEnds.look(launchFile, end);
      if (refusal) continue;
      pairs.push({ launchFile, workerFile });
      const known = receivers.get(workerFile) ?? [];
      if (!known.some((other) => sameEnd(other, end))) receivers.set(workerFile, [...known, end]);
    }
  }
  const files = new Set([...postponed.map((result) => result.file), ...receivers.keys()]);
  const results = [...files].map((file) => {
    const own = context.configOf(file);
    if ('skip' in own) throw new Error(`${file} is not to be touched: ${own.skip}`);
    return migrateFile({
      ...{
        file,
        config: own.config,
        types: context.types,
        only: context.only,
        receivers: receivers.get(file) ?? [],
      },
      otherEnds: (end) => otherEnds.look(file, end).refusal,
      diffName: context.diffs ? context.show(file) : undefined,
    });
  });
  return { results, pairs };
}

function sameEnd(one: OtherEnd, other: OtherEnd): boolean {
  return (
    one.exportName === other.exportName && one.receive === other.receive && one.isModule === other.isModule
  );
}

/** A query or a fragment is for the bundler. */
function writtenFile(launchFile: string, end: OtherEnd): string {
  return path.resolve(path.dirname(end.namedIn ?? launchFile), end.file.replace(/[?#].*$/, ''));
}

/** The worker file of a launch, or why the launch is refused. */
type Look =
  | { readonly workerFile: string; readonly refusal?: undefined }
  | { readonly workerFile?: undefined; readonly refusal: Refusal };

/** Looks at the other ends of launches, once per worker file and export: can they be edited? */
export class OtherEnds {
  /** Files that could not be migrated, with what went wrong. */
  readonly failed = new Map<string, string>();
  readonly #refusals = new Map<string, Refusal | undefined>();
  /** Worker files that some launch may run as a script, whatever the others say. */
  readonly #classic = new Set<string>();
  readonly #context: PairContext;

  constructor(context: PairContext, postponed: readonly Pick<FileResult, 'file' | 'postponed'>[]) {
    this.#context = context;
    for (const { file, postponed: ends } of postponed)
      for (const end of ends) {
        if (end.receive !== 'entry' || end.isModule) continue;
        const workerFile = this.#find(writtenFile(file, end));
        if (workerFile !== undefined) this.#classic.add(workerFile);
      }
  }

  look(launchFile: string, end: OtherEnd): Look {
    const { show } = this.#context;
    const written = writtenFile(launchFile, end);
    const workerFile = this.#find(written);
    if (workerFile === undefined) {
      return {
        refusal: refuse('worker-file-not-found', `The worker file ${show(written)} was not found`, end),
      };
    }
    const because = (text: string): Refusal =>
      refuse('worker-file-not-editable', `The worker file ${show(workerFile)} ${text}`, end);
    if (!this.#context.selected.has(workerFile)) {
      return {
        refusal: because(
          'is not among the given files (give its folder as a path too, or if it is compiled edit its source)',
        ),
      };
    }
    const failure = this.failed.get(workerFile);
    if (failure !== undefined) return { refusal: because(failure.replace(/\.$/, '')) };
    const { isModule, ...plain } = end;
    const asked: OtherEnd = isModule && !this.#classic.has(workerFile) ? end : plain;
    const key = [workerFile, asked.receive, asked.exportName, asked.isModule].join('\0');
    const refusal = remembered(this.#refusals, key, () => this.#refusalOf(workerFile, asked, because));
    return refusal ? { refusal } : { workerFile };
  }

  /** A worker is often named as it will be once compiled: `./worker.js` for `worker.ts`. */
  #find(written: string): string | undefined {
    const existing = spellings(written).flatMap((file) => (isFile(file) ? realpathSync(file) : []));
    // Compiled output may lie beside its source, but only the source is selected.
    return existing.find((file) => this.#context.selected.has(file)) ?? existing[0];
  }

  #refusalOf(workerFile: string, end: OtherEnd, because: (text: string) => Refusal): Refusal | undefined {
    const own = this.#context.configOf(workerFile);
    if ('skip' in own) return because(`is not to be touched: ${own.skip}`);
    try {
      const { text, notUtf8 } = decode(readBytes(workerFile));
      checkEditable(text, notUtf8);
      if (isReadOnly(workerFile)) throw new FileError('is read-only');
      const moduleKind = declaredModuleKind(workerFile);
      const source = parseSource(workerFile, text, moduleKind, otherModules(workerFile, text, own.config));
      const plan = planReceiver(source, own.config, end);
      return plan.status === 'refused' ? because(plan.why) : undefined;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const text = code ? `cannot be read: ${inWords(error)}` : describe(error);
      return because(text.replace(/\.$/, ''));
    }
  }
}

/** Endings that the same module may have in the source, for the one that was written. */
const SOURCE_ENDINGS: Record<string, readonly string[]> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
  '.jsx': ['.tsx'],
};

/** What cannot be looked at (a path through a file, a loop of links, no permission) is not there. */
function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function spellings(written: string): string[] {
  const { dir, name, ext } = path.parse(written);
  const endings = SOURCE_ENDINGS[ext];
  if (endings) return [written, ...endings.map((ending) => path.join(dir, name + ending))];
  const all = ['.js', '.ts', '.mjs', '.mts', '.cjs', '.cts', '.jsx', '.tsx'];
  return [
    written,
    ...all.map((ending) => written + ending),
    ...all.map((ending) => path.join(written, `index${ending}`)),
  ];
}

function refuse(reason: RefusalReason, cause: string, { receive, exportName }: OtherEnd): Refusal {
  const steps =
    receive === 'handler'
      ? `wrap its export \`${exportName}\` in \`receiveParentOverrides\`, then what is sent here in \`packParentOverrides\``
      : 'import "@parent-overrides/runtime/worker" first in it, then construct the Worker here inside `spawnWithParentOverrides`';
  return { reason, advice: `${cause}, and both ends must change together. By hand: ${steps}.` };
}
