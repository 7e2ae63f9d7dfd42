/** Typed mode on a real program: what the file alone does not show. */
import * as typescriptParser from '@typescript-eslint/parser';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { findLaunchSites, resolveConfig, typesFromProgram, type Source } from '../src/index.ts';
import { found, marks } from './marks.ts';
import { PROGRAM as program, TYPED_FIXTURE as file, TYPED_TEXT as text } from './typed-fixture.ts';

const parsed = typescriptParser.parseForESLint(text, { filePath: file, programs: [program], range: true });
const source: Source = {
  text,
  filename: file,
  ast: parsed.ast,
  scopeManager: parsed.scopeManager,
  visitorKeys: parsed.visitorKeys,
  types: typesFromProgram(parsed.services as never),
};

it('the program is sound, so that a missing launch is not a missing type', () => {
  expect(ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText)).toEqual([]);
});

it('with types it finds every marked launch and no other', () => {
  expect(found(text, findLaunchSites(source, resolveConfig({ typed: true })))).toEqual(marks(text));
});

it('types are asked only when the configuration says so', () => {
  expect(findLaunchSites(source, resolveConfig())).toEqual([]);
});

it('without a program the untyped answer stands', () => {
  const { types: _types, ...untyped } = source;
  expect(findLaunchSites(untyped, resolveConfig({ typed: true }))).toEqual([]);
});
