/** A file of the program as it stands on disk, read to say something about one place in it. */
import { readFileSync } from 'node:fs';
import { analyze } from '@typescript-eslint/scope-manager';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { callsOf, type Source } from '@parent-overrides/launch-sites';
import { parseSync, type ParserOptions } from 'oxc-parser';

const ATTEMPTS: readonly ParserOptions[] = [{}, { lang: 'jsx' }, { lang: 'jsx', sourceType: 'commonjs' }];

/** @returns nothing when the file cannot be read or parsed: then nothing is advised either */
export function readSource(filename: string): Source | undefined {
  try {
    const text = readFileSync(filename, 'utf8').replace(/^\uFEFF/, '');
    for (const options of /\.[cm]?tsx?$/.test(filename) ? ATTEMPTS.slice(0, 1) : ATTEMPTS) {
      const result = parseSync(filename, text, {
        ...options,
        astType: 'ts',
        preserveParens: false,
        range: true,
      });
      if (result.errors.some(({ severity }) => (severity as string) === 'Error')) continue;
      const ast = result.program as unknown as Source['ast'];
      const module = (result.program.sourceType as string) === 'module';
      const scopeManager = analyze(ast, {
        globalReturn: !module,
        lib: [],
        sourceType: module ? 'module' : 'script',
      });
      const calls = callsOf({ ast, visitorKeys });
      return { ast, scopeManager, visitorKeys, text, filename, calls };
    }
  } catch {
    // A file that is not there any more, or that nests too deeply.
  }
  return undefined;
}

/** @param line and column count from one */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return start + column - 1;
}
