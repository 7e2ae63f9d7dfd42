/** `probe FILE`: measures a launch of the user's own, in processes of its own, and finds the row for it. */
import { fork } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchRow, resolveConfig, type LaunchRow } from '@parent-overrides/launch-sites';
import { otherModules, parseSource } from '@parent-overrides/project-modules';
import { PROBE_SECONDS } from '../bounds.ts';
import { declaredModuleKind } from '../files/nearest-package.ts';
import { decode, readBytes } from '../files/read-source.ts';
import { UsageError } from '../usage-error.ts';
import type { ProbeAnswer } from './answer.ts';
import { worse, type How, type Sees } from './sees.ts';

export interface ProbeReport {
  /** As typed. */
  readonly file: string;
  readonly node: string;
  readonly together: Sees;
  readonly staggered: Sees;
  /** The worse of the two. */
  readonly sees: Sees;
  /** How many of the four callbacks ran, at least. */
  readonly ran: number;
  readonly row: LaunchRow;
}

const SHAPE = 'export const launch = (callback) => queue.add(callback);';

/** @throws {UsageError} where the file cannot be measured: one sentence that says why */
export async function runProbe(file: string, cwd: string): Promise<ProbeReport> {
  const full = path.resolve(cwd, file);
  if (!existsSync(full)) throw new UsageError(`${file}: there is no such file.`);
  if (!statSync(full).isFile()) throw new UsageError(`${file} is a folder. probe needs a file: ${SHAPE}`);
  const [together, staggered] = await Promise.all([
    measured(file, full, 'together'),
    measured(file, full, 'staggered'),
  ]);
  return {
    ...{ file, node: process.version, together: together.sees, staggered: staggered.sees },
    sees: worse(together.sees, staggered.sees) as Sees,
    ran: Math.min(together.ran, staggered.ran),
    row: rowOf(full),
  };
}

async function measured(file: string, full: string, how: How): Promise<Extract<ProbeAnswer, { sees: Sees }>> {
  const answer = await ask(file, full, how);
  if ('sees' in answer) return answer;
  switch (answer.problem) {
    case 'extension':
      throw new UsageError(
        `${file} is TypeScript, which Node ${process.version} does not read: compile it, or use Node 22.18 or newer.`,
      );
    case 'export':
      throw new UsageError(`${file} exports no function \`launch\`. It needs one: ${SHAPE}`);
    case 'never':
      throw new UsageError(`${file}: \`launch\` was called by four callers, and no callback of theirs ran.`);
    case 'load':
      throw new UsageError(`${file} failed as it was loaded: ${ended(answer.why)}`);
    case 'launch':
      throw new UsageError(`${file}: \`launch\` failed: ${ended(answer.why)}`);
  }
}

const ended = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);

function ask(file: string, full: string, how: How): Promise<ProbeAnswer> {
  // What the file prints is not the report.
  const child = fork(fileURLToPath(new URL('./probe-process.js', import.meta.url)), [full, how], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new UsageError(`${file} did not come to an end within ${PROBE_SECONDS} seconds.`));
    }, PROBE_SECONDS * 1000);
    child.once('message', (answer) => {
      clearTimeout(late);
      resolve(answer as ProbeAnswer);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(late);
      const with_ = signal === null ? `code ${code}` : `signal ${signal}`;
      reject(new UsageError(`${file} ended its process (${with_}) before it was measured.`));
    });
  });
}

/** A file that runs may still not parse here, or hide what it calls: then there is no row to show. */
function rowOf(file: string): LaunchRow {
  try {
    const config = resolveConfig({ strict: true });
    const { text } = decode(readBytes(file));
    return launchRow(
      parseSource(file, text, declaredModuleKind(file), otherModules(file, text, config)),
      config,
      'launch',
    );
  } catch {
    return {};
  }
}
