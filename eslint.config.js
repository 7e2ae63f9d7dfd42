import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    '**/dist/',
    '**/fixtures/',
    '**/.cache/',
    '**/coverage/',
    // Written as its users would write it, with the launches unwrapped: the demo lints it, not this config.
    'examples/',
  ]),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
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
    // Generics that accept any function need `any` in parameter position: `unknown` would refuse typed callbacks.
    files: ['packages/runtime/**/*.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  {
    // A test's assertion on a missing value is its failure message; promises of `test` and `it` are the runner's.
    files: ['**/tests/**/*.ts', 'tools/**/*.ts', 'benchmarks/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { module: 'writable', require: 'readonly' } },
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
);
