/** Runs in the bench's own install: lints every file of `tasks.json` and writes ESLint's own times to `times.json`. */
import { readFileSync, writeFileSync } from 'node:fs';
import js from '@eslint/js';
import query from '@tanstack/eslint-plugin-query';
import tsParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import n from 'eslint-plugin-n';
import testingLibrary from 'eslint-plugin-testing-library';
import parentOverrides from '@parent-overrides/eslint-plugin';
import { timesOf } from './file-times.js';

/** Linted once before, so that no rule is measured before it is compiled. */
const WARM_UP = 400;

const config = [
  js.configs.recommended,
  parentOverrides.configs.recommended,
  {
    plugins: { '@tanstack/query': query, n, 'testing-library': testingLibrary },
    rules: {
      '@tanstack/query/exhaustive-deps': 'error',
      'n/no-deprecated-api': 'error',
      'testing-library/await-async-queries': 'error',
    },
  },
];

const engines = Object.fromEntries(
  ['module', 'commonjs'].map((sourceType) => [
    sourceType,
    new ESLint({
      overrideConfigFile: true,
      stats: true,
      overrideConfig: [
        ...config,
        {
          files: ['**'],
          languageOptions: { sourceType, parserOptions: { ecmaFeatures: { jsx: true } } },
          linterOptions: { reportUnusedDisableDirectives: 'off', noInlineConfig: true },
        },
        {
          files: ['**/*.{ts,mts,cts,tsx}'],
          languageOptions: { parser: tsParser },
          // ESLint's own rule throws on some of the corpus's TypeScript.
          rules: { 'no-unused-vars': 'off' },
        },
      ],
    }),
  ]),
);

async function measure({ file, sourceType, candidate }) {
  const filePath = `corpus/${file}`;
  const [result] = await engines[sourceType].lintText(readFileSync(filePath, 'utf8'), { filePath });
  const times = timesOf(result);
  return times && { file: filePath, candidate, ...times };
}

const tasks = JSON.parse(readFileSync('tasks.json', 'utf8'));
const candidates = tasks.filter(({ candidate }) => candidate);
for (const task of [...tasks.slice(0, WARM_UP), ...candidates.slice(0, WARM_UP)]) await measure(task);
const measured = [];
for (const task of tasks) measured.push(await measure(task));
const times = measured.filter((file) => file !== undefined);
console.log(`${measured.length - times.length} files do not parse and are left out.\n`);
writeFileSync('times.json', JSON.stringify(times));
