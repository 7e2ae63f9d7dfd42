/** ESLint's own command line: the current major, the previous one, and the oldest that the plugin allows. */
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { ESLINT, ESLINT_9, ESLINT_JSON, OLDEST_ESLINT, TYPESCRIPT, TYPESCRIPT_PARSER } from '../versions.ts';
import { lint, parseReport } from './eslint-report.ts';
import { createHost, type Finished, type Host } from './host.ts';

const CONFIG = (preset: string, extra = ''): string => `
import parentOverrides from '@parent-overrides/eslint-plugin';
import tsParser from '@typescript-eslint/parser';
export default [
  parentOverrides.configs.${preset},
  { files: ['**/*.ts'], languageOptions: { parser: tsParser } },
  ${extra}
];
`;

const JS_SOURCE = `import PQueue from 'p-queue';
const queue = new PQueue();
export function evaluateAll(examples, evaluate) {
  setImmediate(() => evaluate(examples[0]));
  return queue.add(() => evaluate(examples[1]));
}
`;

const TS_SOURCE = `import { Worker } from 'node:worker_threads';
export function start(file: URL): void {
  new Worker(file).unref();
}
`;

/** `setImmediate` thirty times over, and one Worker: more launches than ESLint has passes. */
const MANY = `import { Worker } from 'node:worker_threads';
export function all(run) {
${'  setImmediate(() => run());\n'.repeat(30)}  new Worker('./w.js').unref();
}
`;

/** What ESLint's command line prints after its own head: an error's text, without a stack. */
function saidBy({ stderr }: Finished, host: Host): string {
  const [, said] = /^\nOops! Something went wrong! :\(\n\nESLint: [\d.]+\n\n([^]*?)\n*$/.exec(stderr) ?? [];
  return (said ?? stderr).replaceAll(`${host.directory}/`, '');
}

describe.each([
  ['10', ESLINT],
  ['9', ESLINT_9],
])('ESLint %s', (major, version) => {
  let host: Host;
  beforeAll(async () => {
    host = await createHost(`eslint-${major}`, inject('pluginTarball'), {
      ...version,
      ...TYPESCRIPT_PARSER,
      ...TYPESCRIPT,
      ...ESLINT_JSON,
    });
  });

  test('reports JavaScript and TypeScript at the exact place', async () => {
    host.files({ 'eslint.config.js': CONFIG('recommended'), 'src/a.js': JS_SOURCE, 'src/b.ts': TS_SOURCE });
    expect(await lint(host, 'src')).toEqual([
      'src/a.js:4:16-4:21 parent-overrides/require-wrapper',
      'src/a.js:5:20-5:25 parent-overrides/require-wrapper',
      'src/b.ts:3:3-3:13 parent-overrides/require-wrapper',
    ]);
  });

  test('applies a suggestion to a clean file', async () => {
    host.files({ 'eslint.config.js': CONFIG('recommended'), 'src/b.ts': TS_SOURCE });
    const [result] = parseReport(await host.run('eslint', '--format', 'json', 'src/b.ts'));
    const suggestion = result?.messages[0]?.suggestions?.[0];
    expect(suggestion?.desc).toBe('Wrap in `spawnWithParentOverrides`.');
    const [start, end] = suggestion!.fix.range;
    host.write('src/b.ts', TS_SOURCE.slice(0, start) + suggestion!.fix.text + TS_SOURCE.slice(end));
    expect(host.read('src/b.ts')).toBe(
      TS_SOURCE.replace('new Worker(file)', 'spawnWithParentOverrides(() => new Worker(file))').replace(
        '\n',
        "\nimport { spawnWithParentOverrides } from '@parent-overrides/runtime';\n",
      ),
    );
    expect(await lint(host, 'src')).toEqual([]);
  });

  test('--fix changes nothing unless asked, and wraps everything when asked', async () => {
    host.files({ 'eslint.config.js': CONFIG('recommended'), 'src/many.js': MANY });
    expect(await lint(host, '--fix', 'src')).toHaveLength(31);
    expect(host.read('src/many.js')).toBe(MANY);
    const fix = `{ rules: { 'parent-overrides/require-wrapper': ['error', { fix: true }] } },`;
    host.write('eslint.config.js', CONFIG('recommended', fix));
    expect(await lint(host, '--fix', 'src')).toEqual([]);
    const fixed = host.read('src/many.js');
    expect(fixed.match(/setImmediate\(withParentOverrides\(\(\) => run\(\)\)\)/g)).toHaveLength(30);
    expect(fixed.match(/@parent-overrides\/runtime/g)).toHaveLength(1);
  });

  test('--suppress-all keeps a baseline that only new launches break', async () => {
    host.files({ 'eslint.config.js': CONFIG('recommended'), 'src/a.js': JS_SOURCE });
    expect((await host.run('eslint', '--suppress-all', 'src')).code).toBe(0);
    expect(JSON.parse(host.read('eslint-suppressions.json'))).toEqual({
      'src/a.js': { 'parent-overrides/require-wrapper': { count: 2 } },
    });
    expect((await host.run('eslint', 'src')).code).toBe(0);
    host.write('src/c.js', 'export const later = (run) => setImmediate(run);\n');
    expect(await lint(host, 'src')).toEqual(['src/c.js:1:44-1:47 parent-overrides/require-wrapper']);
  });

  test('--cache gives the same answer, and a changed setting is not answered from it', async () => {
    host.files({
      'eslint.config.js': CONFIG('recommended'),
      'src/a.js': JS_SOURCE,
      'src/t.js': 'export const later = (run) => setTimeout(run, 1);\n',
    });
    const first = await lint(host, '--cache', '--cache-location', '.lint-cache', 'src');
    expect(first).toHaveLength(2);
    expect(host.read('.lint-cache')).toContain('a.js');
    expect(await lint(host, '--cache', '--cache-location', '.lint-cache', 'src')).toEqual(first);
    host.write('eslint.config.js', CONFIG('strict'));
    expect(await lint(host, '--cache', '--cache-location', '.lint-cache', 'src')).toEqual([
      ...first,
      'src/t.js:1:42-1:45 parent-overrides/require-wrapper',
    ]);
  });

  test('--concurrency 2 gives the same answer as one thread', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`src/f${index}.js`, '\n'.repeat(index) + JS_SOURCE]),
    );
    host.files({ 'eslint.config.js': CONFIG('recommended'), ...files });
    const alone = await lint(host, '--concurrency', 'off', 'src');
    expect(alone).toHaveLength(80);
    expect(await lint(host, '--concurrency', '2', 'src')).toEqual(alone);
  });

  test('a wrong option stops at start-up and names key, value and what is allowed', async () => {
    const wrong = `{ rules: { 'parent-overrides/require-wrapper': ['error', { fixx: true }] } },`;
    host.files({ 'eslint.config.js': CONFIG('recommended', wrong), 'src/a.js': JS_SOURCE });
    const { code, stderr } = await host.run('eslint', 'src');
    expect(code).toBe(2);
    expect(stderr).toContain('parent-overrides/require-wrapper');
    expect(stderr).toContain('Unexpected property "fixx". Expected properties: ');
    expect(stderr).toContain('"fix"');
    host.write('eslint.config.js', CONFIG('recommended', wrong.replace('fixx: true', "fix: 'yes'")));
    const value = await host.run('eslint', 'src');
    expect(value.code).toBe(2);
    expect(saidBy(value, host)).toBe(
      `SettingsError: Error while loading rule 'parent-overrides/require-wrapper': the rule option: "fix" is "yes", but it must be true or false.
Occurred while linting src/a.js`,
    );
  });

  test('a wrong setting stops at the first file and names key, value and what is allowed', async () => {
    const wrong = `{ settings: { 'parent-overrides': { executorNames: 'pool' } } },`;
    host.files({ 'eslint.config.js': CONFIG('recommended', wrong), 'src/a.js': 'export {};\n' });
    const finished = await host.run('eslint', 'src');
    expect(finished.code).toBe(2);
    expect(saidBy(finished, host)).toBe(
      `SettingsError: Error while loading rule 'parent-overrides/require-wrapper': settings['parent-overrides']: "executorNames" is "pool", but it must be a list.
Occurred while linting src/a.js`,
    );
    // Another thread's error reaches the terminal as a copy.
    const threads = await host.run('eslint', '--concurrency', '2', 'src');
    expect(threads.code).toBe(2);
    expect(saidBy(threads, host)).toBe(saidBy(finished, host));
  });

  test('leaves other languages alone', async () => {
    const json = `{ files: ['**/*.json'], plugins: { json }, language: 'json/json' },`;
    host.files({
      'eslint.config.js': `import json from '@eslint/json';${CONFIG('strict', json)}`,
      'src/data.json': '{ "setImmediate": "new Worker" }\n',
    });
    expect(await lint(host, 'src/data.json')).toEqual([]);
  });

  test('a disable comment is a decision', async () => {
    const disabled = JS_SOURCE.replaceAll(
      /^ {2}/gm,
      '  // eslint-disable-next-line parent-overrides/require-wrapper -- measured\n  ',
    );
    host.files({ 'eslint.config.js': CONFIG('recommended'), 'src/a.js': disabled });
    expect(await lint(host, '--report-unused-disable-directives', 'src')).toEqual([]);
  });
});

