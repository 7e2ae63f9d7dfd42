/** No file may make a rule throw, and no suggestion may break a file that parsed. */
import * as tsParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import * as espree from 'espree';
import { describe, expect, test } from 'vitest';
import plugin from '../src/index.ts';

const deep = (open: string, close: string, levels: number): string =>
  open.repeat(levels) + close.repeat(levels);

/** Each of them mentions a launcher, so that the analysis runs. */
const NASTY: Readonly<Record<string, string>> = {
  'nothing but the name': 'setImmediate',
  'no argument': 'setImmediate(); new Worker; new Worker(); queue.add();',
  'an empty file with a comment': '// setImmediate\n',
  'a cycle of constants': 'const a = b; const b = a; setImmediate(a); a.submit(() => b);',
  'a variable that holds itself': 'const setImmediate = setImmediate; setImmediate(() => {});',
  'a function that returns itself': 'function f() { return f(); } setImmediate(f()); f().add(() => {});',
  'a class that extends itself':
    'class A extends A {} new A(); class Worker extends Worker {} new Worker("./w.js");',
  'mutual classes': 'class A extends B {} class B extends A {} new A().submit(() => {});',
  'a prototype name':
    "setImmediate(constructor); const { __proto__: p, toString } = require('p-queue'); p.add(() => {}); toString(() => {});",
  'names of Object.prototype':
    'const hasOwnProperty = setImmediate; hasOwnProperty(() => {}); valueOf.submit(() => {}); globalThis.constructor(setImmediate);',
  'a hole and a spread in a list':
    "import PQueue from 'p-queue'; new PQueue().addAll([, ...rest, () => {}, ,]);",
  'a launch inside a launch, 60 deep': `${'setImmediate(() => { '.repeat(60)}${'}); '.repeat(60)}`,
  'parentheses, 200 deep': `setImmediate(${deep('(', ')', 200).replace('()', '(() => {})')});`,
  'a conditional, 300 deep': `setImmediate(${'a ? b : '.repeat(300)}() => {});`,
  'a chain of 150 calls': `setImmediate(${'x.'.repeat(150)}y); $("f")${'.a()'.repeat(150)}.submit(() => {});`,
  'a binary chain of 500': `setImmediate(() => ${'1 + '.repeat(500)}1);`,
  'tagged and template literals': 'setImmediate`x`; setImmediate(`${() => {}}`); new Worker(`./${name}.js`);',
  'a private name and a static block':
    'class A { static #q = setImmediate; static { A.#q(() => {}); this.#q(() => {}); } }',
  'computed members':
    "globalThis['set' + 'Immediate'](() => {}); globalThis[`setImmediate`](() => {}); t[0](setImmediate);",
  'destructuring with defaults':
    'const { setImmediate: s = t, ...rest } = globalThis; s(() => {}); rest.queueMicrotask(() => {});',
  'dynamic import':
    "const { default: Q } = await import('p-queue'); const q = new Q(); q.add(() => {}); (await import('p-limit')).default(2)(() => {});",
  'import attributes': "import data from './d.json' with { type: 'json' };\nsetImmediate(() => data);",
  'a require with no argument':
    'const { setImmediate } = require(); setImmediate(() => {}); require(x).setImmediate(() => {}); require.resolve("timers");',
  'labels, switch, with-like names':
    'a: for (;;) { switch (x) { case setImmediate(() => {}): break a; default: setImmediate(run); } }',
  'generators and await':
    'async function* g() { new Worker(yield await 1); setImmediate(yield); for await (const x of setImmediate(() => {})) x; }',
  'a byte order mark and CRLF': '\uFEFF"use strict";\r\nsetImmediate(() => {});\r\n',
  'line separators': 'setImmediate(() => "\u2028");\u2028setImmediate(() => {});\u2029',
  'astral characters': 'const 𝒳 = "👩‍👩‍👧"; setImmediate(() => 𝒳); 𝒳.submit(() => {});',
  'a hashbang alone': '#!/usr/bin/env node\nsetImmediate(() => {})',
  'a shadow in every place':
    'for (const setImmediate of []) setImmediate(() => {}); try {} catch (setImmediate) { setImmediate(() => {}); } (function setImmediate() { setImmediate(() => {}); });',
  'import and export of the launcher':
    "export { setImmediate } from 'timers'; export * as t from 'timers'; import * as u from 'timers'; export default u.setImmediate; u.setImmediate(() => {});",
};

