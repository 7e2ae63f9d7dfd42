/**
 * Runs in the bench's own install: lints the project's files with type information and writes ESLint's own times.
 *
 * The type checker remembers what it was asked, so the first rule that asks pays for all. Here no rule pays for
 * another: every side has a copy of the project, hence a program and a checker of its own, and nothing but its
 * own rules on. The sides take turns file by file, and in turning order, so that a busy machine is as busy for
 * both. A third copy is linted before with both sides, so that neither ESLint nor the checker is measured before
 * it is compiled.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import parentOverrides from '@parent-overrides/eslint-plugin';
import { timesOf } from './file-times.js';

const OURS = parentOverrides.configs.recommendedTypeChecked;
const PEER = {
  plugins: { '@typescript-eslint': tseslint.plugin },
  rules: { '@typescript-eslint/no-floating-promises': 'error' },
};

const eslint = new ESLint({
  overrideConfigFile: true,
  stats: true,
  overrideConfig: [
    {
      files: ['**/*.ts'],
      languageOptions: {
        parser: tseslint.parser,
        parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
      },
      linterOptions: { reportUnusedDisableDirectives: 'off', noInlineConfig: true },
    },
    { files: ['warm-up/**', 'ours/**'], ...OURS },
    { files: ['warm-up/**', 'peer/**'], ...PEER },
  ],
});

/** @param copy the folder that holds the side's copy of the project */
async function measure(copy, file) {
  const filePath = join(import.meta.dirname, copy, file);
  const [result] = await eslint.lintText(readFileSync(filePath, 'utf8'), { filePath });
  const times = timesOf(result);
  if (times === undefined) throw new Error(`${filePath}: ${result.messages[0].message}`);
  return { file, candidate: true, ...times };
}

/** Every file of the project once on each side. */
async function measureAll(files) {
  const times = { ours: [], peer: [] };
  for (const [index, file] of files.entries()) {
    const sides = index % 2 === 0 ? ['ours', 'peer'] : ['peer', 'ours'];
    for (const side of sides) times[side].push(await measure(side, file));
  }
  return times;
}

const files = JSON.parse(readFileSync('files.json', 'utf8'));
for (const file of files) await measure('warm-up', file);
const first = await measureAll(files);
const again = await measureAll(files);
writeFileSync('times.json', JSON.stringify({ first, again }));
