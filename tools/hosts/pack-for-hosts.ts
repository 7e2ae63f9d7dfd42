import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import type { BuiltPackage } from '../build-if-stale.ts';
import { packPackage } from '../pack-package.ts';
import { HOSTS_DIRECTORY } from './host.ts';

/**
 * Builds a package where it is stale and packs it.
 *
 * @returns the path of the tarball; its name changes with its content
 */
export function packForHosts(name: BuiltPackage): string {
  mkdirSync(HOSTS_DIRECTORY, { recursive: true });
  const packed = packPackage(name, HOSTS_DIRECTORY);
  const digest = createHash('sha256').update(readFileSync(packed)).digest('hex').slice(0, 12);
  const tarball = packed.replace(/\.tgz$/, `-${digest}.tgz`);
  renameSync(packed, tarball);
  return tarball;
}
