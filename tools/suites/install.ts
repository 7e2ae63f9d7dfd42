/** The projects and the tools that their tests need, as `install/package-lock.json` pins them, in `.cache/suites`. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from 'tar';

export const ROOT = join(import.meta.dirname, '../..');
export const CACHE = join(ROOT, '.cache/suites');
export const MODULES = join(CACHE, 'node_modules');
const PINS = join(import.meta.dirname, 'install');

/** Nothing is fetched while the pins stay the same; install scripts are never run. */
export function installProjects(): void {
  const pins = ['package.json', 'package-lock.json'].map((name) => readFileSync(join(PINS, name)));
  const digest = createHash('sha256').update(Buffer.concat(pins)).digest('hex');
  const stamp = join(MODULES, '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  mkdirSync(CACHE, { recursive: true });
  cpSync(PINS, CACHE, { recursive: true });
  npm(CACHE, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, digest);
}

export function installedVersion(name: string): string {
  const manifest = readFileSync(join(MODULES, name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/**
 * Packs the built runtime as publishing would.
 *
 * @returns the directory of the unpacked tarball; it has no dependencies, so unpacked it is installed
 */
export async function packRuntime(): Promise<string> {
  const target = join(CACHE, 'runtime');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const download = mkdtempSync(join(CACHE, 'pack-'));
  try {
    npm(join(ROOT, 'packages/runtime'), ['pack', '--loglevel=error', '--pack-destination', download]);
    const { version } = JSON.parse(readFileSync(join(ROOT, 'packages/runtime/package.json'), 'utf8')) as {
      version: string;
    };
    const file = join(download, `parent-overrides-runtime-${version}.tgz`);
    await extract({ file, cwd: target, strip: 1 });
  } finally {
    rmSync(download, { recursive: true, force: true });
  }
  return target;
}

function npm(cwd: string, args: readonly string[]): void {
  execFileSync('npm', args, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}
