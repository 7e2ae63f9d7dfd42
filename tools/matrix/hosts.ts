/** Bun and Deno, from the packages that bring their binaries, kept in .cache/hosts. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './nodes.ts';

export const HOSTS = ['bun', 'deno'] as const;
export type Host = (typeof HOSTS)[number];

interface Brought {
  readonly version: string;
  /** The scope of the packages that hold one platform's binary each, and where it is in them. */
  readonly scope: string;
  readonly binary: string;
  /** What stands between the binary and a program, so that the program runs as Node would run it. */
  readonly args: readonly string[];
}

const BROUGHT: Readonly<Record<Host, Brought>> = {
  bun: { version: '1.4.5', scope: '@oven', binary: 'bin/bun', args: ['--bun'] },
  deno: { version: '2.9.6', scope: '@deno', binary: 'deno', args: ['run', '-A'] },
};

export interface HostCommand {
  readonly name: string;
  readonly binary: string;
  readonly args: readonly string[];
}

/** `--host bun,deno` among the arguments; all of them where neither that nor `--node` is given. */
export function wantedHosts(args: readonly string[]): readonly Host[] {
  const at = args.indexOf('--host');
  if (at < 0) return args.includes('--node') ? [] : HOSTS;
  const names = (args[at + 1] ?? '').split(',');
  const hosts = HOSTS.filter((host) => names.includes(host));
  if (hosts.length !== names.length) {
    throw new Error(`--host takes some of ${HOSTS.join(',')}; got ${args[at + 1] ?? 'nothing'}.`);
  }
  return hosts;
}

/** @throws where the registry has no binary for this platform, or cannot be reached */
export function hostCommand(host: Host): HostCommand {
  const { version, scope, binary: inPackage, args } = BROUGHT[host];
  const folder = join(ROOT, '.cache/hosts', `${host}@${version}`);
  const packages = join(folder, 'node_modules', scope);
  if (!existsSync(packages)) {
    mkdirSync(folder, { recursive: true });
    // Without its script, which would move the binary elsewhere.
    const options = ['--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
    execFileSync('npm', ['install', `${host}@${version}`, ...options], {
      stdio: ['ignore', 'ignore', 'inherit'],
      cwd: folder,
    });
  }
  const binary = readdirSync(packages)
    .map((name) => join(packages, name, inPackage))
    .find((path) => existsSync(path));
  if (binary === undefined) throw new Error(`${host}@${version} has no binary for ${process.platform}.`);
  return { name: `${host} ${version}`, binary, args };
}
