/** `init`: looks at a project and brings in runtime, plugin and config. It prints nothing; `cli.ts` asks and prints. */
import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { refuseUncommitted } from './files/git.ts';
import { EXTENSIONS } from './files/select-files.ts';
import { shownPath } from './files/shown-path.ts';
import { runCommands, writeConfig } from './init/carry-out.ts';
import { shownCommand, type Prepared } from './init/init-text.ts';
import { lookAt } from './init/look.ts';
import { planFor, presetFor } from './init/plan.ts';
import type { Report } from './report/report.ts';
import type { Progress } from './report/progress.ts';
import { run } from './run.ts';
import type { Preset } from './settings/preset.ts';
import { UsageError } from './usage-error.ts';

/**
 * Looks, and plans; nothing is run or written.
 *
 * @param written the project's folder, as typed
 * @throws {UsageError} when there is no such folder, or no package.json
 */
export async function prepareInit(written: string, cwd: string, progress: Progress): Promise<Prepared> {
  const absolute = path.resolve(cwd, written);
  if (!statSync(absolute, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`init needs the folder of a project: ${written} is none.`);
  const show = shownPath(cwd);
  const project = await lookAt(realpathSync(absolute), show);
  const preset = presetFor(project);
  const report = await launchesOf(project.directory, preset.name, cwd, progress);
  return { project, report, show, plan: await planFor(project, preset, report, cwd) };
}

/** Whether there is anything that `carryOut` would do. */
export function hasWork({ plan }: Prepared): boolean {
  return plan.commands.length > 0 || plan.edit !== undefined;
}

export interface CarryOutOptions {
  /** Also a config with uncommitted changes. */
  readonly force: boolean;
  readonly install: boolean;
}

/**
 * Installs, then writes. When a command fails, nothing is written: a config that names a missing package would stop the
 * linter.
 *
 * @returns what went wrong, as a sentence
 * @throws {UsageError} when the config has changes that are not committed; then nothing was done
 */
export function carryOut({ plan, show }: Prepared, { force, install }: CarryOutOptions): string | undefined {
  const { edit, commands } = plan;
  if (edit?.fingerprint !== undefined && !force) refuseUncommitted([edit.file], show);
  const failed = install ? runCommands(commands) : undefined;
  if (failed)
    return `\`${shownCommand(failed, show)}\` failed, so nothing was written. Run it yourself, then run init again.`;
  const why = edit && writeConfig(edit);
  return why === undefined ? undefined : `${show(edit?.file ?? '')} was not written: ${why}.`;
}

/** A dry run over the project; undefined where it has no source file. */
async function launchesOf(
  directory: string,
  preset: Preset,
  cwd: string,
  progress: Progress,
): Promise<Report | undefined> {
  const options = {
    ...{ paths: [directory], cwd, extensions: EXTENSIONS, ignore: [], concurrency: 1 },
    ...{ dryRun: true, diff: false, eslint: false, preset, force: false },
  };
  try {
    return await run(options, progress);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
