/** The fixtures of typed mode with their program: what the file alone does not show. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const folder = join(import.meta.dirname, '..', 'fixtures', 'typed');

export const TYPED_FIXTURE = join(folder, 'launches.ts');
export const TYPED_TEXT = readFileSync(TYPED_FIXTURE, 'utf8');
/** Files that compile, so that a missing launch is not a missing type. */
export const SOUND: readonly string[] = [TYPED_FIXTURE, join(folder, 'receivers.ts')];
/** One that does not. */
export const BROKEN = join(folder, 'broken.ts');

export const PROGRAM = ts.createProgram([...SOUND, BROKEN], {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  noEmit: true,
  types: ['node'],
});
