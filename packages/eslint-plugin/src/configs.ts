import type { ParentOverridesSettings } from '@parent-overrides/launch-sites';
import type { Linter } from 'eslint';
import { SETTINGS_KEY } from './options.ts';

/** Every preset has every rule on; they differ in the launches that count. */
const RULES = {
  'parent-overrides/require-wrapper': 'error',
  'parent-overrides/no-late-capture': 'error',
  'parent-overrides/no-module-scope-capture': 'error',
} as const satisfies Linter.RulesRecord;

/** What each preset sets on top of the defaults. */
const SETTINGS = {
  leaks: { leaksOnly: true },
  leaksTypeChecked: { leaksOnly: true, typed: true },
  recommended: {},
  recommendedTypeChecked: { typed: true },
  strict: { strict: true },
  strictTypeChecked: { strict: true, typed: true },
} as const satisfies Record<string, ParentOverridesSettings>;

export type PresetName = keyof typeof SETTINGS;

/**
 * The presets. `leaksOnly`, `strict` and `typed` are shared settings and not options of one rule, so that the three rules
 * keep agreeing on what a launch is, and a config after the preset can replace a rule's option without losing them.
 */
export function presets(): Record<PresetName, Linter.Config> {
  const preset = (name: PresetName): Linter.Config => ({
    name: `parent-overrides/${name}`,
    settings: { [SETTINGS_KEY]: SETTINGS[name] },
    rules: RULES,
  });
  return {
    leaks: preset('leaks'),
    leaksTypeChecked: preset('leaksTypeChecked'),
    recommended: preset('recommended'),
    recommendedTypeChecked: preset('recommendedTypeChecked'),
    strict: preset('strict'),
    strictTypeChecked: preset('strictTypeChecked'),
  };
}
