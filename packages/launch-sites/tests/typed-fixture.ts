/** The fixture of typed mode with its program: what the file alone does not show. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export const TYPED_FIXTURE = join(import.meta.dirname, '../fixtures/typed/launches.ts');
export const TYPED_TEXT = readFileSync(TYPED_FIXTURE, 'utf8');
export const PROGRAM = ts.createProgram([TYPED_FIXTURE], {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  noEmit: true,
  types: ['node'],
});
