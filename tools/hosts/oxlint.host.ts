/** oxlint with the plugin under `jsPlugins`, in an install that has neither ESLint nor TypeScript. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { createHost, type Host } from './host.ts';

const SOURCE = `import { setImmediate as later } from 'node:timers';
export function start(run: () => void, file: URL): Worker {
  later(() => { run(); });
  later((() => withParentOverrides(run)()));
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
  readonly labels: readonly { readonly span: { readonly offset: number; readonly length: number } }[];
}

let host: Host;
beforeAll(async () => {
  host = await createHost('oxlint', inject('pluginTarball'), { oxlint: '1.94.0' });
});

async function oxlint(...args: string[]): Promise<string[]> {
  const { stdout, stderr } = await host.run('oxlint', '--format', 'json', ...args);
  if (!stdout.startsWith('{')) throw new Error(stdout + stderr);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  return diagnostics.map(({ code, filename, labels: [label] }) => {
    const { offset, length } = label!.span;
    return `${filename} ${JSON.stringify(host.read(filename).slice(offset, offset + length))} ${code}`;
  });
}

test('the install has no ESLint', () => {
  for (const name of ['eslint', 'typescript', '@typescript-eslint/utils']) {
    expect(existsSync(join(host.directory, 'node_modules', name)), name).toBe(false);
  }
});

test('reports the same launches as ESLint does', async () => {
  host.files({
    '.oxlintrc.json': oxlintrc({}),
    'src/a.ts': SOURCE,
    'src/strict.js': 'setTimeout(run, 1);\n',
  });
  expect((await oxlint('src')).sort()).toEqual([]);
});

test('reads the shared settings', async () => {
  host.files({
    '.oxlintrc.json': oxlintrc({ settings: { 'parent-overrides': { strict: true } } }),
    'src/strict.js': 'setTimeout(run, 1);\n',
  });
  expect(await oxlint('src')).toEqual(['src/strict.js "run" parent-overrides(require-wrapper)']);
});
