import { readFileSync } from 'node:fs';
import {
  resolveConfig,
  SettingsError,
  type LaunchConfig,
  type ParentOverridesSettings,
} from '@parent-overrides/launch-sites';
import { inWords } from '../files/read-source.ts';
import { withPreset, type Preset } from './preset.ts';
import { UsageError } from '../usage-error.ts';

/** What to look for in one file, or why the file is not to be touched. */
export type FileConfig =
  | {
      readonly config: LaunchConfig;
      /** Types were asked for, and there are none here. */
      readonly typed?: boolean;
    }
  | { readonly skip: string };

/** One configuration for every file: from a file of settings, else the defaults. */
export function configForAll(
  configFile: string | undefined,
  preset: Preset | undefined,
  types = false,
): LaunchConfig {
  const settings = configFile === undefined ? {} : readSettings(configFile);
  return toConfig(withPreset(settings, preset), configFile ?? 'the defaults', types);
}

/**
 * Check and complete a user's settings.
 *
 * @param where names their origin in messages
 * @param types whether the command line asks for types; what a setting says of them is for ESLint
 * @throws {UsageError} naming the key, its value and what is allowed
 */
export function toConfig(settings: ParentOverridesSettings, where: string, types: boolean): LaunchConfig {
  try {
    // Without types every file would be parsed with `typed`, and nothing more be found.
    return { ...resolveConfig(settings, where), typed: types };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new UsageError(error.message);
  }
}

function readSettings(file: string): ParentOverridesSettings {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read: ${inWords(error)}`;
    throw new UsageError(`--config ${file} ${why}.`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as ParentOverridesSettings;
  } catch (error) {
    throw new UsageError(`--config ${file} is not JSON: ${(error as Error).message}.`);
  }
}
