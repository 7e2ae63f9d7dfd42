/** What npm would publish: publint and Are The Types Wrong have nothing to say about any of the tarballs. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BUILT_PACKAGES } from './build-if-stale.ts';
import { cleanEnvironment } from './hosts/host.ts';
import { packPackage } from './pack-package.ts';

const BINARIES = path.join(import.meta.dirname, '../node_modules/.bin');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'packed-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** @throws with its words when the tool finds a problem */
function tool(name: string, ...args: string[]): string {
  return execFileSync(path.join(BINARIES, name), args, {
    ...{ encoding: 'utf8', env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] },
    shell: process.platform === 'win32',
  });
}

// Module resolution before Node 16 does not read `exports`; only the runtime has CommonJS to offer.
const PROFILES = {
  runtime: 'node16',
  'eslint-plugin': 'esm-only',
  codemod: 'esm-only',
  sanitizer: 'esm-only',
} as const;

test.each(BUILT_PACKAGES)('%s', { timeout: 180_000 }, (name) => {
  const tarball = packPackage(name, folder);
  expect(tool('publint', 'run', tarball, '--strict')).toContain('All good!');
  // Exits with 1, which throws, when there is a problem.
  const output = tool('attw', tarball, '--profile', PROFILES[name]);
  expect(output).toContain(name === 'codemod' ? 'does not contain types' : '🟢');
});

/** The dependencies of a package, as its package.json has them. */
function dependenciesOf(name: string): Readonly<Record<string, string>> {
  const file = path.join(import.meta.dirname, '../packages', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { dependencies: Record<string, string> }).dependencies;
}

// The bundler inlines project-modules, and a missing dependency would show on the user's machine only.
test.each(['eslint-plugin', 'codemod'])('%s brings along what project-modules needs', (name) => {
  const { semver: _inlined, ...needed } = dependenciesOf('project-modules');
  expect(Object.keys(needed)).toContain('oxc-resolver');
  expect(dependenciesOf(name)).toMatchObject(needed);
});

test('so does the sanitizer, which inlines what its fixtures need in another version', () => {
  const { semver: _inlined, 'lru-cache': _inlinedToo, ...needed } = dependenciesOf('project-modules');
  expect(dependenciesOf('sanitizer')).toMatchObject(needed);
});
