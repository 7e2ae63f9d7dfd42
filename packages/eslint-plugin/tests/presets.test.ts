/** The presets, as a flat config uses them. */
import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import plugin from '../src/index.ts';

const SOURCE = `import { withParentOverrides } from '@parent-overrides/runtime';
const early = withParentOverrides(run);
export function go(run) {
  setImmediate(run);
  setTimeout(run, 1);
  setImmediate(() => withParentOverrides(run)());
  setImmediate(early);
}
`;

function lint(...configs: Linter.Config[]): string[] {
  return new Linter()
    .verify(SOURCE, configs, 'a.js')
    .map(({ line, ruleId }) => `${line} ${ruleId ?? 'fatal'}`);
}

const RECOMMENDED = [
  '4 parent-overrides/require-wrapper',
  '6 parent-overrides/no-late-capture',
  '7 parent-overrides/no-module-scope-capture',
];
const STRICT = RECOMMENDED.toSpliced(1, 0, '5 parent-overrides/require-wrapper');

describe('presets', () => {
  test('recommended has every rule on', () => {
    expect(lint(plugin.configs.recommended)).toEqual(RECOMMENDED);
    expect(Object.keys(plugin.configs.recommended.rules ?? {})).toEqual(
      Object.keys(plugin.rules).map((name) => `parent-overrides/${name}`),
    );
  });

  test('leaks has what runs as another task or as nobody', () => {
    // Line 7 was wrapped while the module loaded, so it runs as nobody.
    expect(lint(plugin.configs.leaks)).toEqual(['7 parent-overrides/no-module-scope-capture']);
    expect(lint(plugin.configs.leaksTypeChecked)).toEqual(lint(plugin.configs.leaks));
    const text = `import PQueue from 'p-queue';
import { Worker } from 'node:worker_threads';
export const shared = new PQueue({ concurrency: 1 });
export const unbounded = new PQueue();
new Worker('./at-the-top.js');
export function go(run, xs) {
  shared.add(run);
  unbounded.add(run);
  const own = new PQueue({ concurrency: 1 });
  for (const x of xs) own.add(() => run(x));
  new Worker('./w.js');
}
`;
    const lines = new Linter().verify(text, [plugin.configs.leaks], 'a.js').map(({ line }) => line);
    expect(lines).toEqual([7, 11]);
  });

  test('strict also has the launchers that are left out of recommended', () => {
    expect(lint(plugin.configs.strict)).toEqual(STRICT);
  });

  test('without types the typed ones are what the others are', () => {
    expect(lint(plugin.configs.recommendedTypeChecked)).toEqual(RECOMMENDED);
    expect(lint(plugin.configs.strictTypeChecked)).toEqual(STRICT);
  });

  test('a later config changes an option or a setting without losing the preset', () => {
    const fix: Linter.Config = { rules: { 'parent-overrides/require-wrapper': ['error', { fix: true }] } };
    const runtime: Linter.Config = { settings: { 'parent-overrides': { executorNames: ['crew'] } } };
    expect(lint(plugin.configs.strict, fix, runtime)).toEqual(STRICT);
  });

  test('the plugin names itself as its package does', () => {
    expect(plugin.meta).toEqual({
      name: packageJson.name,
      version: packageJson.version,
      namespace: 'parent-overrides',
    });
  });
});

describe('rule metadata', () => {
  test.each(Object.entries(plugin.rules))('%s', (name, { meta }) => {
    expect(meta?.docs?.description).toMatch(/^(?:Require|Disallow) [^.]+$/);
    expect(meta?.docs?.url).toMatch(new RegExp(`/docs/rules/${name}\\.md$`));
    expect(meta?.schema).toHaveLength(1);
    for (const message of Object.values(meta?.messages ?? {})) {
      expect(message).toMatch(/^[A-Z`]/);
      expect(message).toMatch(/\.$|\{\{advice\}\}$/);
    }
  });
});
