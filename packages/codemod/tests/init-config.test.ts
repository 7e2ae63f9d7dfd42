/** The edit of a linter's config, in every form that is understood, and in some that are not. */
import { describe, expect, test } from 'vitest';
import { planEslintConfig, type ConfigPlan } from '../src/init/eslint-config.ts';
import { planOxlintConfig } from '../src/init/oxlint-config.ts';

const eslint = (text: string, filename = 'eslint.config.mjs'): ConfigPlan =>
  planEslintConfig(filename, text, 'recommended', undefined);

function textOf(plan: ConfigPlan): string {
  if (plan.status !== 'edited') throw new Error(JSON.stringify(plan));
  return plan.text;
}

describe('ESLint', () => {
  test('an array, one item a line', () => {
    const before = `import js from '@eslint/js';

export default [
  js.configs.recommended, // what everybody has
  { rules: { 'no-console': 'error' } }, // last
];
`;
    expect(textOf(eslint(before))).toBe(`import js from '@eslint/js';
import parentOverrides from '@parent-overrides/eslint-plugin';

export default [
  js.configs.recommended, // what everybody has
  { rules: { 'no-console': 'error' } }, // last
  parentOverrides.configs.recommended,
];
`);
  });

  test('without a comma at the end, other quotes, no semicolons: a remark stays with its line', () => {
    const before = `import js from "@eslint/js"

export default [
    js.configs.recommended,
    { rules: {} } // last, not least
    // the end
]
`;
    expect(textOf(eslint(before))).toBe(`import js from "@eslint/js"
import parentOverrides from "@parent-overrides/eslint-plugin"

export default [
    js.configs.recommended,
    { rules: {} }, // last, not least
    parentOverrides.configs.recommended
    // the end
]
`);
  });

  test.each([
    ['on one line', '[a, b]', '[a, b, parentOverrides.configs.recommended]'],
    ['on one line with a comma', '[a, b,]', '[a, b, parentOverrides.configs.recommended]'],
    ['empty', '[]', '[parentOverrides.configs.recommended]'],
    ['empty but for a comment', '[/* none */]', '[parentOverrides.configs.recommended/* none */]'],
    ['with a spread at its end', '[a, ...b]', '[a, ...b, parentOverrides.configs.recommended]'],
    ['with a comma in a comment', '[a /* , */]', '[a, parentOverrides.configs.recommended /* , */]'],
  ])('a list %s', (_, list, after) => {
    expect(textOf(eslint(`import a from 'a';\nexport default ${list};\n`))).toBe(
      `import a from 'a';\nimport parentOverrides from '@parent-overrides/eslint-plugin';\nexport default ${after};\n`,
    );
  });

  test.each([
    ['defineConfig with a list', "import { defineConfig } from 'eslint/config';", 'defineConfig([a#])'],
    ['defineConfig with arguments', "import { defineConfig as d } from 'eslint/config';", 'd(a, b#)'],
    ['tseslint.config', "import tseslint from 'typescript-eslint';", 'tseslint.config(a#)'],
    ['tseslint.config of a namespace', "import * as t from 'typescript-eslint';", 't.config(a#)'],
    ['config by its name', "import { config } from 'typescript-eslint';", 'config(...a#)'],
    ['satisfies', "import a from 'a';", '[a#] satisfies Config[]'],
  ])('%s', (_, imported, value) => {
    const text = (item: string, more = ''): string =>
      `${imported}\n${more}export default ${value.replace('#', item)};\n`;
    const line = "import parentOverrides from '@parent-overrides/eslint-plugin';\n";
    expect(textOf(eslint(text(''), 'eslint.config.ts'))).toBe(
      text(', parentOverrides.configs.recommended', line),
    );
  });

  test('a constant that is exported', () => {
    expect(textOf(eslint("import a from 'a';\nconst config = [a];\nexport default config;\n"))).toContain(
      'const config = [a, parentOverrides.configs.recommended];',
    );
  });

  test('CommonJS, with Windows line ends', () => {
    const before =
      "const { defineConfig } = require('eslint/config');\r\n\r\nmodule.exports = defineConfig([\r\n\t{ rules: {} },\r\n]);\r\n";
    expect(textOf(eslint(before, 'eslint.config.cjs'))).toBe(
      "const { defineConfig } = require('eslint/config');\r\nconst parentOverrides = require('@parent-overrides/eslint-plugin');\r\n\r\nmodule.exports = defineConfig([\r\n\t{ rules: {} },\r\n\tparentOverrides.configs.recommended,\r\n]);\r\n",
    );
  });

  test('no import yet: below the head comment', () => {
    expect(textOf(eslint('// @ts-check\nexport default [{ rules: {} }];\n'))).toBe(
      "// @ts-check\nimport parentOverrides from '@parent-overrides/eslint-plugin';\n\nexport default [{ rules: {} }, parentOverrides.configs.recommended];\n",
    );
  });

  test('a name that is taken', () => {
    expect(textOf(eslint('const parentOverrides = [];\nexport default [...parentOverrides];\n'))).toContain(
      'parentOverridesPlugin.configs.recommended',
    );
  });

  test.each([
    "import p from '@parent-overrides/eslint-plugin';\nexport default [p.configs.strict];\n",
    "const p = require('@parent-overrides/eslint-plugin');\nmodule.exports = [p.configs.strict];\n",
  ])('what has the plugin stays as it is', (text) => {
    expect(eslint(text)).toMatchObject({ status: 'has-it' });
  });

  test.each([
    [
      'a function of somebody',
      "import antfu from '@antfu/eslint-config';\nexport default antfu({});\n",
      /list/,
    ],
    ['a function of that name', 'const defineConfig = (x) => x;\nexport default defineConfig([]);\n', /list/],
    ['a promise', "export default await import('./x.js');\n", /list/],
    ['no export', 'const config = [];\n', /exports/],
    ['a variable', 'let config = [];\nexport default config;\n', /list/],
    ['no JavaScript', 'export default [;\n', /parsed/],
  ])('%s is not guessed at', (_, text, why) => {
    const plan = eslint(text);
    expect(plan).toMatchObject({ status: 'not-understood' });
    expect('why' in plan && plan.why).toMatch(why);
  });
});

