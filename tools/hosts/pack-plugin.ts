import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildIfStale } from '../build-if-stale.ts';
import { cleanEnvironment, HOSTS_DIRECTORY } from './host.ts';

const ROOT = join(import.meta.dirname, '../..');
const PLUGIN = join(ROOT, 'packages/eslint-plugin');

/**
 * Builds the plugin and packs it, as publishing would.
 *
 * @returns the path of the tarball; its name changes with its content
 */
export function packPlugin(): string {
  const env = cleanEnvironment();
  mkdirSync(HOSTS_DIRECTORY, { recursive: true });
  buildIfStale('eslint-plugin');
  const output = execFileSync('npm', ['pack', '--json', '--pack-destination', HOSTS_DIRECTORY], {
    cwd: PLUGIN,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  });
  const packed = join(HOSTS_DIRECTORY, packedName(output));
  const digest = createHash('sha256').update(readFileSync(packed)).digest('hex').slice(0, 12);
  const tarball = join(HOSTS_DIRECTORY, `${basename(packed, '.tgz')}-${digest}.tgz`);
  renameSync(packed, tarball);
  return tarball;
}

/** npm 11 prints a list, npm 12 an object by package name. */
function packedName(output: string): string {
  const [first] = Object.values(JSON.parse(output) as Record<string, { filename: string }>);
  if (first === undefined) throw new Error(`npm pack named no file: ${output}`);
  return first.filename;
}
