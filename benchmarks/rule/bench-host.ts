/** Where the linting happens: an install far from the repository, with the packed plugin as users get it. */
import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment, createHost, type Host } from '../../tools/hosts/host.ts';
import { packForHosts } from '../../tools/hosts/pack-for-hosts.ts';
import { ESLINT, TYPESCRIPT } from '../../tools/versions.ts';

/** An install of ESLint, TypeScript and `dependencies` (exact versions). */
export function benchHost(name: string, dependencies: Readonly<Record<string, string>>): Promise<Host> {
  return createHost(name, packForHosts('eslint-plugin'), { ...ESLINT, ...TYPESCRIPT, ...dependencies });
}

/**
 * Runs a script of this folder in the install, where its imports are found.
 *
 * @returns what it wrote to `times.json`
 * @throws when it fails
 */
export function runInHost(host: Host, script: string): unknown {
  for (const file of [script, 'file-times.js'])
    copyFileSync(join(import.meta.dirname, file), join(host.directory, file));
  execFileSync(process.execPath, ['--max-old-space-size=6144', script], {
    cwd: host.directory,
    env: cleanEnvironment(),
    stdio: 'inherit',
  });
  return JSON.parse(host.read('times.json'));
}
