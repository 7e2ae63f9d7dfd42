/** A project in an empty directory far from this repository, with the packed plugin installed by npm. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');

/**
 * Outside the repository: inside it, a missing dependency would be found in the repository's own node_modules.
 * One for each clone: two that test at the same time would replace each other's installs.
 */
export const HOSTS_DIRECTORY = join(
  tmpdir(),
  `parent-overrides-hosts-${createHash('sha256').update(ROOT).digest('hex').slice(0, 8)}`,
);

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Host {
  readonly directory: string;
  /** Replaces everything but the installed packages by these files. */
  files(files: Readonly<Record<string, string>>): void;
  write(path: string, text: string): void;
  read(path: string): string;
  /** Runs the binary of an installed package. */
  run(binary: string, ...args: string[]): Promise<Finished>;
  /** Runs any other binary there. */
  exec(path: string, ...args: string[]): Promise<Finished>;
}

const exec = promisify(execFile);

/**
 * Installs `dependencies` (exact versions) and the packed plugin. The directory is kept between runs and
 * installed again when a version or the plugin changes.
 *
 * @throws when npm cannot install
 */
export async function createHost(
  name: string,
  tarball: string,
  dependencies: Readonly<Record<string, string>>,
): Promise<Host> {
  const directory = join(HOSTS_DIRECTORY, name);
  const manifest = JSON.stringify({
    name: 'host',
    private: true,
    type: 'module',
    dependencies: { ...dependencies, '@parent-overrides/eslint-plugin': `file:${tarball}` },
  });
  const stamp = join(directory, 'node_modules', '.installed');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== manifest) {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'package.json'), manifest);
    await exec(
      'npm',
      ['install', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--ignore-scripts'],
      {
        cwd: directory,
        env: cleanEnvironment(),
        shell: process.platform === 'win32',
      },
    );
    writeFileSync(stamp, manifest);
  }
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  return {
    directory,
    write,
    read: (path) => readFileSync(join(directory, path), 'utf8'),
    files(files) {
      for (const entry of readdirSync(directory)) {
        if (entry !== 'node_modules' && entry !== 'package.json') {
          rmSync(join(directory, entry), { recursive: true, force: true });
        }
      }
      for (const [path, text] of Object.entries(files)) write(path, text);
    },
    run: (binary, ...args) => finish(join(directory, 'node_modules', '.bin', binary), args, directory),
    exec: (path, ...args) => finish(path, args, directory),
  };
}

async function finish(binary: string, args: string[], cwd: string): Promise<Finished> {
  try {
    const { stdout, stderr } = await exec(binary, args, { cwd, env: cleanEnvironment(), maxBuffer: 2 ** 28 });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string };
    // A number is the exit code of a process that ran; anything else means that it did not.
    if (typeof code !== 'number') throw error;
    return { code, stdout, stderr };
  }
}

/** The environment without what a package manager and the test runner add for their own children. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const added =
    /^(npm_(?!config_registry$)|pnpm_|VITEST|NODE_ENV$|NODE_PATH$|FORCE_COLOR$|TEST$|PROD$|DEV$|MODE$)/i;
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !added.test(name))),
    NO_COLOR: '1',
  };
}
