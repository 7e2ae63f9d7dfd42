/** The projects as `install/package-lock.json` pins them, in `.cache/types`; copies of them, and their migration. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from 'tar';
import type { Report } from '../../packages/codemod/src/report/report.ts';
import { buildIfStale } from '../build-if-stale.ts';
import { cleanEnvironment } from '../hosts/host.ts';
import { packPackage } from '../pack-package.ts';
import type { Project } from './projects.ts';

const ROOT = join(import.meta.dirname, '../..');
const CACHE = join(ROOT, '.cache/types');
const MODULES = join(CACHE, 'node_modules');
const PINS = join(import.meta.dirname, 'install');
const BIN = join(ROOT, 'packages/codemod/dist/cli.js');

/** Nothing is fetched while the pins stay the same; install scripts are never run. The runtime is packed each time. */
export async function installProjects(): Promise<void> {
  const pins = ['package.json', 'package-lock.json'].map((name) => readFileSync(join(PINS, name)));
  const digest = createHash('sha256').update(Buffer.concat(pins)).digest('hex');
  const stamp = join(MODULES, '.installed');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
    mkdirSync(CACHE, { recursive: true });
    cpSync(PINS, CACHE, { recursive: true });
    const quiet = ['--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['ci', ...quiet], {
      ...{ cwd: CACHE, env: cleanEnvironment(), stdio: ['ignore', 'ignore', 'inherit'] },
      shell: process.platform === 'win32',
    });
    writeFileSync(stamp, digest);
  }
  const runtime = join(MODULES, '@parent-overrides/runtime');
  rmSync(runtime, { recursive: true, force: true });
  mkdirSync(runtime, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'pack-'));
  await extract({ file: packPackage('runtime', folder), cwd: runtime, strip: 1 });
  rmSync(folder, { recursive: true });
  buildIfStale('codemod');
}

export function installedVersion({ name }: Project): string {
  const manifest = readFileSync(join(MODULES, name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/**
 * The package with its sources and what is installed below it, outside of `node_modules`, where the compiler would
 * keep its errors to itself, and in a git repository of its own, so that the codemod may write it.
 */
export function freshCopy({ name }: Project, variant: string): string {
  const directory = join(CACHE, 'work', name, variant);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const part of ['package.json', 'src', 'node_modules']) {
    const from = join(MODULES, name, part);
    if (existsSync(from)) cpSync(from, join(directory, part), { recursive: true });
  }
  const git = (...args: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=types', '-c', 'user.email=types@example.invalid', ...args], {
      cwd: directory,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  git('init', '--quiet');
  git('add', '--all', '--force', 'src');
  git('commit', '--quiet', '--message', 'As published');
  return directory;
}

/** With `--strict`, which wraps everything that the other preset wraps. */
export function migrate(directory: string): Report {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'src', '--strict', '--json'], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status === null || status > 2) throw new Error(`the codemod ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Report;
}
