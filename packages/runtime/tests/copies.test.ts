/** Copies of the package in one process share one context: ESM and CommonJS, two versions, a module reset. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as Runtime from '../src/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
let folder: string;
const copies: [string, typeof Runtime][] = [];

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'parent-overrides-')));
  // A second version: other file, other package.json, other module instance.
  cpSync(join(root, 'dist'), join(folder, 'newer/dist'), { recursive: true });
  writeFileSync(join(folder, 'newer/package.json'), '{ "type": "module", "version": "0.99.0" }');
  copies.push(
    ['source', await import('../src/index.ts')],
    ['ESM', await import('@parent-overrides/runtime')],
    ['CommonJS', require('../dist/index.cjs')],
    ['another version', await import(/* @vite-ignore */ join(folder, 'newer/dist/index.js'))],
  );
  const cjs = require.resolve('../dist/index.cjs');
  for (const file of Object.keys(require.cache)) if (file.includes('dist')) delete require.cache[file];
  copies.push(['CommonJS after a module reset', require(cjs)]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const definition = {
  lm: { default: 'none', wire: 'anywhere' },
  trace: {},
  tracker: { copyForChild: (t: number) => t + 1 },
} as const;
type App = { lm: string; trace: string[]; tracker: number };
const define = ({ defineSettings }: typeof Runtime, id: string) => defineSettings<App>(id, definition as any);

test('they are different copies', () => {
  expect(new Set(copies.map(([, copy]) => copy.withParentOverrides)).size).toBe(5);
});

describe.each([0, 1, 2, 3, 4])('copy %i', (i) => {
  test('every other copy shares its settings, frames, wrappers and payloads', () => {
    const [, one] = copies[i]!;
    const mine = define(one, 'copies');
    mine.configure({ lm: `base ${i}` });
    for (const [, other] of copies) {
      const theirs = define(other, 'copies');
      expect(theirs.current.lm).toBe(`base ${i}`);
      mine.context({ lm: 'a', trace: ['t'], tracker: 1 }, () => {
        const child = other.withParentOverrides(() => {
          mine.set({ lm: 'set' });
          mine.current.trace.push('child');
          return [theirs.current.lm, theirs.current.trace.length, theirs.current.tracker];
        });
        expect(one.withParentOverrides(child)).toBe(child);
        theirs.context({ lm: 'b' }, () => expect(child()).toEqual(['set', 2, 2]));
        expect([theirs.current.lm, theirs.current.trace]).toEqual(['a', ['t']]);
      });
      const wire = one.defineSettings<{ lm: string }>('copies-wire', { lm: { wire: 'anywhere' } });
      const packed = wire.context({ lm: 'p' }, () => one.packParentOverrides(5));
      expect(other.packParentOverrides(packed)).toBe(packed);
      const receive = other.receiveParentOverrides((payload) => [payload, wire.current.lm]);
      expect(receive(packed)).toEqual([5, 'p']);
      expect(one.receiveParentOverrides(receive)(packed)).toEqual([5, 'p']);
    }
  });
});

test('the same id with different settings is an error in any copy', () => {
  define(copies[0]![1], 'copies-differ');
  for (const [, copy] of copies) {
    expect(() => copy.defineSettings('copies-differ', { lm: { default: 'other' } })).toThrow(
      /is defined already/,
    );
  }
});

test('a plain CommonJS project under Jest', { timeout: 120_000 }, () => {
  const project = join(folder, 'jest-project');
  mkdirSync(join(project, 'node_modules/@parent-overrides'), { recursive: true });
  symlinkSync(root, join(project, 'node_modules/@parent-overrides/runtime'));
  writeFileSync(join(project, 'package.json'), '{ "name": "plain", "version": "1.0.0" }');
  cpSync(join(root, 'tests/jest'), project, { recursive: true });
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const output = join(project, 'output.json');
  execFileSync(process.execPath, [jest, '--ci', '--runInBand', '--json', '--outputFile', output], {
    cwd: project,
    stdio: 'pipe',
  });
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(output, 'utf8'));
  expect({ numPassedTests, numFailedTests }).toEqual({ numPassedTests: 4, numFailedTests: 0 });
});
