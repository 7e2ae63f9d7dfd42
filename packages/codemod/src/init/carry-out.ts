/** The plan becomes real: the commands first, then the file, at once. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { encode, fingerprint, inWords, readBytes } from '../files/read-source.ts';
import { replaceFile } from '../files/replace-file.ts';
import type { Command } from './plan.ts';
import type { ConfigEdit } from './plan-config.ts';

/**
 * A config that names what is not installed would stop the linter, so this comes first.
 *
 * @returns the command that failed, if one did: then those after it were not run
 */
export function runCommands(commands: readonly Command[]): Command | undefined {
  return commands.find(({ directory, command, args }) => {
    // What the package manager prints is no part of our report.
    const stdio = ['ignore', process.stderr, process.stderr] as const;
    // npm and its like are scripts on Windows, which only a shell starts.
    const result = spawnSync(command, args, {
      ...{ cwd: directory, stdio: [...stdio], shell: process.platform === 'win32' },
    });
    return result.status !== 0;
  });
}

/** @returns why it was not written, in words; undefined when it was */
export function writeConfig({ file, before, after, fingerprint: read }: ConfigEdit): string | undefined {
  try {
    const bytes = encode(after, before.bom);
    // `wx`: what somebody else wrote there meanwhile is not ours to replace.
    if (read === undefined) writeFileSync(file, bytes, { flag: 'wx' });
    else if (fingerprint(readBytes(file)) !== read) return 'it changed meanwhile. Run init again';
    else replaceFile(file, bytes);
    return undefined;
  } catch (error) {
    return inWords(error);
  }
}
