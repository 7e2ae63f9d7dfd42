/** The packages that are probed, at pinned versions, in a folder of their own: they are no dependency of anything here. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../matrix/nodes.ts';
import { aliasOf } from './alias.ts';
import { FAMILIES } from './families.ts';
import { installInto } from './install.ts';

export const PACKAGES = join(ROOT, '.cache/probe');
const PINS = join(import.meta.dirname, 'packages.json');

/** Further packages, under their own names, because a probed one imports them. */
const PEERS = ['graphql@16'];

/** Every package that a probe names, without the file in it. */
export function wantedPackages(): readonly string[] {
  const named = Object.values(FAMILIES).flatMap((probes) =>
    probes.flatMap((probe) => [...(probe.packages ?? []), ...(probe.with ?? [])]),
  );
  return [...new Set([...named, ...PEERS])].sort();
}

/** What is pinned: `p-queue@9` to `9.3.5`. */
export function pins(): Readonly<Record<string, string>> {
  return existsSync(PINS) ? (JSON.parse(readFileSync(PINS, 'utf8')) as Record<string, string>) : {};
}

/**
 * Installs what the pins say; a package without a pin gets the newest version of its major, which is pinned from then on.
 */
export function installPackages(): void {
  const pinned = pins();
  const dependencies: Record<string, string> = {};
  for (const wanted of wantedPackages()) {
    const at = wanted.lastIndexOf('@');
    const name = wanted.slice(0, at);
    const spec = `npm:${name}@${pinned[wanted] ?? wanted.slice(at + 1)}`;
    dependencies[PEERS.includes(wanted) ? name : aliasOf(wanted)] = spec;
  }
  installInto(PACKAGES, dependencies);
  writeFileSync(join(PACKAGES, 'load.mjs'), 'export const load = (name) => import(name);\n');
  const found = wantedPackages().map((wanted) => [wanted, installedVersion(wanted)] as const);
  writeFileSync(PINS, `${JSON.stringify(Object.fromEntries(found), null, 2)}\n`);
}

function installedVersion(wanted: string): string {
  const folder = PEERS.includes(wanted) ? wanted.slice(0, wanted.lastIndexOf('@')) : aliasOf(wanted);
  const file = join(PACKAGES, 'node_modules', folder, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
