/** Typed mode on a real program: what the file alone does not show. */
import { readFileSync } from 'node:fs';
import * as typescriptParser from '@typescript-eslint/parser';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { findLaunchSites, resolveConfig, typesFromProgram, type Source } from '../src/index.ts';
import { found, marks } from './marks.ts';
import { BROKEN, PROGRAM as program, SOUND } from './typed-fixture.ts';

function complaintsAbout(files: readonly string[]): unknown[] {
  return files.flatMap((file) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map(({ messageText }) => messageText),
  );
}

function sourceOf(file: string): Source {
  const text = readFileSync(file, 'utf8');
  const parsed = typescriptParser.parseForESLint(text, { filePath: file, programs: [program], range: true });
  return {
    text,
    filename: file,
    ast: parsed.ast,
    scopeManager: parsed.scopeManager,
    visitorKeys: parsed.visitorKeys,
    types: typesFromProgram(parsed.services as never),
  };
}

const source = sourceOf(SOUND[0]!);
const typed = resolveConfig({ typed: true });

it('the program is sound, so that a missing launch is not a missing type', () => {
  expect(complaintsAbout(SOUND)).toEqual([]);
});

it.each(SOUND)('with types it finds every marked launch and no other: %s', (file) => {
  const own = sourceOf(file);
  expect(found(own.text, findLaunchSites(own, typed))).toEqual(marks(own.text));
});

it('in a program that does not compile it throws nothing and the untyped answer stands', () => {
  expect(complaintsAbout([BROKEN]).length).toBeGreaterThan(10);
  const own = sourceOf(BROKEN);
  expect(found(own.text, findLaunchSites(own, typed))).toEqual(marks(own.text));
  expect(findLaunchSites(own, typed)).toEqual(findLaunchSites(own, resolveConfig()));
});

it('types are asked only when the configuration says so', () => {
  expect(findLaunchSites(source, resolveConfig())).toEqual([]);
});

it('without a program the untyped answer stands', () => {
  const { types: _types, ...untyped } = source;
  expect(findLaunchSites(untyped, typed)).toEqual([]);
});