describe('oxlint', () => {
  const RULES =
    '"parent-overrides/require-wrapper": "error", "parent-overrides/no-late-capture": "error", "parent-overrides/no-module-scope-capture": "error"';
  const NAMED = '{ "name": "parent-overrides", "specifier": "@parent-overrides/eslint-plugin" }';

  test('a config with comments', () => {
    const before = `{
  // ours
  "plugins": ["import"],
  "rules": {
    "no-debugger": "error" // always
  }
}
`;
    const after = textOf(planOxlintConfig(before));
    expect(after).toBe(`{
  // ours
  "plugins": ["import"],
  "rules": {
    "no-debugger": "error", // always
    "parent-overrides/require-wrapper": "error",
    "parent-overrides/no-late-capture": "error",
    "parent-overrides/no-module-scope-capture": "error"
  },
  "jsPlugins": [${NAMED}]
}
`);
    expect(planOxlintConfig(after)).toMatchObject({ status: 'has-it' });
  });

  test('an empty one, and one with a plugin on one line', () => {
    expect(textOf(planOxlintConfig('{}'))).toBe(`{"jsPlugins": [${NAMED}], "rules": {${RULES}}}`);
    const after = textOf(planOxlintConfig('{ "jsPlugins": ["x"], "rules": {} }'));
    expect(JSON.parse(after)).toEqual({
      jsPlugins: ['x', JSON.parse(NAMED)],
      rules: JSON.parse(`{${RULES}}`) as object,
    });
  });

  test.each(['[]', '{ "rules": 1 }', '{ "jsPlugins": {} }', '{', ''])('%s is not guessed at', (text) => {
    expect(planOxlintConfig(text)).toMatchObject({ status: 'not-understood' });
  });
});
