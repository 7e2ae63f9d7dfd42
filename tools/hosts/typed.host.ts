/** Typed linting through typescript-eslint's `projectService`, beside its own typed preset. */
import { beforeAll, expect, inject, test } from 'vitest';
import { ESLINT, P_QUEUE, TYPESCRIPT, TYPESCRIPT_ESLINT } from '../versions.ts';
import { lint } from './eslint-report.ts';
import { createHost, type Host } from './host.ts';
import { SERVICE, typedProject } from './typed-project.ts';

const CONFIG = (preset: string): string => `
import parentOverrides from '@parent-overrides/eslint-plugin';
import tseslint from 'typescript-eslint';
export default tseslint.config(
  { files: ['**/*.ts'], extends: [tseslint.configs.recommendedTypeCheckedOnly] },
  { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  parentOverrides.configs.${preset},
  { rules: { 'parent-overrides/require-wrapper': ['error', { fix: true }] } },
);
`;

const FILES = {
  ...typedProject('src'),
  // Plain JavaScript in the same run has no program, and gets the untyped answer.
  'src/plain.js': 'export const later = (run) => setImmediate(run);\n',
};

let host: Host;
beforeAll(async () => {
  host = await createHost('typed', inject('pluginTarball'), {
    ...ESLINT,
    ...P_QUEUE,
    ...TYPESCRIPT,
    ...TYPESCRIPT_ESLINT,
  });
});

test('the declaration in another file tells a queue from a set', async () => {
  host.files({ 'eslint.config.js': CONFIG('recommendedTypeChecked'), ...FILES });
  expect(await lint(host, 'src')).toEqual([
    'src/plain.js:1:44-1:47 parent-overrides/require-wrapper',
    'src/service.ts:8:30-8:34 parent-overrides/require-wrapper',
  ]);
});

test('without types the queue is followed into the file that declares it', async () => {
  host.files({ 'eslint.config.js': CONFIG('recommended'), ...FILES });
  expect(await lint(host, 'src')).toEqual([
    'src/plain.js:1:44-1:47 parent-overrides/require-wrapper',
    'src/service.ts:8:30-8:34 parent-overrides/require-wrapper',
  ]);
});

test('--fix wraps what the types found', async () => {
  host.files({ 'eslint.config.js': CONFIG('recommendedTypeChecked'), ...FILES });
  expect(
    (await lint(host, '--fix', 'src/service.ts')).filter((line) => line.includes('parent-overrides')),
  ).toEqual([]);
  expect(host.read('src/service.ts')).toBe(
    SERVICE.replace('queue.add(task)', 'queue.add(withParentOverrides(task))').replace(
      "from './deps.js';\n",
      "from './deps.js';\nimport { withParentOverrides } from '@parent-overrides/runtime';\n",
    ),
  );
});
