/** Where a rule's configuration comes from: its own option first, then the shared settings, then the defaults. */
import {
  type LaunchConfig,
  type ParentOverridesSettings,
  resolveConfig,
  settingsSchema,
} from '@parent-overrides/launch-sites';
import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema';

export const SETTINGS_KEY = 'parent-overrides';

/** The part of ESLint's and oxlint's rule context that is read here. */
export interface ConfiguredContext {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly options: readonly unknown[];
}

/** The schema of a rule's only option: the shared settings, and what `own` adds to them. */
export function optionSchema(own: Record<string, JSONSchema4> = {}): readonly JSONSchema4[] {
  return [
    { ...settingsSchema, properties: { ...settingsSchema.properties, ...own } } as unknown as JSONSchema4,
  ];
}

const NOTHING: object = Object.freeze({});
const resolved = new WeakMap<object, WeakMap<object, LaunchConfig>>();
const interned = new Map<string, LaunchConfig>();

/**
 * The configuration of one rule for one file. ESLint hands the same objects to every file that a config
 * applies to, so they are checked and resolved once. Equal configurations are one object: the rules of a file
 * then share one analysis even where their options differ in `fix` only.
 *
 * @throws SettingsError naming the key, the value and what is allowed
 */
export function launchConfigOf(context: ConfiguredContext): LaunchConfig {
  const settings = objectOr(context.settings[SETTINGS_KEY]);
  const option = objectOr(context.options[0]);
  let byOption = resolved.get(settings);
  if (byOption === undefined) resolved.set(settings, (byOption = new WeakMap()));
  let config = byOption.get(option);
  if (config === undefined) byOption.set(option, (config = resolve(settings, option)));
  return config;
}

function resolve(
  settings: ParentOverridesSettings,
  option: ParentOverridesSettings & { fix?: boolean },
): LaunchConfig {
  // Checked alone first, so that a mistake in the settings is not hidden by an option and is blamed on the settings.
  resolveConfig(settings, `settings['${SETTINGS_KEY}']`);
  const { fix: _fix, ...own } = option;
  const merged = { ...settings, ...own };
  const config = resolveConfig(merged, 'the rule option');
  const key = JSON.stringify(Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1)));
  const same = interned.get(key);
  if (same === undefined) interned.set(key, config);
  return same ?? config;
}

function objectOr(value: unknown): ParentOverridesSettings {
  if (value === undefined) return NOTHING;
  // `resolveConfig` says what is wrong with anything that is not an object.
  if (typeof value !== 'object' || value === null)
    resolveConfig(value as never, `settings['${SETTINGS_KEY}']`);
  return value as ParentOverridesSettings;
}
