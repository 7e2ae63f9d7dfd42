import js from '@eslint/js';
import parentOverrides from './packages/eslint-plugin/dist/index.js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    '**/dist/',
    '**/fixtures/',
    '**/.cache/',
    '**/coverage/',
    // Written as its users would write it, with the launches unwrapped: the demo lints it, not this config.
    'examples/parallel-evaluation/',
  ]),
  js.configs.recommended,
  parentOverrides.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, parentOverrides.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers in messages are wanted; anything else in a template is still an error.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `node.type === 'CallExpression'`: typescript-eslint types it as an enum, ESTree and every parser as a string.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // `while (true)` with a `break` says what it does.
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // The runtime carries values of any type through any function.
    files: ['packages/runtime/**/*.ts', 'benchmarks/runtime/**/*.ts', 'tools/{probe,jobs}/**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
    },
  },
  {
    // Libraries take functions that are async, and reject with what they like.
    files: ['tools/{probe,jobs}/**/*.ts'],
    rules: {
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
    },
  },
  {
    // Its tests bring what types forbid: hostile values, odd classes, promises where none belong.
    files: ['packages/runtime/tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/await-thenable': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-misused-promises': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/triple-slash-reference': 'off',
      'no-sparse-arrays': 'off',
    },
  },
  {
    // A test's assertion on a missing value is its failure message.
    files: ['**/tests/**/*.ts', 'tools/**/*.ts', 'benchmarks/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // They show what is lost without the wrapper. What is wrapped there is held to the moment of capture.
    files: ['packages/runtime/tests/**', 'benchmarks/runtime/**', 'tools/{probe,jobs}/**'],
    settings: {
      'parent-overrides': {
        runtime: ['@parent-overrides/runtime', '../src/index.ts', '../../src/index.ts'],
      },
    },
    rules: { 'parent-overrides/require-wrapper': 'off' },
  },
  {
    // Types are asserted there; nothing runs.
    files: ['**/*.test-d.ts'],
    rules: {
      '@typescript-eslint/ban-ts-comment': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    // They run in workers, pools, pages and under Jest, each with globals of its own.
    files: ['packages/*/tests/**/*.{js,cjs,mjs}', 'benchmarks/**/*.js'],
    rules: { 'no-undef': 'off', 'no-unused-vars': 'off' },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { module: 'writable', require: 'readonly' } },
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
);
