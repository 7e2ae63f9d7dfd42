import { LONGEST_TEXT } from '../bounds.ts';
import {
  applyEdits,
  mayLaunch,
  withoutTypes,
  type LaunchConfig,
  type OtherEnd,
  type TextEdit,
} from '@parent-overrides/launch-sites';
import { migrateText, MigrationError, type SiteReport, type TextRequest } from './migrate-text.ts';
import { declaredModuleKind } from '../files/nearest-package.ts';
import { otherModules, ParseError, takeUnfollowed, type Unfollowed } from '@parent-overrides/project-modules';
import { decode, encode, fingerprint, isReadOnly, readBytes, inWords } from '../files/read-source.ts';
import type { TypedProjects } from '../types/typed-projects.ts';
import { unifiedDiff } from './unified-diff.ts';

/**
 * New content for a file. Where possible it is kept as edits: a run over a large repository holds the changes of
 * every file until it writes them.
 */
export interface Change {
  readonly content: { readonly edits: readonly TextEdit[] } | { readonly text: string };
  /** Fingerprints of the bytes that were read and of those to write. */
  readonly before: string;
  readonly after: string;
  readonly diff?: string;
}

/** What a file's migration came to; nothing is written yet. */
export interface FileResult {
  /** Absolute. */
  readonly file: string;
  readonly sites: readonly SiteReport[];
  /** The analysis read it: its text names a launcher. */
  readonly candidate: boolean;
  readonly change?: Change;
  /** Why the file failed; then there is no change. */
  readonly error?: string;
  /** Not empty: the other ends must be looked at before this file can be migrated. */
  readonly postponed: readonly OtherEnd[];
  /** Exports that receive since this migration. */
  readonly received: readonly OtherEnd[];
  /** Imports of it, or of what it imports, that led nowhere. */
  readonly unfollowed: readonly Unfollowed[];
}

export interface FileRequest {
  readonly file: string;
  readonly config: LaunchConfig;
  /** Where types are asked: those of the project. */
  readonly types?: TypedProjects | undefined;
  readonly only?: readonly string[] | undefined;
  readonly receivers?: readonly OtherEnd[];
  readonly otherEnds: TextRequest['otherEnds'];
  /** The name to show in a diff; absent when no diff is wanted. */
  readonly diffName?: string | undefined;
}

/** A file that cannot be migrated, in words that need no stack. */
export class FileError extends Error {
  override readonly name = 'FileError';
}

/** Read and migrate one file, without writing it. Never throws: what goes wrong with a file is its result. */
export function migrateFile(request: FileRequest): FileResult {
  const { file } = request;
  const nothing = { file, sites: [], candidate: false, postponed: [], received: [] };
  takeUnfollowed();
  try {
    const result = migrate(request) ?? nothing;
    return { ...result, unfollowed: takeUnfollowed() };
  } catch (error) {
    return { ...nothing, candidate: true, unfollowed: [], error: describe(error) };
  }
}

function migrate(request: FileRequest): Omit<FileResult, 'unfollowed'> | undefined {
  const { file, only, receivers = [] } = request;
  const bytes = read(file);
  const { text, bom, notUtf8 } = decode(bytes);
  const types = request.types?.of(file, text);
  const config = types ? request.config : withoutTypes(request.config);
  const modules = otherModules(file, text, config);
  if (receivers.length === 0 && !mayLaunch(text, config, modules)) return undefined;
  checkEditable(text, notUtf8);

  const migration = migrateText({
    ...{ filename: file, text, config, only, receivers, otherEnds: request.otherEnds },
    ...{ moduleKind: declaredModuleKind(file), modules, types },
  });
  const { sites, postponed, received } = migration;
  if (migration.text === text) {
    // With types every file is looked into; it is no candidate for that.
    const candidate = !types || sites.length > 0 || mayLaunch(text, withoutTypes(config), modules);
    return { file, sites, candidate, postponed, received };
  }
  if (isReadOnly(file)) throw new FileError('is read-only. Make it writable first');
  const diff =
    request.diffName === undefined ? undefined : unifiedDiff(request.diffName, text, migration.text, { bom });
  const { edits } = migration;
  const change: Change = {
    content: edits ? { edits } : { text: migration.text },
    before: fingerprint(bytes),
    after: fingerprint(encode(migration.text, bom)),
    ...(diff !== undefined && { diff }),
  };
  return { file, sites, candidate: true, postponed, received, change };
}

/** @throws {FileError} when a text must not be edited, or cannot be analysed */
export function checkEditable(text: string, notUtf8: string | undefined): void {
  if (notUtf8) throw new FileError(`${notUtf8}. Convert it to UTF-8 first`);
  if (text.length > LONGEST_TEXT) {
    const size = (text.length / 1e6).toFixed(1);
    throw new FileError(
      `is too large to be analysed (${size} MB; the limit is ${LONGEST_TEXT / 1e6} MB). Such a file is generated as a rule; leave it out with --ignore`,
    );
  }
}

function read(file: string): Buffer {
  try {
    return readBytes(file);
  } catch (error) {
    throw new FileError(`cannot be read: ${inWords(error)}`);
  }
}

/** A sentence about what went wrong with a file. */
export function describe(error: unknown): string {
  if (error instanceof FileError) return `${error.message}.`;
  if (error instanceof ParseError) return `does not parse: ${error.message}.`;
  if (error instanceof MigrationError) {
    return `could not be edited safely: ${error.message}. Please report this with the file.`;
  }
  if (error instanceof RangeError) return 'is nested too deeply to be analysed.';
  return `could not be analysed. Please report this with the file: ${(error as Error).stack ?? String(error)}`;
}

/** The bytes that a change makes of those that were read. */
export function changedBytes({ content }: Change, original: Buffer): Buffer {
  const { text, bom } = decode(original);
  return encode('text' in content ? content.text : applyEdits(text, content.edits), bom);
}
