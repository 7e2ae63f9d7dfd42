import type { Report } from '../../packages/codemod/src/report/report.ts';
import { CODEMOD } from './paths.ts';
import { mustRun } from './run-command.ts';

/** What the codemod's command prints for people when it is asked for the changes as a patch; nothing is written. */
export function showChanges(directory: string): string {
  return mustRun(process.execPath, [CODEMOD, '--diff', '.'], directory).stdout;
}

/** Migrates everything below a directory and gives the codemod's report. */
export function migrate(directory: string): Report {
  return JSON.parse(mustRun(process.execPath, [CODEMOD, '--json', '.'], directory).stdout) as Report;
}
