/** Which versions of packages are installed where a file is: what `node_modules` has, else what package.json asks for. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { PackageVersions } from '@parent-overrides/launch-sites';
import coerce from 'semver/functions/coerce.js';
import intersects from 'semver/ranges/intersects.js';
import satisfies from 'semver/functions/satisfies.js';
import subset from 'semver/ranges/subset.js';
import validRange from 'semver/ranges/valid.js';

/** The fields of package.json that name what a file may import. */
const DEPENDENCIES = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;

/**
 * The versions that a file's imports get.
 *
 * @param file absolute; of a text without a place on disk nothing is known
 */
export function installedVersions(file: string): PackageVersions | undefined {
  if (!path.isAbsolute(file)) return undefined;
  // Asked for each site of the file, of each row of its package: what is installed is read once.
  const answers = new Map<string, boolean | undefined>();
  return {
    satisfies(packageName, range) {
      const question = `${packageName} ${range}`;
      if (!answers.has(question)) answers.set(question, isSatisfied(file, packageName, range));
      return answers.get(question);
    },
  };
}

function isSatisfied(file: string, packageName: string, range: string): boolean | undefined {
  const installed = installedVersion(file, packageName);
  // A pre-release of 8 behaves as 8 does.
  if (installed !== undefined) return satisfies(coerce(installed) ?? installed, range);
  const wanted = wantedRange(file, packageName);
  if (wanted === undefined || validRange(wanted) === null) return undefined;
  if (subset(wanted, range)) return true;
  return intersects(wanted, range) ? undefined : false;
}

/** As Node looks for it: in every `node_modules` on the way up. */
function installedVersion(file: string, packageName: string): string | undefined {
  for (const directory of directoriesAbove(file)) {
    const version = readJson(path.join(directory, 'node_modules', packageName, 'package.json'))?.['version'];
    if (typeof version === 'string') return version;
  }
  return undefined;
}

/** What the nearest package.json says of the package; one that says nothing of it leaves it to those above. */
function wantedRange(file: string, packageName: string): string | undefined {
  for (const directory of directoriesAbove(file)) {
    const content = readJson(path.join(directory, 'package.json'));
    for (const field of DEPENDENCIES) {
      const wanted = (content?.[field] as Record<string, unknown> | undefined)?.[packageName];
      if (typeof wanted === 'string') return wanted;
    }
  }
  return undefined;
}

function* directoriesAbove(file: string): Generator<string> {
  for (let at = path.dirname(file), last = file; at !== last; last = at, at = path.dirname(at)) yield at;
}

/** Undefined for what is not there, and for what is no JSON object: then others say what is installed. */
function readJson(file: string): Readonly<Record<string, unknown>> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