const TYPESCRIPT: Readonly<Record<string, string>> = {
  'types of that name':
    'type setImmediate = 1; interface Worker<T = Worker> { new (): Worker } declare const w: Worker; setImmediate(() => w);',
  'a self-referring type':
    'type Q = Q[]; interface R extends R { x: R } function f(q: Q, r: R) { q.add(() => {}); r.submit(() => {}); setImmediate(q); }',
  'overloads and abstract members':
    'abstract class A { abstract run(): void; go(): void; go(x?: number): void { setImmediate(this.go); executor.submit(() => this.run()); } }',
  'declarations only':
    'declare global { function setImmediate(f: () => void): void; } declare module "p-queue" { export default class Q { add(f: () => void): void } } export {};',
  'enums and namespaces':
    'enum Worker { A } namespace N { export const setImmediate = 1; setImmediate; } setImmediate(() => Worker.A);',
  decorators:
    '@setImmediate(() => {}) class A { @executor.submit(() => {}) m() {} constructor(@x private pool: Executor) { this.pool.submit(() => {}); } }',
  'import equals':
    "import t = require('timers'); import s = t.setImmediate; s(() => {}); t.setImmediate(() => {}); export = t;",
  'instantiation and satisfies':
    'const s = setImmediate<[]>; s(() => {}); (setImmediate satisfies unknown)(() => {}); (<any>setImmediate)(() => {});',
  'optional chains and non-null':
    'globalThis?.setImmediate?.(() => {}); globalThis!.setImmediate!(() => {}); a?.b!.submit?.(() => {});',
  'accessor, declare and definite fields':
    "import PQueue from 'p-queue'; class A { accessor q = new PQueue(); declare r: PQueue; s!: PQueue; go() { this.q.add(() => {}); this.r.add(() => {}); this.s.add(() => {}); } }",
};

function verify(code: string, parser: object, filename: string, strict: boolean): Linter.LintMessage[] {
  const preset = strict ? plugin.configs.strict : plugin.configs.recommended;
  const config: Linter.Config = {
    files: ['**'],
    languageOptions: {
      parser: parser,
      parserOptions: { ecmaFeatures: { jsx: filename.endsWith('x') } },
    },
    settings: { 'parent-overrides': { reportPromiseResolvers: true } },
  };
  return new Linter().verify(code, [preset, config], filename);
}

function check(code: string, parser: object, filename: string): void {
  for (const strict of [false, true]) {
    // A rule that throws makes `verify` throw; a file that does not parse would prove nothing.
    const messages = verify(code, parser, filename, strict);
    expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
    const text = code.replace(/^\uFEFF/, '');
    for (const { line, column, endLine, endColumn, message, suggestions = [] } of messages) {
      expect(endLine! > line || (endLine === line && endColumn! >= column), message).toBe(true);
      for (const { desc, fix } of suggestions) {
        const output = text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]);
        const after = verify(output, parser, filename, strict);
        expect(
          after.filter(({ fatal }) => fatal),
          `${desc}\n${output}`,
        ).toEqual([]);
        // The suggestion takes away exactly the problem it was offered for.
        expect(after.length, `${desc}\n${output}`).toBe(messages.length - 1);
      }
    }
  }
}

describe('nasty JavaScript', () => {
  test.each(Object.entries(NASTY))('%s', (_, code) => {
    check(code, espree, 'a.js');
    check(code, tsParser, 'a.js');
  });
});

describe('nasty TypeScript', () => {
  test.each(Object.entries(TYPESCRIPT))('%s', (_, code) => {
    check(code, tsParser, 'a.ts');
  });
});

test('a source code without scopes is nothing to look at', () => {
  for (const rule of Object.values(plugin.rules)) {
    const context = {
      settings: {},
      options: [],
      filename: 'a.css',
      sourceCode: { text: 'a { content: "setImmediate(" }', ast: { type: 'StyleSheet' } },
      languageOptions: {},
    };
    expect(rule.create(context as never)).toEqual({});
  }
});
