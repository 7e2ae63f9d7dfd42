/** What a command line says about what to look for, file by file. */
import { LAUNCHERS, type LaunchConfig, type Launcher } from '@parent-overrides/launch-sites';
import { configsByEslint } from './eslint-settings.ts';
import { configForAll, type FileConfig } from './file-config.ts';
import type { Preset } from './preset.ts';
import type { TypesRequest } from '../types/typed-projects.ts';
import { UsageError } from '../usage-error.ts';

export interface ConfigOptions {
  readonly eslint: boolean;
  readonly config?: string | undefined;
  readonly preset?: Preset | undefined;
  /** Set where types are asked: `--types`. */
  readonly types?: TypesRequest | undefined;
}

export interface FileConfigs {
  /** Each once. */
  readonly all: readonly LaunchConfig[];
  of(file: string): FileConfig;
}

/** @throws {UsageError} when the settings cannot be read, or are wrong */
export async function readConfigs(
  { eslint, config: configFile, preset, types }: ConfigOptions,
  files: readonly string[],
): Promise<FileConfigs> {
  if (eslint && configFile !== undefined)
    throw new UsageError('--eslint and --config both say what to look for. Give one of them.');
  if (!eslint) {
    const config = configForAll(configFile, preset, types !== undefined);
    const own: FileConfig = { config };
    return { all: [config], of: () => own };
  }
  const byFile = await configsByEslint(files, preset, types !== undefined);
  const configs = new Set([...byFile.values()].flatMap((own) => ('config' in own ? [own.config] : [])));
  return {
    all: [...configs],
    of: (file) => byFile.get(file) ?? { skip: 'it is not among the given files' },
  };
}

/**
 * The ids of the launchers that `--only` names: by their own, or all of a package by its name.
 *
 * @throws {UsageError} when it names no launcher
 */
export function idsOf(
  only: readonly string[] | undefined,
  configs: readonly LaunchConfig[],
): readonly string[] | undefined {
  const rows = [...LAUNCHERS, ...configs.flatMap((config) => config.launchers)];
  const all = new Set(rows.flatMap(({ id, from }) => [id, ...from.flatMap(moduleOf)]));
  return only?.flatMap((name) => {
    const ids = rows.filter(({ id, from }) => id === name || from.flatMap(moduleOf).includes(name));
    if (ids.length === 0) throw new UsageError(unknownName(name, [...all]));
    return ids.map(({ id }) => id);
  });
}

function moduleOf(origin: Launcher['from'][number]): string[] {
  return 'module' in origin ? [origin.module] : [];
}

function unknownName(name: string, all: readonly string[]): string {
  const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const near = all.filter((known) => letters(known).includes(letters(name)));
  const known = (near.length > 0 ? near : all).toSorted().join(', ');
  return `--only ${name} is neither a launcher's id nor a package that has one. ${near.length > 0 ? 'Near it' : 'Known'}: ${known}.`;
}
