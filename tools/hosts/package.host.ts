/** The packed tarball: what is in it, what installs with it, and the README's words copied into an empty project. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { ESLINT, TYPESCRIPT } from '../versions.ts';
import { createHost, type Host } from './host.ts';

const ROOT = join(import.meta.dirname, '../..');
const README = readFileSync(join(ROOT, 'packages/eslint-plugin/README.md'), 'utf8');

/** The first block after `text`, without its fences. */
function blockAfter(text: string): string {
  const start = README.indexOf(text);
  if (start < 0) throw new Error(`The README no longer says: ${text}`);
  return /```\w+\n([\s\S]*?)```/.exec(README.slice(start))![1]!;
}

let host: Host;
beforeAll(async () => {
  host = await createHost('readme', inject('pluginTarball'), { ...ESLINT, ...TYPESCRIPT });
});

test('installs what reads other files of a project, and no linter or compiler', () => {
  const manifest = join(host.directory, 'node_modules/@parent-overrides/eslint-plugin/package.json');
  const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies?: object };
  expect(Object.keys(dependencies ?? {}).toSorted()).toEqual([
    ...['@typescript-eslint/scope-manager', '@typescript-eslint/visitor-keys', 'lru-cache'],
    ...['oxc-parser', 'oxc-resolver', 'tinyglobby', 'yaml'],
  ]);
  expect(existsSync(join(host.directory, 'node_modules/@typescript-eslint/parser'))).toBe(false);
});

test("the README's first example, word for word", async () => {
  host.files({
    'eslint.config.js': blockAfter('`eslint.config.js`'),
    'evaluate.js': blockAfter('Now `evaluate.js` has one problem:'),
  });
  const { code, stdout } = await host.run('eslint', 'evaluate.js');
  expect(code).toBe(1);
  const squeeze = (text: string): string => text.trim().replaceAll(/ +/g, ' ');
  expect(squeeze(stdout)).toContain(squeeze(blockAfter('ESLint says:')));
  expect(stdout).toContain('1 problem');
});

test("the README's settings, word for word", async () => {
  host.files({
    'eslint.config.js': blockAfter('## Settings'),
    'a.js':
      "import { AsyncResource } from 'node:async_hooks';\nsetImmediate(AsyncResource.bind(() => {}));\nexport const go = (crew) => crew.submit(() => {});\n",
  });
  const { stdout } = await host.run('eslint', 'a.js');
  expect(stdout).toContain('3:41');
  expect(stdout).toContain('1 problem');
});

test('a CommonJS config requires it', async () => {
  host.files({
    'eslint.config.cjs': `const { defineConfig } = require('eslint/config');
const parentOverrides = require('@parent-overrides/eslint-plugin');
module.exports = defineConfig(
  parentOverrides.configs.recommended,
  { plugins: { 'parent-overrides': parentOverrides }, extends: ['parent-overrides/strict'] },
);
`,
    'b.js': 'setTimeout(() => work(), 1);\nexport {};\n',
  });
  const { stdout } = await host.run('eslint', '-c', 'eslint.config.cjs', 'b.js');
  expect(stdout).toContain('1:12');
  expect(stdout).toContain('1 problem');
});

const CONFIG = `import parentOverrides from '@parent-overrides/eslint-plugin';
import { defineConfig } from 'eslint/config';
export default defineConfig(
  parentOverrides.configs.recommended,
  { plugins: { 'parent-overrides': parentOverrides }, extends: ['parent-overrides/strict'] },
);
// @ts-expect-error -- there is no such preset
parentOverrides.configs.all;
`;

// The oldest that the README names, and the newest.
test.each(['5.6.3', '6.0.3'])('its types hold in a config of TypeScript %s', async (typescript) => {
  const project = await createHost(`types-${typescript}`, inject('pluginTarball'), {
    eslint: '10.15.0',
    typescript,
  });
  project.files({
    'eslint.config.ts': CONFIG,
    'tsconfig.json': JSON.stringify({
      compilerOptions: { strict: true, module: 'nodenext', noEmit: true, types: [], skipLibCheck: false },
      files: ['eslint.config.ts'],
    }),
  });
  expect(await project.run('tsc', '-p', '.')).toEqual({ code: 0, stdout: '', stderr: '' });
});
