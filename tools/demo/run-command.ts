import { spawnSync } from 'node:child_process';

export interface CommandResult {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end and gives what it printed. Throws when it cannot be started or was killed. */
function runCommand(command: string, args: readonly string[], cwd: string): CommandResult {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  if (result.error) throw new Error(`${command} could not be run: ${result.error.message}`);
  if (result.status === null) throw new Error(`${command} ${args.join(' ')} was ended by ${result.signal}.`);
  return { status: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** As `runCommand`, but any exit code other than 0 is an error that shows what was printed. */
export function mustRun(command: string, args: readonly string[], cwd: string): CommandResult {
  const result = runCommand(command, args, cwd);
  if (result.status !== 0) {
    const printed = [result.stdout, result.stderr].map((text) => text.trim()).filter(Boolean);
    throw new Error(
      [`${command} ${args.join(' ')} ended with exit code ${result.status}.`, ...printed].join('\n'),
    );
  }
  return result;
}
