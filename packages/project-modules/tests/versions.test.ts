/** Which versions a file's imports get: as installed, else as asked for. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installedVersions } from '../src/versions.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'versions-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const write = (file: string, content: object | string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), typeof content === 'string' ? content : JSON.stringify(content));
};
const ask = (range: string, file = 'src/a.js', name = 'p-limit'): boolean | undefined =>
  installedVersions(join(root, file))?.satisfies(name, range);

it('nobody knows where nothing says so, or where the text is no file', () => {
  expect(ask('>=2 <5')).toBe(undefined);
  expect(installedVersions('a.js')).toBe(undefined);
});

it('the nearest installed one counts, whatever package.json asks for', () => {
  write('package.json', { dependencies: { 'p-limit': '^7.0.0' } });
  write('node_modules/p-limit/package.json', { version: '3.1.0' });
  expect(ask('<5')).toBe(true);
  expect(ask('>=5')).toBe(false);
  write('packages/b/node_modules/p-limit/package.json', { version: '6.0.0' });
  expect(ask('>=5', 'packages/b/src/c.js')).toBe(true);
});

it('a version is read again: it may be installed meanwhile', () => {
  write('node_modules/@acme/jobs/package.json', { version: '1.0.0' });
  expect(ask('^1', 'a.js', '@acme/jobs')).toBe(true);
  write('node_modules/@acme/jobs/package.json', { version: '2.0.0' });
  expect(ask('^1', 'a.js', '@acme/jobs')).toBe(false);
});

it('a pre-release is of its major', () => {
  write('node_modules/p-limit/package.json', { version: '5.0.0-beta.1' });
  expect(ask('>=5')).toBe(true);
  expect(ask('<5')).toBe(false);
});

it.each([
  ['^3.0.0', true, false],
  ['>=4 <6', undefined, undefined],
  ['^7', false, true],
  ['workspace:*', undefined, undefined],
  ['latest', undefined, undefined],
])('what is asked for counts where nothing is installed: %s', (wanted, below, from) => {
  write('package.json', { devDependencies: { 'p-limit': wanted } });
  write('src/package.json', { type: 'module' });
  expect(ask('<5')).toBe(below);
  expect(ask('>=5')).toBe(from);
});

it('what is no JSON says nothing', () => {
  write('node_modules/p-limit/package.json', 'none');
  write('package.json', 'none');
  expect(ask('<5')).toBe(undefined);
});
