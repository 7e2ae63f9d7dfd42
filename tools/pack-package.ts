import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { buildIfStale, type BuiltPackage } from './build-if-stale.ts';
import { cleanEnvironment } from './hosts/host.ts';

/**
 * Packs a package into a folder, as publishing would, and gives the tarball's path.
 * @throws when it does not build or npm does not pack it
 */
export function packPackage(name: BuiltPackage, destination: string): string {
  buildIfStale(name);
  const output = execFileSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', destination],
    {
      cwd: path.join(import.meta.dirname, '../packages', name),
      env: cleanEnvironment(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    },
  );
  // npm 11 prints a list, npm 12 an object by package name.
  const [packed] = Object.values(JSON.parse(output) as Record<string, { filename: string }>);
  if (packed === undefined) throw new Error(`npm pack named no file: ${output}`);
  return path.join(destination, packed.filename);
}
