/** The commands that the pages tell readers to type: how they are read, and how some of them are run here. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CODEMOD, ROOT } from '../demo/paths.ts';

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Program {
  /** What a reader types. */
  readonly words: readonly string[];
  /** The script that Node runs here; none for `node` itself. */
  readonly script?: string;
}

const PROGRAMS: readonly Program[] = [
  { words: ['node'] },
  { words: ['npx', 'eslint'], script: path.join(ROOT, 'node_modules/eslint/bin/eslint.js') },
  { words: ['npx', 'tsx'], script: fileURLToPath(import.meta.resolve('tsx/cli')) },
  { words: ['npx', 'tsc'], script: path.join(ROOT, 'node_modules/typescript/bin/tsc') },
  { words: ['npx', '@parent-overrides/codemod'], script: CODEMOD },
];

/** The single commands of a shell block as words, without comments, pagers, a variable in front and npx's `-y`. */
export function commandsOf(code: string): string[][] {
  return code
    .replaceAll('\\\n', ' ')
    .split(/\n|&&/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').replace(/\| less\s*$/, ''))
    .map((line) => [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c!))
    .map((words) => words.filter((word, i) => i > 0 || !/^[A-Z_]+=/.test(word)))
    .map((words) => words.filter((word, i) => i !== 1 || word !== '-y'))
    .filter((words) => words.length > 0);
}

/** What is run here for a command, if anything is. */
export function programOf(command: readonly string[]): Program | undefined {
  return PROGRAMS.find(({ words }) => words.every((word, i) => word === command[i]));
}

/** Runs a command that `programOf` knows, in `folder`. Any exit code is an answer. */
export function runHere(command: readonly string[], folder: string, input = ''): Promise<Run> {
  const { words, script } = programOf(command)!;
  const args = command.slice(words.length);
  return runNode(script === undefined ? args : [script, ...args], folder, input);
}

/** Without colours. An exit code of -1 stands for a process that was killed after a minute. */
export function runNode(args: readonly string[], folder: string, input = ''): Promise<Run> {
  const { FORCE_COLOR: _, ...environment } = process.env;
  const options = { cwd: folder, timeout: 60_000, env: { ...environment, NO_COLOR: '1' } };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
    child.stdin!.end(input);
  });
}
