/** Runs a program, migrates it with the built bin, and runs it again, in a folder of its own. */
import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Report } from '../../packages/codemod/src/report/report.ts';
import type { Program } from './program.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const BIN = path.join(ROOT, 'packages/codemod/dist/cli.js');
/** Queues, limiters and pools: what the runtime is tested with. */
const MODULES = path.join(ROOT, 'packages/runtime/node_modules');
const LONGEST_RUN = 60_000;

const execute = promisify(execFile);

export interface ProgramRun {
  /** What it printed, without the last line break; of a program that failed, what it said. */
  readonly before: string;
  readonly after: string;
  /** What the report says of each launch. */
  readonly outcomes: readonly string[];
  readonly report: Report;
  /** What the report of a second run says. */
  readonly again: Report;
}

export async function runProgram({ files, settings }: Program): Promise<ProgramRun> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'program-')));
  try {
    write(folder, files);
    const [main = 'main.mjs'] = Object.keys(files);
    const config = path.join(folder, 'settings.json');
    if (settings) writeFileSync(config, JSON.stringify(settings));
    const migrate = (): Promise<Report> => reportOf(folder, settings ? ['--config', config] : []);
    const before = await printed(folder, main);
    const report = await migrate();
    const after = await printed(folder, main);
    const outcomes = report.files.flatMap(({ sites }) =>
      sites.map(({ outcome, reason }) => (reason === undefined ? outcome : `${outcome} ${reason}`)),
    );
    return { before, after, outcomes, report, again: await migrate() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function write(folder: string, files: Program['files']): void {
  cpSync(path.join(import.meta.dirname, 'callers.cjs'), path.join(folder, 'callers.cjs'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const modules = path.join(folder, 'node_modules');
  mkdirSync(path.join(modules, '@parent-overrides'), { recursive: true });
  symlinkSync(path.join(ROOT, 'packages/runtime'), path.join(modules, '@parent-overrides/runtime'));
  for (const name of readdirSync(MODULES))
    if (!name.startsWith('.') && !name.startsWith('@'))
      symlinkSync(path.join(MODULES, name), path.join(modules, name));
}

/** A program that hangs or fails prints that instead, and so differs from what is expected. */
async function printed(folder: string, main: string): Promise<string> {
  try {
    const { stdout } = await execute(process.execPath, [main], { cwd: folder, timeout: LONGEST_RUN });
    return stdout.trim();
  } catch (error) {
    return `it failed: ${(error as { stderr?: string }).stderr ?? String(error)}`;
  }
}

async function reportOf(folder: string, options: readonly string[]): Promise<Report> {
  const { stdout } = await execute(
    process.execPath,
    [BIN, '.', '--ignore', 'callers.cjs', '--json', ...options],
    { cwd: folder },
  );
  return JSON.parse(stdout) as Report;
}
