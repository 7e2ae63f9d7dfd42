import type { Linter } from 'eslint';
import { SETTINGS_KEY } from './options.ts';

/** Every preset has every rule on; they differ in the launches that count. */
const RULES = {
  'parent-overrides/require-wrapper': 'error',
  'parent-overrides/no-late-capture': 'error',
  'parent-overrides/no-module-scope-capture': 'error',
} as const satisfies Linter.RulesRecord;

export type PresetName = 'recommended' | 'strict';

/**
 * The presets. `strict` is a shared setting and not an option of one rule, so that the three rules keep
 * agreeing on what a launch is, and a config after the preset can replace a rule's option without losing it.
 */
export function presets(): Record<PresetName, Linter.Config> {
  return {
    recommended: { name: 'parent-overrides/recommended', rules: RULES },
    strict: { name: 'parent-overrides/strict', settings: { [SETTINGS_KEY]: { strict: true } }, rules: RULES },
  };
}
