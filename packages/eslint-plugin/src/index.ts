/** `@parent-overrides/eslint-plugin`: every launch keeps its parent's overrides, or says that it does not. */
import type { ESLint, Linter } from 'eslint';
import { type PresetName, presets } from './configs.ts';
import { noLateCapture } from './rules/no-late-capture.ts';
import { noModuleScopeCapture } from './rules/no-module-scope-capture.ts';
import { requireWrapper } from './rules/require-wrapper.ts';
import packageJson from '../package.json' with { type: 'json' };

const rules = {
  'require-wrapper': requireWrapper,
  'no-late-capture': noLateCapture,
  'no-module-scope-capture': noModuleScopeCapture,
};

export interface ParentOverridesPlugin extends ESLint.Plugin {
  readonly rules: NonNullable<ESLint.Plugin['rules']>;
  readonly configs: Record<PresetName, Linter.Config>;
}

const plugin: ParentOverridesPlugin = {
  meta: { name: packageJson.name, version: packageJson.version, namespace: 'parent-overrides' },
  // typescript-eslint types a rule for its own tree; ESLint runs it all the same.
  rules: rules as unknown as NonNullable<ESLint.Plugin['rules']>,
  configs: presets(),
};
for (const config of Object.values(plugin.configs)) config.plugins = { 'parent-overrides': plugin };

export default plugin;

// `require` gives this: a CommonJS `eslint.config.js` needs no `.default`.
export { plugin as 'module.exports' };
