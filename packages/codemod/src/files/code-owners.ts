/** Who owns a file, by the repository's CODEOWNERS as GitHub reads it: the last line that fits decides. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { repositoryRoot } from './git.ts';
import { UsageError } from '../usage-error.ts';

/** In GitHub's order. https://docs.github.com/articles/about-code-owners */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
/** Stands for the files that no line gives to anybody. */
const NOBODY = 'none';

interface Line {
  readonly matcher: Ignore;
  readonly owners: readonly string[];
}

interface CodeOwners {
  /** Every owner that it names, in its order, as it writes them. */
  readonly names: readonly string[];
  /** @param file its path below the root, with slashes */
  ownersOf(file: string): readonly string[];
}

/**
 * Those of the files that CODEOWNERS gives to one of `wanted`.
 *
 * @param files absolute
 * @param roots the directories that they were found below
 * @throws {UsageError} when it gives none, or cannot be read
 */
export function ownedBy(
  wanted: readonly string[],
  files: readonly string[],
  roots: readonly string[],
): readonly string[] {
  const read = new Map<string, CodeOwners>();
  const owned = files.filter((file) => {
    // Repositories inside are not entered, so git is asked about what was given, not about every directory.
    const root = repositoryRoot(roots.find((one) => file.startsWith(one + path.sep)) ?? path.dirname(file));
    if (root === undefined) throw new UsageError(`--owner needs a git repository, and ${file} is in none.`);
    const codeOwners = read.get(root) ?? readCodeOwners(root);
    read.set(root, codeOwners);
    return isOwnedBy(codeOwners.ownersOf(path.relative(root, file).split(path.sep).join('/')), wanted);
  });
  if (owned.length > 0) return owned;
  const names = new Set([...read.values()].flatMap((codeOwners) => codeOwners.names));
  throw new UsageError(
    `CODEOWNERS gives no source file here to ${wanted.join(', ')}. It names ${[...names].join(' ')}; ${NOBODY} stands for what nobody owns.`,
  );
}

/**
 * @param root of a repository
 * @throws {UsageError} when it has none, or a section of GitLab's, whose owners would be read wrongly
 */
function readCodeOwners(root: string): CodeOwners {
  const place = PLACES.find((name) => existsSync(path.join(root, name)));
  if (place === undefined)
    throw new UsageError(`--owner needs a CODEOWNERS, and ${root} has none of ${PLACES.join(', ')}.`);
  const written = readFileSync(path.join(root, place), 'utf8').split(/\r?\n/);
  const lines = written.flatMap((text, i) => {
    if (/^\^?\[/.test(text))
      throw new UsageError(
        `${place}:${i + 1} is a section as GitLab has them, which --owner does not read. Name the folders instead.`,
      );
    return lineOf(text) ?? [];
  });
  return {
    names: [...new Set(lines.flatMap(({ owners }) => owners))],
    ownersOf: (file) => lines.findLast(({ matcher }) => matcher.ignores(file))?.owners ?? [],
  };
}

function lineOf(text: string): Line | undefined {
  const [pattern, ...owners] = text
    .replace(/(^|\s)#.*$/, '')
    .trim()
    .split(/(?<!\\)\s+/);
  if (!pattern) return undefined;
  const matcher = ignore().add(pattern);
  // `docs/*` is what lies in docs itself. To .gitignore it is also what lies in a folder there.
  if (pattern.endsWith('/*')) matcher.add(`!${pattern}/`);
  return { matcher, owners };
}

/** `@ORG/team` and `org/TEAM` are one. */
function isOwnedBy(owners: readonly string[], wanted: readonly string[]): boolean {
  if (owners.length === 0) return wanted.some((name) => plain(name) === NOBODY);
  return owners.some((owner) => wanted.some((name) => plain(name) === plain(owner)));
}

const plain = (name: string): string => name.replace(/^@/, '').toLowerCase();
