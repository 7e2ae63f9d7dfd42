/** What a command line says about what to look for, file by file. */
import { LAUNCHERS, type LaunchConfig } from '@parent-overrides/launch-sites';
import { configsByEslint } from './eslint-settings.ts';
import { configForAll, type FileConfig } from './file-config.ts';
import type { Preset } from './preset.ts';
import { UsageError } from '../usage-error.ts';

export interface ConfigOptions {
  readonly eslint: boolean;
  readonly config?: string | undefined;
  readonly preset?: Preset | undefined;
}

export interface FileConfigs {
  /** Each once. */
  readonly all: readonly LaunchConfig[];
  of(file: string): FileConfig;
}

/** @throws {UsageError} when the settings cannot be read, or are wrong */
export async function readConfigs(
  { eslint, config: configFile, preset }: ConfigOptions,
  files: readonly string[],
): Promise<FileConfigs> {
  if (eslint && configFile !== undefined)
    throw new UsageError('--eslint and --config both say what to look for. Give one of them.');
  if (!eslint) {
    const config = configForAll(configFile, preset);
    const own: FileConfig = { config };
    return { all: [config], of: () => own };
  }
  const byFile = await configsByEslint(files, preset);
  const configs = new Set([...byFile.values()].flatMap((own) => ('config' in own ? [own.config] : [])));
  return {
    all: [...configs],
    of: (file) => byFile.get(file) ?? { skip: 'it is not among the given files' },
  };
}

/** @throws {UsageError} when an id is no launcher's */
export function checkOnly(only: readonly string[] | undefined, configs: readonly LaunchConfig[]): void {
  const ids = [...LAUNCHERS, ...configs.flatMap((config) => config.launchers)].map((launcher) => launcher.id);
  const unknown = only?.find((id) => !ids.includes(id));
  if (unknown === undefined) return;
  throw new UsageError(
    `--only ${unknown} is not a launcher's id. Known ids: ${[...new Set(ids)].sort().join(', ')}.`,
  );
}
