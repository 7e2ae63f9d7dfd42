import { FILES_IN_COMMAND, LONGEST_GIT_ANSWER, MOST_FILES_NAMED } from '../bounds.ts';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { remembered } from '@parent-overrides/launch-sites';
import { UsageError } from '../usage-error.ts';

/** Set by a surrounding git command (in a hook, say), these would answer for another repository. */
const SURROUNDING = new Set(['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX']);
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !SURROUNDING.has(name)),
);

function git(directory: string, args: readonly string[]): { ok: boolean; out: string; error: string } {
  // A file system monitor would be a program that the repository's own config names.
  const options = ['--no-optional-locks', '--literal-pathspecs', '-c', 'core.fsmonitor=false'];
  const result = spawnSync('git', [...options, ...args], {
    cwd: directory,
    env: { ...environment, LC_ALL: 'C' },
    encoding: 'utf8',
    maxBuffer: LONGEST_GIT_ANSWER,
  });
  if (result.error) throw result.error;
  return { ok: result.status === 0, out: result.stdout, error: result.stderr.trim() };
}

const roots = new Map<string, string | undefined>();

/**
 * The root of the repository that holds `directory`, or nothing outside of one.
 *
 * @throws {UsageError} when there is a repository that git cannot be asked about: its ignored and uncommitted
 *   files would go unseen
 */
export function repositoryRoot(directory: string): string | undefined {
  return remembered(roots, directory, () => askForRoot(directory));
}

function askForRoot(directory: string): string | undefined {
  let answer;
  try {
    answer = git(directory, ['rev-parse', '--show-toplevel']);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (!insideRepository(directory)) return undefined;
    throw new UsageError(`${directory} is in a git repository, but git is not installed. Install git first.`);
  }
  if (answer.ok) return answer.out.replace(/\r?\n$/, '');
  // A broken repository is none to git, yet its files are not free to be overwritten.
  if (/not a git repository/.test(answer.error) && !insideRepository(directory)) return undefined;
  throw new UsageError(`git cannot read the repository of ${directory}: ${answer.error}`);
}

function insideRepository(directory: string): boolean {
  if (existsSync(path.join(directory, '.git'))) return true;
  const parent = path.dirname(directory);
  return parent !== directory && insideRepository(parent);
}

/**
 * The files of a repository below `directory`, tracked or not, without the ignored ones; relative paths. A nested
 * repository shows as a path that is a directory.
 */
export function listFiles(directory: string): { files: string[]; warnings: string } {
  const answer = git(directory, ['ls-files', '-co', '--exclude-standard', '-z']);
  if (!answer.ok) throw new UsageError(`git ls-files failed in ${directory}: ${answer.error}`);
  return { files: [...new Set(answer.out.split('\0'))].filter(Boolean), warnings: answer.error };
}

/**
 * Which of these files differ from what their own repository has committed: git could not bring them back.
 * Files outside any repository do not count.
 */
function uncommitted(files: readonly string[]): string[] {
  const byRoot = new Map<string, string[]>();
  for (const file of files) {
    const root = repositoryRoot(path.dirname(file));
    if (root !== undefined) byRoot.set(root, [...(byRoot.get(root) ?? []), file]);
  }
  return [...byRoot].flatMap(([root, inside]) => {
    const changed = new Set<string>();
    for (let start = 0; start < inside.length; start += FILES_IN_COMMAND) {
      for (const file of changedFiles(root, inside.slice(start, start + FILES_IN_COMMAND))) changed.add(file);
    }
    return inside.filter((file) => changed.has(file));
  });
}

/** @throws {UsageError} naming those of the files that git could not bring back */
export function refuseUncommitted(files: readonly string[], show: (file: string) => string): void {
  const dirty = uncommitted(files);
  if (dirty.length === 0) return;
  const shown = dirty.slice(0, MOST_FILES_NAMED).map((file) => `  ${show(file)}`);
  if (dirty.length > shown.length) shown.push(`  and ${dirty.length - shown.length} more`);
  throw new UsageError(
    [
      `${dirty.length} ${dirty.length === 1 ? 'file' : 'files'} to be edited ${dirty.length === 1 ? 'has' : 'have'} changes that are not committed:`,
      ...shown,
      'Nothing was written. Commit them first, so that git can bring them back, or give --force.',
    ].join('\n'),
  );
}

function changedFiles(root: string, files: readonly string[]): string[] {
  const paths = files.map((file) => path.relative(root, file));
  // `--ignored` for a file that was named although git ignores it: git has no copy of that one either.
  const answer = git(root, [
    ...['status', '--porcelain=v1', '-z', '--no-renames'],
    ...['--untracked-files=all', '--ignored=matching', '--', ...paths],
  ]);
  if (!answer.ok) throw new UsageError(`git status failed in ${root}: ${answer.error}`);
  const entries = answer.out.split('\0').filter(Boolean);
  const changed = entries.map((entry) => path.join(root, entry.slice(3)));
  // An ignored directory is reported as a whole.
  return files.filter((file) =>
    changed.some((entry) => entry === file || (entry.endsWith(path.sep) && file.startsWith(entry))),
  );
}
