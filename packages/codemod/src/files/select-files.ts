import { lstatSync, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { ownedBy } from './code-owners.ts';
import { listFiles, repositoryRoot } from './git.ts';
import { inWords } from './read-source.ts';
import { UsageError } from '../usage-error.ts';

export const EXTENSIONS = ['.js', '.jsx', '.ts', '.tsx', '.mjs', '.cjs', '.mts', '.cts'];

export interface SelectOptions {
  /** Where relative paths start. */
  readonly cwd: string;
  /** With their dots. */
  readonly extensions: readonly string[];
  /** Patterns as in `.gitignore`, relative to `cwd`. */
  readonly ignore: readonly string[];
  /** Only files that CODEOWNERS gives to one of these. */
  readonly owners?: readonly string[] | undefined;
}

export interface Selection {
  /** Absolute, without symbolic links, sorted, each once. */
  readonly files: readonly string[];
  /** The directories that were searched, and the parents of files that were named. */
  readonly roots: readonly string[];
  /** What was passed over although it was named, or could not be looked into. */
  readonly notes: readonly string[];
}

/**
 * The source files under the given paths: what git lists inside a repository, else a walk that honours
 * `.gitignore`. Symbolic links are not followed (except a path that is given itself), declaration files and
 * `node_modules` are left out.
 *
 * @throws {UsageError} when a path does not exist, or nothing at all is left to read
 */
export function selectFiles(paths: readonly string[], options: SelectOptions): Selection {
  const files = new Set<string>();
  const roots = new Set<string>();
  const notes: string[] = [];
  const isSource = sourcePattern(options.extensions);
  const isIgnored = ignorer(options);
  // Every path is checked before the first is searched: a typo should not cost a minute.
  const given = paths.map((written) => ({ written, ...resolveGiven(written, options.cwd) }));

  for (const { written, real, stat } of given) {
    if (stat.isDirectory()) {
      roots.add(real);
      const found = filesBelow(real, isSource, notes);
      for (const file of found) if (!isIgnored(file, real)) files.add(file);
      if (found.length === 0 && paths.length > 1) notes.push(`${written} has no source file.`);
    } else if (!stat.isFile()) {
      notes.push(`${written} is neither a file nor a directory.`);
    } else if (!isSource(real)) {
      notes.push(`${written} is not a source file (${options.extensions.join(' ')}); --ext names others.`);
    } else {
      roots.add(path.dirname(real));
      if (!isIgnored(real, path.dirname(real))) files.add(real);
    }
  }
  if (files.size === 0) throw new UsageError(nothingFound(paths, options, notes));
  const sorted = [...files].sort();
  return {
    files: options.owners ? ownedBy(options.owners, sorted, [...roots]) : sorted,
    roots: [...roots],
    notes,
  };
}

function resolveGiven(written: string, cwd: string): { real: string; stat: Stats } {
  const absolute = path.resolve(cwd, written);
  try {
    // Of the path as given: what a pipe's link resolves to is no path.
    return { stat: statSync(absolute), real: realpathSync(absolute) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new UsageError(`${written} cannot be opened: ${inWords(error)}.`);
    }
    const isLink = lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink();
    throw new UsageError(
      `${written} ${isLink ? 'links to what does not exist' : 'does not exist'}.${asPattern(written)}`,
    );
  }
}

/** What quotes kept from the shell. */
function asPattern(written: string): string {
  return /[*?{[]/.test(written)
    ? ' Patterns are not expanded here: give the folder itself, with --ext or --ignore for what is in it, or leave out the quotes, so that the shell expands it.'
    : '';
}

function nothingFound(
  paths: readonly string[],
  { extensions, ignore: ignored }: SelectOptions,
  notes: readonly string[],
): string {
  const where = paths.join(', ');
  return [
    `No source file to read in ${where}.`,
    `Looked for ${extensions.join(' ')}, without .d.ts, node_modules, symbolic links, what git ignores` +
      `${ignored.length > 0 ? ' and what --ignore names' : ''}.`,
    ...notes,
  ].join('\n');
}

function sourcePattern(extensions: readonly string[]): (file: string) => boolean {
  return (file) => {
    const name = path.basename(file);
    return (
      extensions.some((extension) => name.endsWith(extension)) && !/\.d\.(?:[^.]+\.)?[cm]?ts$/.test(name)
    );
  };
}

function ignorer({ cwd, ignore: patterns }: SelectOptions): (file: string, root: string) => boolean {
  if (patterns.length === 0) return () => false;
  const matcher = ignore().add([...patterns]);
  const base = realpathSync(cwd);
  return (file, root) => {
    const fromCwd = path.relative(base, file);
    const relative = fromCwd.startsWith('..') ? path.relative(root, file) : fromCwd;
    return matcher.ignores(slashes(relative));
  };
}

function filesBelow(root: string, isSource: (file: string) => boolean, notes: string[]): string[] {
  if (repositoryRoot(root) === undefined) return walk(root, isSource, notes);
  const { files, warnings } = listFiles(root);
  if (warnings) notes.push(warnings);
  return files.flatMap((relative) => {
    if (inNodeModules(relative)) return [];
    const file = path.join(root, relative);
    if (!isSource(file)) {
      if (relative.endsWith('/')) notes.push(nested(file));
      return [];
    }
    if (isPlainFile(file)) return [file];
    if (relative.includes('\uFFFD')) notes.push(`${relative} was passed over: its name is not UTF-8.`);
    return [];
  });
}

function nested(directory: string): string {
  return `${directory} is a git repository of its own and was not entered; name it to migrate it.`;
}

/** Tracked files may be deleted, links, or repositories: only plain files are read. */
function isPlainFile(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

function inNodeModules(relative: string): boolean {
  return /(?:^|[\\/])node_modules[\\/]/.test(relative);
}

/** Outside a repository: every directory's `.gitignore` counts for what is below it, as git reads them. */
function walk(root: string, isSource: (file: string) => boolean, notes: string[]): string[] {
  const found: string[] = [];
  const enter = (directory: string, rules: readonly { base: string; matcher: Ignore }[]): void => {
    let entries;
    try {
      entries = readdirSync(directory, { withFileTypes: true });
    } catch (error) {
      notes.push(`${directory} cannot be searched: ${inWords(error)}.`);
      return;
    }
    const own = entries.some((entry) => entry.name === '.gitignore' && entry.isFile())
      ? [...rules, { base: directory, matcher: ignore().add(readIgnoreFile(directory, notes)) }]
      : rules;
    for (const entry of entries) {
      const file = path.join(directory, entry.name);
      if (entry.isDirectory()) {
        if (entry.name === 'node_modules' || entry.name === '.git') continue;
        if (!isIgnoredBy(own, file, '/')) enter(file, own);
      } else if (entry.isFile() && isSource(file) && !isIgnoredBy(own, file, '')) {
        found.push(file);
      }
    }
  };
  enter(root, []);
  return found;
}

function readIgnoreFile(directory: string, notes: string[]): string {
  try {
    return readFileSync(path.join(directory, '.gitignore'), 'utf8');
  } catch (error) {
    notes.push(`${path.join(directory, '.gitignore')} cannot be read: ${inWords(error)}.`);
    return '';
  }
}

/** The deepest file that says anything about a path decides. */
function isIgnoredBy(
  rules: readonly { base: string; matcher: Ignore }[],
  file: string,
  suffix: '' | '/',
): boolean {
  for (const { base, matcher } of rules.toReversed()) {
    const { ignored, unignored } = matcher.test(slashes(path.relative(base, file)) + suffix);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}

/** A path as reports and patterns write it. */
export function slashes(file: string): string {
  return path.sep === '/' ? file : file.split(path.sep).join('/');
}
