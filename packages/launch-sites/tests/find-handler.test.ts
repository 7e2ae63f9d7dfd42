/** Which export of a worker file is the handler. */
import { describe, expect, it } from 'vitest';
import { FIRST_IMPORT, FIRST_REQUIRE, plan } from './receiver-plans.ts';

describe('which export is the handler', () => {
  it.each<[string, string, string, string?]>([
    // Whole and named.
    [
      'w.ts',
      'const run = () => 1;\nexport = run;',
      'const run = () => 1;\nexport = receiveParentOverrides(run);',
    ],
    ['w.ts', 'const run = () => 1;\nexport = run;', 'refused', 'bill'],
    ['w.mjs', 'export default () => 1;', 'refused', 'bill'],
    ['w.mjs', 'export const bill = () => 1;', 'refused'],
    ['w.mjs', 'export function bill() {}', 'refused'],
    [
      'w.mjs',
      'export const ship = () => 1, bill = () => 2;',
      'export const ship = () => 1, bill = receiveParentOverrides(() => 2);',
      'bill',
    ],
    ['w.mjs', 'export let bill = () => 1;', 'refused', 'bill'],
    ['w.mjs', 'export const { bill } = handlers;', 'refused', 'bill'],
    ['w.ts', 'export declare const bill: () => 1;', 'refused', 'bill'],
    ['w.mjs', 'export class bill {}', 'refused', 'bill'],
    ['w.mjs', 'export * from "./bill.js";', 'refused', 'bill'],
    [
      'w.mjs',
      'const run = () => 1;\nexport { run as ship, run as bill };',
      'const run = () => 1;\nconst runReceiver = receiveParentOverrides(run);\nexport { run as ship, runReceiver as bill };',
      'bill',
    ],
    [
      'w.mjs',
      'const run = () => 1;\nexport { run as "bill" };',
      'const run = () => 1;\nconst runReceiver = receiveParentOverrides(run);\nexport { runReceiver as "bill" };',
      'bill',
    ],
    ['w.mjs', 'export { run as bill } from "./run.js";', 'refused', 'bill'],
    // Declarations that say more than a name.
    [
      'w.ts',
      'export default function (a: string): void;\nexport default function (a: string) {}\nexport function bill() {}',
      'export default function (a: string): void;\nexport default function (a: string) {}\nfunction bill() {}\nconst billReceiver = receiveParentOverrides(bill);\nexport { billReceiver as bill };',
      'bill',
    ],
    ['w.ts', 'export function bill(a: string): void;\nexport function bill(a: string) {}', 'refused', 'bill'],
    [
      'w.ts',
      'function run(a: string): void;\nfunction run(a: string) {}\nexport { run as bill };',
      'refused',
      'bill',
    ],
    ['w.ts', 'export function bill() {}\nexport namespace bill { export const a = 1; }', 'refused', 'bill'],
    [
      'w.ts',
      'export function bill() {}\nnamespace other { export const a = 1; }',
      'function bill() {}\nconst billReceiver = receiveParentOverrides(bill);\nexport { billReceiver as bill };\nnamespace other { export const a = 1; }',
      'bill',
    ],
    ['w.mjs', 'export function* bill() {}', 'refused', 'bill'],
    ['w.mjs', 'export /* why */ function bill() {}', 'refused', 'bill'],
    ['w.mjs', 'export default /* why */ function bill() {}\nbill();', 'refused'],
    [
      'w.mjs',
      'export\n  default   function bill() {}\nbill();',
      'function bill() {}\nexport default receiveParentOverrides(bill);\nbill();',
    ],
    [
      'w.mjs',
      'export default function bill() { bill(); }',
      'export default receiveParentOverrides(function bill() { bill(); });',
    ],
    ['w.ts', 'export default interface Task {}', 'refused'],
    ['w.ts', 'export default abstract class Task {}', 'refused'],
    [
      'w.ts',
      'export default (() => 1) as Handler;',
      'export default receiveParentOverrides((() => 1) as Handler);',
    ],
    // A semicolon where the file writes them, or where the next line would go on.
    [
      'w.mjs',
      'const a = 1\nexport default function () {}',
      'const a = 1\nexport default receiveParentOverrides(function () {})',
    ],
    [
      'w.mjs',
      'const a = 1\nexport default function () {}\n;[a].map(f)',
      'const a = 1\nexport default receiveParentOverrides(function () {})\n;[a].map(f)',
    ],
    [
      'w.mjs',
      'const a = 1\nexport default function () {}\n[a].map(f)',
      'const a = 1\nexport default receiveParentOverrides(function () {});\n[a].map(f)',
    ],
    [
      'w.mjs',
      'const a = 1\nexport default function () {}\n`a`.trim()',
      'const a = 1\nexport default receiveParentOverrides(function () {});\n`a`.trim()',
    ],
    [
      'w.mjs',
      'f()\nexport function bill() {}',
      'f()\nfunction bill() {}\nconst billReceiver = receiveParentOverrides(bill)\nexport { billReceiver as bill }',
      'bill',
    ],
    [
      'w.mjs',
      'const run = () => 1\nexport { run as bill }',
      'const run = () => 1\nconst runReceiver = receiveParentOverrides(run)\nexport { runReceiver as bill }',
      'bill',
    ],
    // One that is there already ends what takes the place of the function.
    [
      'w.mjs',
      'export function bill() {};',
      'function bill() {}\nconst billReceiver = receiveParentOverrides(bill);\nexport { billReceiver as bill };',
      'bill',
    ],
    // A file of one function shows what it writes inside of it.
    [
      'w.mjs',
      'export function bill(task) {\n  return task\n}',
      'function bill(task) {\n  return task\n}\nconst billReceiver = receiveParentOverrides(bill)\nexport { billReceiver as bill }',
      'bill',
    ],
    [
      'w.mjs',
      'export function bill(task) {\n  for (let i = 0; i < 1; i++) task()\n}',
      'function bill(task) {\n  for (let i = 0; i < 1; i++) task()\n}\nconst billReceiver = receiveParentOverrides(bill)\nexport { billReceiver as bill }',
      'bill',
    ],
    // Names that are taken, and other ends of lines.
    [
      'w.mjs',
      'export function bill() {}\nconst billReceiver = 1;',
      'function bill() {}\nconst billReceiver2 = receiveParentOverrides(bill);\nexport { billReceiver2 as bill };\nconst billReceiver = 1;',
      'bill',
    ],
  ])('%s %j', (filename, before, after, exportName = 'default') => {
    const result = plan(before, filename, { exportName });
    // The import is the first line, in the file's own style, which fixtures hold.
    const rest = result.replace(/^import \{ receiveParentOverrides \} from .*\n+/, '');
    expect(rest).toBe(after);
  });

  it('keeps the ends of lines', () => {
    const before = 'const a = 1;\r\nexport function bill() {}\r\n';
    expect(plan(before, 'w.mjs', { exportName: 'bill' })).toBe(
      `${FIRST_IMPORT.replaceAll('\n', '\r\n')}const a = 1;\r\nfunction bill() {}\r\nconst billReceiver = receiveParentOverrides(bill);\r\nexport { billReceiver as bill };\r\n`,
    );
    expect(plan('const run = () => 1;\r\nexport { run as bill };\r\n', 'w.mjs', { exportName: 'bill' })).toBe(
      `${FIRST_IMPORT.replaceAll('\n', '\r\n')}const run = () => 1;\r\nconst runReceiver = receiveParentOverrides(run);\r\nexport { runReceiver as bill };\r\n`,
    );
  });

  it.each<[string, string, string?]>([
    // The last assignment is what the pool finds.
    [
      'exports.bill = void 0;\nexports.bill = () => 1;',
      'exports.bill = void 0;\nexports.bill = receiveParentOverrides(() => 1);',
      'bill',
    ],
    [
      'exports.bill = () => 1;\nexports.bill = () => 2;',
      'exports.bill = () => 1;\nexports.bill = receiveParentOverrides(() => 2);',
      'bill',
    ],
    ['exports = module.exports = () => 1;', 'exports = module.exports = receiveParentOverrides(() => 1);'],
    [
      'exports.ship = exports.bill = () => 1;',
      'exports.ship = exports.bill = receiveParentOverrides(() => 1);',
      'bill',
    ],
    ['exports.bill = () => 1;', 'refused'],
    ['exports.bill ||= () => 1;', 'refused', 'bill'],
    ['module.exports = { bill: () => 1 };', 'refused', 'ship'],
    [
      'module.exports = { bill: () => 1, bill: () => 2 };',
      'module.exports = { bill: () => 1, bill: receiveParentOverrides(() => 2) };',
      'bill',
    ],
    ['module.exports = { bill: () => 1, ...more };', 'refused', 'bill'],
    [
      'module.exports = { ...more, bill: () => 1 };',
      'module.exports = { ...more, bill: receiveParentOverrides(() => 1) };',
      'bill',
    ],
    ['module.exports = { bill() { return 1; } };', 'refused', 'bill'],
    ['module.exports = { get bill() { return () => 1; } };', 'refused', 'bill'],
    [
      'const handlers = { bill: () => 1 };\nmodule.exports = handlers;',
      'const handlers = { bill: receiveParentOverrides(() => 1) };\nmodule.exports = handlers;',
      'bill',
    ],
    ['module.other = () => 1;', 'refused'],
    ['other.exports = () => 1;', 'refused'],
    ['other.bill = () => 1;', 'refused', 'bill'],
    ['const exports2 = {};\nexports2.bill = () => 1;', 'refused', 'bill'],
    ['const module = {};\nmodule.exports = () => 1;', 'refused'],
    ['module.exports.deep.bill = () => 1;', 'refused', 'bill'],
    ['function run() {}\nif (run) module.exports = run;', 'refused'],
  ])('in CommonJS: %j', (before, after, exportName = 'default') => {
    expect(plan(before, 'w.cjs', { exportName })).toBe(after === 'refused' ? after : FIRST_REQUIRE + after);
  });
});
