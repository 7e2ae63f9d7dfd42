import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { packPackage } from '../pack-package.ts';
import { HOSTS_DIRECTORY } from './host.ts';

/**
 * Builds the plugin where it is stale and packs it.
 *
 * @returns the path of the tarball; its name changes with its content
 */
export function packPlugin(): string {
  mkdirSync(HOSTS_DIRECTORY, { recursive: true });
  const packed = packPackage('eslint-plugin', HOSTS_DIRECTORY);
  const digest = createHash('sha256').update(readFileSync(packed)).digest('hex').slice(0, 12);
  const tarball = packed.replace(/\.tgz$/, `-${digest}.tgz`);
  renameSync(packed, tarball);
  return tarball;
}
