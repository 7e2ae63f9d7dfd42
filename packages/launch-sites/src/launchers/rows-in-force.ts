/** Which rows are true here? A row may be about some versions of its package only. */
import { packageOf } from './row.ts';
import type { Launcher } from '../vocabulary/launcher.ts';
import type { Loss } from '../vocabulary/launch-site.ts';
import type { PackageVersions } from '../vocabulary/source.ts';

/** Worst last. */
const LOSSES: readonly Loss[] = ['shared', 'starts-empty', 'another-task'];

/** Is the row true of what is installed? Undefined where the installed version is not known. */
export function holdsHere(row: Launcher, installed: PackageVersions | undefined): boolean | undefined {
  if (row.versions === undefined) return true;
  const name = packageOf(row);
  return name === undefined ? undefined : installed?.satisfies(name, row.versions);
}

/**
 * The rows without those of other versions. Where nobody knows the version, of several rows about one thing the one
 * with the worst loss stays: better a wrapper too many than a callback that runs as somebody else.
 */
export function rowsInForce<Row extends { readonly launcher: Launcher }>(
  rows: readonly Row[],
  installed: PackageVersions | undefined,
): readonly Row[] {
  if (rows.every(({ launcher }) => launcher.versions === undefined)) return rows;
  const worst = new Map<string, Launcher>();
  const held = rows.filter(({ launcher }) => {
    const holds = holdsHere(launcher, installed);
    const other = worst.get(subjectOf(launcher));
    if (holds === undefined && (!other || isWorse(launcher, other))) worst.set(subjectOf(launcher), launcher);
    return holds !== false;
  });
  return held.filter(
    ({ launcher }) => holdsHere(launcher, installed) === true || worst.get(subjectOf(launcher)) === launcher,
  );
}

function isWorse(one: Launcher, other: Launcher): boolean {
  return LOSSES.indexOf(one.loss) > LOSSES.indexOf(other.loss);
}

/** What a row is about: rows of several versions of one API have it in common. */
function subjectOf({ from, receiver, member, constructed }: Launcher): string {
  return JSON.stringify([from, receiver, member, constructed]);
}
