/** Runs a program under the built sanitizer, as its users do. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../src/report/finding.ts';
import type { JsonReport } from '../src/report/json-report.ts';

export const REGISTER = pathToFileURL(path.join(import.meta.dirname, '../dist/register.js')).href;

export interface Ran {
  readonly findings: readonly Finding[];
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, for messages. */
  readonly text: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Before the program. */
  readonly nodeArguments?: readonly string[];
  /** Behind it. */
  readonly programArguments?: readonly string[];
}

export async function runProgram(program: string, options: RunOptions = {}): Promise<Ran> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sanitizer-'));
  const report = path.join(folder, 'report.json');
  try {
    const before = options.nodeArguments ?? ['--import', REGISTER];
    const ran = await runNode([...before, program, ...(options.programArguments ?? [])], {
      ...options,
      env: { ...options.env, PARENT_OVERRIDES_REPORT: report },
    });
    return { ...ran, findings: findingsIn(report, ran.text) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function findingsIn(report: string, text: string): readonly Finding[] {
  if (!existsSync(report)) throw new Error(`No report was written. The run said:\n${text}`);
  return (JSON.parse(readFileSync(report, 'utf8')) as JsonReport).findings;
}

/** Vitest's own variables would reach test runners that a test starts. */
function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:VITEST|NODE_|TEST|JEST|FORCE_COLOR)/.test(name),
  );
  return { ...Object.fromEntries(inherited), NO_COLOR: '1', ...more };
}

export async function runNode(
  args: readonly string[],
  { env, cwd }: Pick<RunOptions, 'env' | 'cwd'> = {},
): Promise<Omit<Ran, 'findings'>> {
  const child = spawn(process.env['SANITIZER_NODE'] ?? process.execPath, args, {
    ...{ stdio: ['ignore', 'pipe', 'pipe'], env: environment(env) },
    ...(cwd === undefined ? {} : { cwd }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => (stdout += String(data)));
  child.stderr.on('data', (data) => (stderr += String(data)));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stdout, stderr, text: `${stdout}${stderr}` };
}
