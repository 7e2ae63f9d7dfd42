import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeIfStale } from './build-if-stale.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'build-if-stale-'));
  mkdirSync(path.join(folder, 'src/deep'), { recursive: true });
  write('src/deep/a.ts', 'a');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, text: string): void => {
  writeFileSync(path.join(folder, name), text);
};
const make = (): boolean =>
  makeIfStale({
    ...{ folder, inputs: ['src'], output: 'dist' },
    build() {
      mkdirSync(path.join(folder, 'dist'), { recursive: true });
      write('dist/a.js', 'built');
    },
  });

test('builds what is missing, once', () => {
  expect(make()).toBe(true);
  expect(make()).toBe(false);
});

test('builds again when a source, a new source or the output changes', () => {
  make();
  write('src/deep/a.ts', 'b');
  expect(make()).toBe(true);
  write('src/deep/new.ts', '');
  expect(make()).toBe(true);
  rmSync(path.join(folder, 'dist'), { recursive: true });
  expect(make()).toBe(true);
  // Somebody else built from other sources in between.
  write('dist/a.js', 'something else');
  expect(make()).toBe(true);
  expect(make()).toBe(false);
});

test('a build that fails is not taken for done', () => {
  const fails = (): never => {
    throw new Error('no');
  };
  expect(() => makeIfStale({ folder, inputs: ['src'], output: 'dist', build: fails })).toThrow('no');
  expect(make()).toBe(true);
});
