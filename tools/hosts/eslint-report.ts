/** Reads ESLint's JSON report into lines that a test can state in full. */
import { relative } from 'node:path';
import type { Finished, Host } from './host.ts';

interface LintMessage {
  readonly ruleId: string | null;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly message: string;
  readonly suggestions?: readonly {
    readonly desc: string;
    readonly fix: { range: [number, number]; text: string };
  }[];
}

export interface LintResult {
  readonly filePath: string;
  readonly messages: readonly LintMessage[];
}

/** @throws when ESLint did not get as far as a report; its own words are in the message */
export function parseReport({ code, stdout, stderr }: Finished): LintResult[] {
  if (code > 1) throw new Error(`ESLint ended with ${code}:\n${stderr}${stdout}`);
  return JSON.parse(stdout) as LintResult[];
}

/** Runs ESLint and returns `file:line:column-endLine:endColumn rule` for every problem. */
export async function lint(host: Host, ...args: string[]): Promise<string[]> {
  return problems(parseReport(await host.run('eslint', '--format', 'json', ...args)), host.directory);
}

export function problems(results: readonly LintResult[], directory: string): string[] {
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, column, endLine, endColumn, message }) => {
      const file = relative(directory, filePath).replaceAll('\\', '/');
      // A problem without a rule is a file that does not parse or a broken config: show it whole.
      const what = ruleId ?? message;
      return `${file}:${line}:${column}-${endLine ?? '?'}:${endColumn ?? '?'} ${what}`;
    }),
  );
}
