/** The typed presets on a real TypeScript program: what the file alone does not show. */
import { join } from 'node:path';
import * as tsParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import {
  PROGRAM as program,
  TYPED_FIXTURE as FILE,
  TYPED_TEXT as TEXT,
} from '../../launch-sites/tests/typed-fixture.ts';
import plugin from '../src/index.ts';
import type { PresetName } from '../src/configs.ts';

/** The lines that the fixture marks as launches. */
const MARKED = linesWith('//~ unwrapped');
/** The other files tell most of it without types: not what an executor is, nor a union's members. */
const WITHOUT_TYPES = MARKED.filter(
  (line) => !linesWith('.submit(').concat(linesWith('.either.')).includes(line),
);
/** `strict` takes `submit` on any receiver, such as the fixture's form. */
const IN_STRICT = [...MARKED, ...linesWith('form.submit(')].sort((a, b) => a - b);

function linesWith(part: string): number[] {
  return TEXT.split('\n').flatMap((line, index) => (line.includes(part) ? [index + 1] : []));
}

function reportedLines(preset: PresetName, parserOptions: object): number[] {
  const config: Linter.Config = {
    files: ['**'],
    languageOptions: { parser: tsParser, parserOptions },
  };
  const linter = new Linter({ cwd: join(FILE, '..') });
  const messages = linter.verify(TEXT, [plugin.configs[preset], config], { filename: FILE });
  expect(messages.filter(({ ruleId }) => ruleId !== 'parent-overrides/require-wrapper')).toEqual([]);
  return messages.map(({ line }) => line);
}

describe('typed presets', () => {
  test('the fixture marks launches', () => {
    expect(MARKED.length).toBeGreaterThan(10);
  });

  test('recommendedTypeChecked finds every one and no other', () => {
    expect(reportedLines('recommendedTypeChecked', { programs: [program] })).toEqual(MARKED);
  });

  test('strictTypeChecked is strict, too', () => {
    expect(IN_STRICT.length).toBeGreaterThan(MARKED.length);
    expect(reportedLines('strictTypeChecked', { programs: [program] })).toEqual(IN_STRICT);
  });

  test('recommended does not ask the types', () => {
    expect(WITHOUT_TYPES.length).toBeLessThan(MARKED.length);
    expect(reportedLines('recommended', { programs: [program] })).toEqual(WITHOUT_TYPES);
  });

  test('without a program the untyped answer stands', () => {
    expect(reportedLines('recommendedTypeChecked', {})).toEqual(WITHOUT_TYPES);
  });
});