test(`ESLint ${OLDEST_ESLINT.eslint}, the oldest that is allowed`, async () => {
  const host = await createHost('eslint-oldest', inject('pluginTarball'), {
    ...OLDEST_ESLINT,
    ...TYPESCRIPT_PARSER,
    ...TYPESCRIPT,
  });
  host.files({ 'eslint.config.js': CONFIG('recommended'), 'src/a.js': JS_SOURCE, 'src/b.ts': TS_SOURCE });
  expect(await lint(host, 'src')).toEqual([
    'src/a.js:4:16-4:21 parent-overrides/require-wrapper',
    'src/a.js:5:20-5:25 parent-overrides/require-wrapper',
    'src/b.ts:3:3-3:13 parent-overrides/require-wrapper',
  ]);
  const rule = (option: string): string =>
    CONFIG('recommended', `{ rules: { 'parent-overrides/require-wrapper': ['error', ${option}] } },`);
  host.write('eslint.config.js', rule('{ fix: true }'));
  expect(await lint(host, '--fix', 'src')).toEqual([]);
  expect(host.read('src/b.ts')).toContain('  spawnWithParentOverrides(() => new Worker(file)).unref();');
  host.write('eslint.config.js', rule('{ runtime: 1 }'));
  // Of several files, the one whose text comes first is the one that it names.
  const finished = await host.run('eslint', 'src/a.js');
  expect(finished.code).toBe(2);
  expect(saidBy(finished, host)).toBe(
    `SettingsError: Error while loading rule 'parent-overrides/require-wrapper': the rule option: "runtime" is 1, but it must be a name or a list of at least one.
Occurred while linting src/a.js`,
  );
});
