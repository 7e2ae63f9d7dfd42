/** What `init` brings in. */
export const PLUGIN = '@parent-overrides/eslint-plugin';
export const RUNTIME = '@parent-overrides/runtime';

/** The rules, for a linter that has no presets. */
export const RULES = [
  'parent-overrides/require-wrapper',
  'parent-overrides/no-late-capture',
  'parent-overrides/no-module-scope-capture',
] as const;
