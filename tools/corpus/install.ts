/**
 * The corpus: published packages that nobody here wrote, pinned in `corpus.lock.json` by version and integrity.
 *
 * The tarballs come through `npm pack`, so whatever registry and proxy the user's npm knows is used; nothing of
 * a package is ever run. Only source files and `package.json` are unpacked, into `.cache/corpus`.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extract } from 'tar';
import { isSourceName } from './source-files.ts';

export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  /** `sha512-...` of the tarball, as npm writes it. */
  readonly integrity: string;
  /** Which launches it was chosen for. */
  readonly brings: string;
}

export interface InstalledPackage extends PinnedPackage {
  /** Absolute path of the unpacked package. */
  readonly directory: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Where the packages lie, one folder each. */
export const CORPUS = join(root, '.cache', 'corpus');
const lockFile = fileURLToPath(new URL('./corpus.lock.json', import.meta.url));

export function readLock(): PinnedPackage[] {
  return (JSON.parse(readFileSync(lockFile, 'utf8')) as { packages: PinnedPackage[] }).packages;
}

export function writeLock(packages: readonly PinnedPackage[]): void {
  const sorted = packages.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  writeFileSync(lockFile, `${JSON.stringify({ packages: sorted }, null, 2)}\n`);
}

/** Brings what is missing and says how much that was; without anything missing it touches no network. */
export async function installPackages(
  packages: readonly PinnedPackage[],
): Promise<{ installed: InstalledPackage[]; fetched: number }> {
  const installed = packages.map((pinned) => ({ ...pinned, directory: directoryOf(pinned) }));
  const missing = installed.filter((one) => !isComplete(one));
  if (missing.length > 0) {
    mkdirSync(CORPUS, { recursive: true });
    const download = mkdtempSync(join(CORPUS, 'download-'));
    try {
      packTarballs(missing, download);
      for (const one of missing) await unpack(one, join(download, tarballName(one)));
    } finally {
      rmSync(download, { recursive: true, force: true });
    }
  }
  return { installed, fetched: missing.length };
}

/** Fetches one tarball and returns its integrity, for `pin.ts`. */
export function integrityOf(name: string, version: string): string {
  mkdirSync(CORPUS, { recursive: true });
  const download = mkdtempSync(join(CORPUS, 'download-'));
  try {
    packTarballs([{ name, version }], download);
    return sha512(readFileSync(join(download, tarballName({ name, version }))));
  } finally {
    rmSync(download, { recursive: true, force: true });
  }
}

function packTarballs(packages: readonly { name: string; version: string }[], destination: string): void {
  const specs = packages.map(({ name, version }) => `${name}@${version}`);
  execFileSync(
    'npm',
    ['pack', '--loglevel=error', '--ignore-scripts', '--pack-destination', destination, ...specs],
    {
      cwd: destination,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    },
  );
}

async function unpack(one: InstalledPackage, tarball: string): Promise<void> {
  const actual = sha512(readFileSync(tarball));
  if (actual !== one.integrity) {
    throw new Error(
      `${one.name}@${one.version}: the tarball's integrity is ${actual}, but corpus.lock.json says ${one.integrity}. ` +
        'A published version must not change: find out why before pinning it anew.',
    );
  }
  rmSync(one.directory, { recursive: true, force: true });
  mkdirSync(one.directory, { recursive: true });
  await extract({
    file: tarball,
    cwd: one.directory,
    strip: 1,
    filter: (path) => /^[^/]+\/package\.json$/.test(path) || isSourceName(path),
  });
  writeFileSync(markerOf(one), one.integrity);
}

function isComplete(one: InstalledPackage): boolean {
  return existsSync(markerOf(one)) && readFileSync(markerOf(one), 'utf8') === one.integrity;
}

/** Written last, so an interrupted unpacking is done again. */
function markerOf(one: InstalledPackage): string {
  return join(one.directory, '.integrity');
}

function directoryOf({ name, version }: PinnedPackage): string {
  return join(CORPUS, `${name.replace('/', '+')}@${version}`);
}

/** npm's own name for a packed tarball. */
function tarballName({ name, version }: { name: string; version: string }): string {
  return `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
}

function sha512(bytes: Uint8Array): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}
