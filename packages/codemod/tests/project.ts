/** A throw-away project on disk, and the bin run in it as a real process. */
import { spawn, spawnSync, type SpawnOptions } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Report, ReportedFile, ReportedSite } from '../src/report/report.ts';

export const PACKAGE = path.dirname(import.meta.dirname);
export const BIN = path.join(PACKAGE, 'dist/cli.js');

export interface Output {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Files = Readonly<Record<string, string | Buffer>>;

export interface Project {
  readonly root: string;
  path(relative: string): string;
  read(relative: string): string;
  write(files: Files): void;
  git(...args: string[]): string;
  /** Run the bin here. */
  run(args: readonly string[], options?: SpawnOptions): Promise<Output>;
  /** Run the bin with `--json`. */
  report(args: readonly string[], options?: SpawnOptions): Promise<Output & { report: Report }>;
}

/**
 * Make a project that is removed when the test ends.
 *
 * @param files by relative path
 * @param options `git: false` leaves it outside any repository; otherwise everything is committed
 */
export function makeProject(files: Files, { git = true }: { git?: boolean } = {}): Project {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'codemod-')));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const project: Project = {
    root,
    path: (relative) => path.join(root, relative),
    read: (relative) => readFileSync(path.join(root, relative), 'utf8'),
    write(more) {
      for (const [relative, content] of Object.entries(more)) {
        mkdirSync(path.dirname(path.join(root, relative)), { recursive: true });
        writeFileSync(path.join(root, relative), content);
      }
    },
    git: (...args) => runGit(root, args),
    run: (args, options) => runProcess(process.execPath, [BIN, ...args], { cwd: root, ...options }),
    async report(args, options) {
      const output = await project.run([...args, '--json'], options);
      return { ...output, report: JSON.parse(output.stdout) as Report };
    },
  };
  project.write(files);
  if (git) {
    project.git('init', '--quiet');
    commit(project);
  }
  return project;
}

export function commit(project: Project): void {
  project.git('add', '--all');
  project.git('commit', '--quiet', '--allow-empty', '--message', 'Before the migration');
}

function runGit(cwd: string, args: readonly string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'core.autocrlf=false'];
  const result = spawnSync('git', [...identity, ...args], { cwd, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}`);
  return result.stdout;
}

export function runProcess(command: string, args: readonly string[], options: SpawnOptions): Promise<Output> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...options.env };
    // Vitest colours its own output; the bin must decide for itself.
    delete env['FORCE_COLOR'];
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options, env });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

export function fileIn(report: Report, name: string): ReportedFile {
  const found = report.files.find((file) => file.file === name);
  if (!found)
    throw new Error(`${name} is not in the report: ${report.files.map((file) => file.file).join(', ')}`);
  return found;
}

export function sitesIn(report: Report, name: string): readonly ReportedSite[] {
  return fileIn(report, name).sites;
}
