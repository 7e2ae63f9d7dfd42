/** Node binaries of several versions, from the `node` package of the registry, kept in .cache/nodes. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NODE_MAJORS } from '../versions.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** `--node 22,24` among the arguments, or all that are supported; `--node others`: all but the running one. */
export function wantedMajors(args: readonly string[]): number[] {
  const at = args.indexOf('--node');
  if (at < 0) return [...NODE_MAJORS];
  if (args[at + 1] === 'others')
    return NODE_MAJORS.filter((major) => !process.versions.node.startsWith(`${major}.`));
  const majors = (args[at + 1] ?? '').split(',').map(Number);
  if (majors.some((major) => !NODE_MAJORS.includes(major))) {
    throw new Error(`--node takes some of ${NODE_MAJORS.join(',')}; got ${args[at + 1] ?? 'nothing'}.`);
  }
  return majors;
}

/** The path of a Node of this major version: the running one, one fetched before, or a new download. */
export function nodeBinary(major: number): string {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const folder = join(ROOT, '.cache/nodes', String(major));
  const binary = join(folder, 'node_modules/node/bin/node');
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    const install = ['install', `node@${major}`, '--prefix', folder, '--no-save', '--no-audit', '--no-fund'];
    execFileSync('npm', install, { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
  }
  return binary;
}

export function versionOf(binary: string): string {
  return execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim();
}
