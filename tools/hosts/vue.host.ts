/** The script of a Vue single-file component, through vue-eslint-parser and eslint-plugin-vue's own config. */
import { beforeAll, expect, inject, test } from 'vitest';
import { ESLINT, TYPESCRIPT, TYPESCRIPT_PARSER, VUE } from '../versions.ts';
import { lint } from './eslint-report.ts';
import { createHost, type Host } from './host.ts';

const CONFIG = `
import parentOverrides from '@parent-overrides/eslint-plugin';
import tsParser from '@typescript-eslint/parser';
import vue from 'eslint-plugin-vue';
export default [
  ...vue.configs['flat/base'],
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: tsParser } } },
  parentOverrides.configs.recommended,
  { rules: { 'parent-overrides/require-wrapper': ['error', { fix: true }] } },
];
`;

const COMPONENT = `<template>
  <button @click="start">{{ label }}</button>
</template>

<script setup lang="ts">
import PQueue from 'p-queue';
import { ref } from 'vue';

const label = ref<string>('go');
const queue = new PQueue({ concurrency: 2 });
async function start(): Promise<void> {
  await queue.add(() => fetch('/evaluate'));
}
</script>

<style scoped>
button { color: red; }
</style>
`;

let host: Host;
beforeAll(async () => {
  host = await createHost('vue', inject('pluginTarball'), {
    ...ESLINT,
    ...TYPESCRIPT_PARSER,
    ...TYPESCRIPT,
    ...VUE,
  });
});

test('finds the launch in the script, at its place in the file', async () => {
  host.files({ 'eslint.config.js': CONFIG, 'src/Start.vue': COMPONENT });
  expect(await lint(host, 'src')).toEqual(['src/Start.vue:12:19-12:24 parent-overrides/require-wrapper']);
});

test('wraps it and imports inside the script, and touches nothing else', async () => {
  host.files({ 'eslint.config.js': CONFIG, 'src/Start.vue': COMPONENT });
  expect(await lint(host, '--fix', 'src')).toEqual([]);
  expect(host.read('src/Start.vue')).toBe(
    COMPONENT.replace("() => fetch('/evaluate')", "withParentOverrides(() => fetch('/evaluate'))").replace(
      "from 'vue';\n",
      "from 'vue';\nimport { withParentOverrides } from '@parent-overrides/runtime';\n",
    ),
  );
});

test('imports inside the script when the script has no import yet', async () => {
  const bare = `<script setup>\nfunction start() {\n  setImmediate(() => done());\n}\n</script>\n<template><p /></template>\n`;
  host.files({ 'eslint.config.js': CONFIG, 'src/Bare.vue': bare });
  expect(await lint(host, '--fix', 'src')).toEqual([]);
  const fixed = host.read('src/Bare.vue');
  const script = fixed.slice(fixed.indexOf('<script setup>'), fixed.indexOf('</script>'));
  expect(script).toContain("import { withParentOverrides } from '@parent-overrides/runtime'");
  expect(script).toContain('setImmediate(withParentOverrides(() => done()));');
});

test('a component without a script is nothing to report', async () => {
  host.files({
    'eslint.config.js': CONFIG,
    'src/Plain.vue': '<template>\n  <p>setImmediate(fn)</p>\n</template>\n',
  });
  expect(await lint(host, 'src')).toEqual([]);
});
