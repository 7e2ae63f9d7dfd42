/** `--eslint`: the project's own ESLint config says, file by file, what to look for. This runs that config's code. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { remembered, type ParentOverridesSettings } from '@parent-overrides/launch-sites';
import { isOff } from '../parse/disable-comments.ts';
import { toConfig, type FileConfig } from './file-config.ts';
import { withPreset, type Preset } from './preset.ts';
import { UsageError } from '../usage-error.ts';

const RULE = 'parent-overrides/require-wrapper';
const SETTINGS_KEY = 'parent-overrides';
export const ESLINT_CONFIG_FILES = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map(
  (ending) => `eslint.config.${ending}`,
);

/** The part of ESLint's class that is used here. */
interface ESLintLike {
  isPathIgnored(file: string): Promise<boolean>;
  calculateConfigForFile(file: string): Promise<CalculatedConfig | undefined>;
}

interface CalculatedConfig {
  readonly rules?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The nearest ESLint config file at or above a directory. */
export function findEslintConfig(directory: string): string | undefined {
  const found = ESLINT_CONFIG_FILES.map((name) => path.join(directory, name)).find((file) =>
    existsSync(file),
  );
  const parent = path.dirname(directory);
  return found ?? (parent === directory ? undefined : findEslintConfig(parent));
}

/**
 * What the ESLint config of each file says: the rule's severity and options, the shared settings, the ignores.
 *
 * @param files absolute paths
 * @param preset look for what this preset does, whatever the config says
 * @param types ask for types, whatever the config says
 * @throws {UsageError} when there is no config or no ESLint, or ESLint cannot load the config
 */
export async function configsByEslint(
  files: readonly string[],
  preset: Preset | undefined,
  types: boolean,
): Promise<Map<string, FileConfig>> {
  const linters = new Map<string, ESLintLike>();
  const known = new Map<string, FileConfig>();
  const configs = new Map<string, FileConfig>();
  for (const file of files) {
    const configFile = findEslintConfig(path.dirname(file));
    if (configFile === undefined) {
      throw new UsageError(`--eslint: there is no eslint.config.* at or above ${path.dirname(file)}.`);
    }
    let linter = linters.get(configFile);
    if (!linter) linters.set(configFile, (linter = await loadEslint(path.dirname(configFile))));
    configs.set(file, await configOf(linter, file, configFile, preset, types, known));
  }
  return configs;
}

async function loadEslint(directory: string): Promise<ESLintLike> {
  let entry;
  try {
    entry = createRequire(path.join(directory, 'package.json')).resolve('eslint');
  } catch {
    throw new UsageError(
      `--eslint: ESLint is not installed in ${directory}. Install the project's dependencies first, or leave out --eslint.`,
    );
  }
  const loaded = (await import(pathToFileURL(entry).href)) as {
    ESLint?: new (options: { cwd: string }) => ESLintLike;
    default?: { ESLint?: new (options: { cwd: string }) => ESLintLike };
  };
  const ESLint = loaded.ESLint ?? loaded.default?.ESLint;
  if (!ESLint)
    throw new UsageError(`--eslint: ${entry} has no class ESLint; version 9.15 or newer is needed.`);
  return new ESLint({ cwd: directory });
}

async function configOf(
  linter: ESLintLike,
  file: string,
  configFile: string,
  preset: Preset | undefined,
  types: boolean,
  known: Map<string, FileConfig>,
): Promise<FileConfig> {
  let config;
  try {
    if (await linter.isPathIgnored(file)) return { skip: 'the ESLint config ignores it' };
    config = await linter.calculateConfigForFile(file);
  } catch (error) {
    throw new UsageError(`--eslint: ESLint cannot load ${configFile}: ${(error as Error).message}`);
  }
  const entry = config?.rules?.[RULE];
  if (entry === undefined) return { skip: `the ESLint config does not enable ${RULE} for it` };
  if (isOff(entry)) return { skip: `the ESLint config switches ${RULE} off for it` };
  // The rule's option wins over the shared settings; `fix` concerns ESLint alone.
  const { fix: _fix, ...option } = ((Array.isArray(entry) ? entry[1] : undefined) ?? {}) as { fix?: boolean };
  const shared = config?.settings?.[SETTINGS_KEY] as ParentOverridesSettings | undefined;
  const settings = withPreset({ ...shared, ...option }, preset);
  const origin = `settings['${SETTINGS_KEY}'] or the option of ${RULE}`;
  return remembered(known, JSON.stringify(settings), () => ({
    config: toConfig(settings, `${configFile}: ${origin}`, types),
    typed: settings.typed === true && !types,
  }));
}
