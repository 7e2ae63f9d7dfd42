/** oxlint with the plugin under `jsPlugins`, in an install that has neither ESLint nor TypeScript. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, expect, inject, test } from 'vitest';
import { OXLINT } from '../versions.ts';
import { createHost, type Host } from './host.ts';
import { typedProject } from './typed-project.ts';

const SOURCE = `import { withParentOverrides } from '@parent-overrides/runtime';
import { setImmediate as later } from 'node:timers';
const early = withParentOverrides(() => {});
export function start(run: () => void, file: URL): Worker {
  later(() => { run(); });
  later(() => withParentOverrides(run)());
  later(early);
  return new Worker(file);
}
`;

const oxlintrc = (configuration: object): string =>
  JSON.stringify({
    categories: { correctness: 'off' },
    jsPlugins: [{ name: 'parent-overrides', specifier: '@parent-overrides/eslint-plugin' }],
    rules: {
      'parent-overrides/require-wrapper': 'error',
      'parent-overrides/no-late-capture': 'error',
      'parent-overrides/no-module-scope-capture': 'error',
    },
    ...configuration,
  });

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
  readonly labels: readonly {
    readonly span: { readonly offset: number; readonly length: number; readonly line: number };
  }[];
}

let host: Host;
beforeAll(async () => {
  host = await createHost('oxlint', inject('pluginTarball'), OXLINT);
});

async function oxlint(...args: string[]): Promise<string[]> {
  const { stdout, stderr } = await host.run('oxlint', '--format', 'json', ...args);
  if (!stdout.startsWith('{')) throw new Error(stdout + stderr);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  return diagnostics.map(({ code, filename, labels: [label] }) => {
    const { offset, length, line } = label!.span;
    const underlined = host.read(filename).slice(offset, offset + length);
    return `${filename}:${line} "${underlined}" ${code}`;
  });
}

test('the install has no ESLint', () => {
  for (const name of ['eslint', 'typescript', '@typescript-eslint/utils']) {
    expect(existsSync(join(host.directory, 'node_modules', name)), name).toBe(false);
  }
});

test('reports every rule at the smallest useful span', async () => {
  host.files({
    '.oxlintrc.json': oxlintrc({}),
    'src/a.ts': SOURCE,
    'src/strict.js': 'setTimeout(run, 1);\n',
  });
  expect((await oxlint('src')).toSorted()).toEqual([
    'src/a.ts:5 "() =>" parent-overrides(require-wrapper)',
    'src/a.ts:6 "() =>" parent-overrides(no-late-capture)',
    'src/a.ts:7 "early" parent-overrides(no-module-scope-capture)',
    'src/a.ts:8 "new Worker" parent-overrides(require-wrapper)',
  ]);
});

test('--fix-suggestions wraps, moves out, and leaves what needs two ends', async () => {
  host.files({ '.oxlintrc.json': oxlintrc({}), 'src/a.ts': SOURCE });
  const left = await oxlint('--fix-suggestions', 'src');
  expect(host.read('src/a.ts')).toBe(
    SOURCE.replace('() => { run(); }', 'withParentOverrides(() => { run(); })').replace(
      '() => withParentOverrides(run)()',
      'withParentOverrides(run)',
    ),
  );
  expect(left).toHaveLength(2);
});

test('--fix wraps with the option `fix`', async () => {
  const rules = { 'parent-overrides/require-wrapper': ['error', { fix: true }] };
  host.files({
    '.oxlintrc.json': oxlintrc({ rules }),
    'src/a.js': "import { run } from './run.js';\nsetImmediate(run);\n",
  });
  expect(await oxlint('--fix', 'src')).toEqual([]);
  expect(host.read('src/a.js')).toBe(
    "import { run } from './run.js';\nimport { withParentOverrides } from '@parent-overrides/runtime';\nsetImmediate(withParentOverrides(run));\n",
  );
});

test('reads the shared settings, and says what is wrong with them', async () => {
  const strict = 'export const later = (run) => setTimeout(run, 1);\n';
  host.files({
    '.oxlintrc.json': oxlintrc({ settings: { 'parent-overrides': { strict: true } } }),
    'src/strict.js': strict,
  });
  expect(await oxlint('src')).toEqual(['src/strict.js:1 "run" parent-overrides(require-wrapper)']);
  host.write('.oxlintrc.json', oxlintrc({ settings: { 'parent-overrides': { stricter: true } } }));
  const { code, stdout } = await host.run('oxlint', 'src');
  expect(code).not.toBe(0);
  // All that oxlint prints about it: the file and the message, without a stack.
  // Its frame is another one where it takes itself to be in CI.
  expect(stripVTControlCharacters(stdout).replaceAll(`${host.directory}/`, '')).toMatch(
    /^\s+[x×] Error running JS plugin\.\n\s+[|│] File path: src\/strict\.js\n\s+[|│] SettingsError: settings\['parent-overrides'\]: "stricter" is not a known key\. Known keys: [\w, ]+\.\n\nFound 0 warnings and 1 error\./,
  );
});

test("wraps inside a Vue component's script", async () => {
  const component = `<script setup lang="ts">
import PQueue from 'p-queue';
const queue = new PQueue({ concurrency: 2 });
async function start(): Promise<void> {
  await queue.add(() => fetch('/evaluate'));
}
</script>
<template><p /></template>
`;
  host.files({ '.oxlintrc.json': oxlintrc({}), 'src/Start.vue': component });
  expect(await oxlint('--fix-suggestions', 'src')).toEqual([]);
  expect(host.read('src/Start.vue')).toBe(
    component
      .replace("() => fetch('/evaluate')", "withParentOverrides(() => fetch('/evaluate'))")
      .replace(
        "'p-queue';\n",
        "'p-queue';\nimport { withParentOverrides } from '@parent-overrides/runtime';\n",
      ),
  );
});

test('has no types: `typed` finds what the file alone shows, and nothing breaks', async () => {
  const settings = { 'parent-overrides': { typed: true } };
  host.files({ '.oxlintrc.json': oxlintrc({ settings }), ...typedProject('src'), 'src/a.ts': SOURCE });
  const reported = await oxlint('src');
  expect(reported.filter((line) => line.startsWith('src/service.ts'))).toEqual([]);
  expect(reported).toHaveLength(4);
});
