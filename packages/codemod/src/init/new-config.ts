/** Config blocks as text: for a project without a linter, and to paste where a config is not understood. */
import type { Preset } from '../settings/preset.ts';
import { PLUGIN, RULES } from './packages.ts';

/** @returns a whole `eslint.config.mjs`, and the packages that it imports or is read by */
export function newEslintConfig(preset: Preset, isTypeScript: boolean): { text: string; needs: string[] } {
  const needs = ['eslint', PLUGIN];
  const imports = [`import parentOverrides from '${PLUGIN}';`];
  const items = [`parentOverrides.configs.${preset},`];
  if (isTypeScript) {
    needs.push('typescript-eslint');
    imports.push("import tseslint from 'typescript-eslint';");
    items.push("{ files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser: tseslint.parser } },");
  }
  const text = `${imports.join('\n')}\n\nexport default [\n${items.map((item) => `  ${item}\n`).join('')}];\n`;
  return { text, needs };
}

export function eslintBlock(preset: Preset): string {
  return `import parentOverrides from '${PLUGIN}';\n\n// One more item of the list that the config exports:\nparentOverrides.configs.${preset},`;
}

export function oxlintBlock(): string {
  const rules = RULES.map((rule) => `    "${rule}": "error"`).join(',\n');
  return `{\n  "jsPlugins": [{ "name": "parent-overrides", "specifier": "${PLUGIN}" }],\n  "rules": {\n${rules}\n  }\n}`;
}
