/** A file's own syntax tells how it imports, before anything from outside is asked. Fixtures cannot ask: theirs is given. */
import { describe, expect, it } from 'vitest';
import { moduleKindOf } from '../src/edit/module-kind.ts';
import { callsOf } from '../src/syntax/nodes.ts';
import { parse, type ParserName } from './parse.ts';

const PARSERS: readonly ParserName[] = ['espree', 'typescript-eslint', 'oxc'];

function kindOf(parser: ParserName, text: string, sourceType: 'module' | 'script'): string {
  const { moduleKind, ...source } = parse(parser, text, { filename: 'file.js', sourceType });
  expect(moduleKind).toBeDefined();
  // The analysis sets `parent` where the parser did not.
  callsOf(source);
  return moduleKindOf(source);
}

describe.each(PARSERS)('with %s', (parser) => {
  it.each([
    ["new Worker(new URL('./w.js', import.meta.url));", 'esm'],
    ["const { run } = await load('./run.js');", 'esm'],
    ['for await (const task of tasks) setImmediate(task);', 'esm'],
    ['const later = async () => { await 1; setImmediate(run); };', 'unknown'],
    ['class Queue { static async run() { await 1; } }', 'unknown'],
    ['function Meta() { return new.target; } const meta = 1;', 'unknown'],
  ])('%s is %s', (text, kind) => {
    expect(kindOf(parser, text, 'module')).toBe(kind);
  });

  it.each([
    ["const fs = require('fs');", 'commonjs'],
    ['exports.run = run;', 'commonjs'],
    ["if (typeof module !== 'undefined') module.exports = run;", 'script'],
    ["typeof exports === 'object' && typeof module !== 'undefined' ? run(exports) : run(self);", 'script'],
    ["var fs = typeof require === 'function' && require('fs');", 'script'],
    ["if (typeof window === 'undefined') module.exports = run;", 'commonjs'],
    ["if (typeof require !== 'undefined' && require.main === module) run(); exports.run = run;", 'commonjs'],
    ['function run(module, exports, require) { module.exports = require(1); }', 'unknown'],
  ])('%s is %s', (text, kind) => {
    expect(kindOf(parser, text, 'script')).toBe(kind);
  });
});
