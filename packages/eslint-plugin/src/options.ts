/** Where a rule's configuration comes from: its own option first, then the shared settings, then the defaults. */
import {
  Checker,
  type LaunchConfig,
  type ParentOverridesSettings,
  remembered,
  resolveConfig,
  SettingsError,
} from '@parent-overrides/launch-sites';
import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema';

export const SETTINGS_KEY = 'parent-overrides';
const OPTION = 'the rule option';

/** The part of ESLint's and oxlint's rule context that is read here. */
export interface ConfiguredContext {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly options: readonly unknown[];
}

interface Described {
  readonly description: string;
}

const SHARED: Record<keyof ParentOverridesSettings, Described> = {
  runtime: { description: 'The modules that export the wrappers; new imports use the first.' },
  wrappers: { description: 'Further functions that count as wrappers.' },
  launchers: { description: 'Further launchers, rows of the same shape as the built-in ones.' },
  executorNames: { description: 'The last words that make a receiver of `submit` an executor.' },
  strict: { description: 'Also the launchers that are on in the strict presets only.' },
  leaksOnly: {
    description:
      "Only launches that can run as another task or as nobody, not those that share their parent's live values.",
  },
  homeMadeQueues: {
    description:
      'Also functions in a list of the file, which another function takes out and calls; on unless false.',
  },
  typed: { description: 'Use type information where the parser has it.' },
  reportPromiseResolvers: { description: 'Report bare promise resolvers too.' },
};

/**
 * The schema of a rule's only option: the shared settings, and what `own` adds to them. It knows the keys and
 * leaves the values to `resolveConfig`: ESLint's words about a value name neither its key nor what is allowed.
 */
export function optionSchema(own: Record<string, Described> = {}): readonly JSONSchema4[] {
  // Its type wants a `type` for every key, which JSON schema does not.
  const properties = { ...SHARED, ...own } as unknown as Record<string, JSONSchema4>;
  return [{ type: 'object', properties, additionalProperties: false }];
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
  try {
    return knownOrResolved(context);
  } catch (error) {
    if (error instanceof SettingsError) endAfterMessage(error);
    throw error;
  }
}

/**
 * ESLint and oxlint print an error's `stack`. The mistake is in the user's configuration, so our calls would tell the
 * reader nothing. The message is read late, because ESLint adds the rule and the file to it.
 */
function endAfterMessage(error: SettingsError): void {
  Object.defineProperty(error, 'stack', {
    configurable: true,
    get: () => `${error.name}: ${error.message}`,
  });
}

function knownOrResolved(context: ConfiguredContext): LaunchConfig {
  const settings = objectOr(context.settings[SETTINGS_KEY]);
  const option = objectOr(context.options[0]);
  const byOption = remembered(resolved, settings, () => new WeakMap<object, LaunchConfig>());
  return remembered(byOption, option, () => resolve(settings, option));
}

function resolve(
  settings: ParentOverridesSettings,
  option: ParentOverridesSettings & { fix?: boolean },
): LaunchConfig {
  // Checked alone first, so that a mistake in the settings is not hidden by an option and is blamed on the settings.
  resolveConfig(settings, `settings['${SETTINGS_KEY}']`);
  const { fix, ...own } = option;
  const merged = { ...settings, ...own };
  const config = resolveConfig(merged, OPTION);
  if (fix !== undefined) new Checker(OPTION).boolean(fix, 'fix');
  const key = JSON.stringify(Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1)));
  return remembered(interned, key, () => config);
}

function objectOr(value: unknown): ParentOverridesSettings {
  if (value === undefined) return NOTHING;
  // `resolveConfig` says what is wrong with anything that is not an object.
  if (typeof value !== 'object' || value === null)
    resolveConfig(value as never, `settings['${SETTINGS_KEY}']`);
  return value as ParentOverridesSettings;
}
