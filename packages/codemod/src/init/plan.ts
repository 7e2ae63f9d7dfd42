/** What `init` would do about what it found: commands, edits, and what is left to people. Nothing is run or written. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { addCommand } from '../report/install-command.ts';
import type { Preset } from '../settings/preset.ts';
import type { Report } from '../report/report.ts';
import { depends, nearestPackage } from '../files/nearest-package.ts';
import { byHand } from './by-hand.ts';
import type { Project } from './look.ts';
import { RUNTIME } from './packages.ts';
import { planConfig, type ConfigEdit, type PlannedConfig } from './plan-config.ts';

export interface Command {
  /** Where it runs; absolute. */
  readonly directory: string;
  readonly command: string;
  readonly args: readonly string[];
}

export interface ChosenPreset {
  readonly name: Preset;
  readonly why: string;
  /** The linter's config has types already, so the preset that asks them costs nothing more. */
  readonly typed?: boolean;
}

export interface Plan {
  readonly preset: ChosenPreset;
  readonly commands: readonly Command[];
  readonly edit?: ConfigEdit;
  /** Paragraphs. */
  readonly byHand: readonly string[];
}

/** @param report of a dry run of the codemod over the project: its launches, and the packages that lack the runtime */
export async function planFor(
  project: Project,
  preset: ChosenPreset,
  report: Report | undefined,
  cwd: string,
): Promise<Plan> {
  const config = planConfig(project, preset.name);
  const commands = [...(await addRuntime(project, report, cwd)), ...(await addTools(project, config))];
  const chosen = config.typed ? { ...preset, typed: true } : preset;
  return {
    ...{ preset: chosen, commands, byHand: byHand(project, preset.name, config, report) },
    ...(config.edit && { edit: config.edit }),
  };
}

/**
 * Who keeps a store and defines no settings has callbacks that only read it: what leaks to another task is all that
 * concerns them.
 */
export function presetFor({ stores }: Project): ChosenPreset {
  const { settings, own, packages } = stores;
  if (settings !== undefined)
    return { name: 'recommended', why: `${settings} defines settings, which callbacks may change` };
  const [first = own[0] && `${own[0].file}:${own[0].line}`] = packages;
  if (first !== undefined) return { name: 'leaks', why: `there is a store (${first}) and no defineSettings` };
  return { name: 'recommended', why: 'there is no store yet' };
}

/** To this package, and to those of the workspace that have launches to wrap. */
async function addRuntime(
  { directory, packageFile, isWorkspaceRoot }: Project,
  report: Report | undefined,
  cwd: string,
): Promise<Command[]> {
  const lacking = new Set((report?.install ?? []).map((command) => path.resolve(cwd, command.directory)));
  if (!isWorkspaceRoot && !depends(packageFile.content, RUNTIME)) lacking.add(directory);
  const commands = [...lacking]
    .sort()
    .map(async (at) => ({ directory: at, ...(await addCommand(at, [RUNTIME])) }));
  return Promise.all(commands);
}

/** To the package beside the config, which is the one that loads them. */
async function addTools({ directory, linter, root }: Project, { needs }: PlannedConfig): Promise<Command[]> {
  const from = 'file' in linter ? path.dirname(linter.file) : root;
  const found = nearestPackage(from);
  const at = found && existsSync(path.join(from, 'package.json')) ? from : (found?.directory ?? directory);
  const content = nearestPackage(at)?.content ?? {};
  const missing = needs.filter((name) => !depends(content, name));
  if (missing.length === 0) return [];
  return [{ directory: at, ...(await addCommand(at, missing, { dev: true })) }];
}
