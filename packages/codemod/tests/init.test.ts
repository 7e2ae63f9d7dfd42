/** `init` where it cannot do everything, and where it must do nothing. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { json, LAUNCH, project, RULE } from './init-project.ts';
import { BIN, makeProject } from './project.ts';

const STORE = `import { AsyncLocalStorage } from 'node:async_hooks';

export const tenants = new AsyncLocalStorage();
`;

describe('linters that it cannot serve, or does not understand', () => {
  const plain = { 'package.json': json({ type: 'module' }), 'jobs.js': LAUNCH };

  test.each([
    ['biome.json', '{}', 'Biome runs no plugin of ours.', /codemod --check \./],
    ['.eslintrc.json', '{}', 'The plugin needs ESLint 9.15', /npx @eslint\/migrate-config \.eslintrc\.json/],
    [
      'eslint.config.js',
      "export default (await import('./x.js')).default;\n",
      'is left as it is',
      /configs\./,
    ],
    ['.oxlintrc.json', '[]', 'is left as it is', /"jsPlugins": \[\{/],
  ])('%s: what to do by hand', async (name, content, why, advice) => {
    const made = project({ ...plain, [name]: content });
    const { stdout, code } = await made.init('--yes');
    expect(code).toBe(0);
    expect(stdout).toContain(why);
    expect(stdout).toMatch(advice);
    expect(made.read(name)).toBe(content);
  });

  test('oxlint gets the plugin and the rules', async () => {
    const made = project({ ...plain, '.oxlintrc.json': '{ "rules": {} }\n' });
    await made.init('--yes');
    expect(JSON.parse(made.read('.oxlintrc.json'))).toMatchObject({
      jsPlugins: [{ specifier: '@parent-overrides/eslint-plugin' }],
      rules: { [RULE]: 'error' },
    });
  });
});

test('where work leaves the thread, the adoption is a decision: shown, not written', async () => {
  const spawn =
    "import { Worker } from 'node:worker_threads';\nexport const run = (task) => new Worker(new URL('./w.js', import.meta.url), { workerData: task });\n";
  const made = project({ 'package.json': json({ type: 'module' }), 'store.js': STORE, 'spawn.js': spawn });
  const { stdout } = await made.init();
  expect(stdout).toContain('Work leaves the thread here (spawn.js:2)');
  expect(stdout).toContain("adoptStore(tenants, { id: 'tenants', wire: false });");
  expect(made.read('store.js')).toBe(STORE);
});

describe('it does nothing', () => {
  const files = {
    'package.json': json({ type: 'module' }),
    'eslint.config.js': 'export default [{}];\n',
    'jobs.js': LAUNCH,
  };

  test('without a yes: it prints the commands and the patch', async () => {
    const made = project(files);
    const { code, stdout } = await made.init();
    expect(code).toBe(0);
    expect(stdout).toContain('  npm install -D @parent-overrides/eslint-plugin\n');
    expect(stdout).toContain('+export default [{}, parentOverrides.configs.recommended];');
    expect(stdout).toContain('Nothing was installed or written. `init --yes` does it.');
    expect(made.installed()).toBe('');
    expect(made.git('status', '--porcelain')).toBe('');
  });

  test('when a command fails', async () => {
    const made = project(files, { MANAGER_FAILS: '1' });
    const { code, stderr } = await made.init('--yes');
    expect(code).toBe(2);
    expect(stderr).toContain('`npm install @parent-overrides/runtime` failed, so nothing was written.');
    expect(made.git('status', '--porcelain')).toBe('');
  });

  test('to a config with uncommitted changes, without --force', async () => {
    const made = project(files);
    made.write({ 'eslint.config.js': 'export default [{ rules: {} }];\n' });
    const { code, stderr } = await made.init('--yes');
    expect(code).toBe(3);
    expect(stderr).toMatch(/not committed:\n {2}eslint\.config\.js/);
    expect(made.installed()).toBe('');
    expect((await made.init('--yes', '--force')).code).toBe(0);
    expect(made.read('eslint.config.js')).toContain('parentOverrides');
  });

  test.each([
    [['jobs.js'], /init needs the folder of a project: jobs\.js is none/],
    [['gone'], /gone is none/],
    [['--yess'], /unknown option '--yess'/],
  ])('when asked wrongly: %j', async (args, said) => {
    const { code, stderr } = await project(files).init(...args);
    expect(code).toBe(3);
    expect(stderr).toMatch(said);
  });

  test('without a package.json, or with options of a run before it', async () => {
    const made = makeProject({ 'a.js': '' });
    const { code, stderr } = await made.run(['init']);
    expect(code).toBe(3);
    expect(stderr).toContain('There is no package.json at or above .');
    expect((await made.run(['--force', 'init'])).stderr).toContain('Options before init are those of a run.');
  });
});

test('Deno is told that the packages are on npm', async () => {
  const made = project({ 'package.json': json({ type: 'module' }), 'deno.lock': '{}', 'jobs.js': LAUNCH });
  const { stdout } = await made.init();
  expect(stdout).toContain('  deno add npm:@parent-overrides/runtime\n');
  expect(stdout).toContain('  deno add -D npm:eslint npm:@parent-overrides/eslint-plugin\n');
});

test('--no-install writes, and says what is still to install', async () => {
  const made = project({ 'package.json': json({ type: 'module' }), 'jobs.js': LAUNCH });
  const { code, stdout } = await made.init('--yes', '--no-install');
  expect(code).toBe(0);
  expect(made.installed()).toBe('');
  expect(stdout).toContain('Next: npm install -D eslint @parent-overrides/eslint-plugin\n');
  expect(made.read('eslint.config.mjs')).toContain('parentOverrides.configs.recommended');
});

/** Util-linux's program that gives another one a terminal. */
const TERMINAL = 'script';

test.each([
  ['y\n', true],
  ['n\n', false],
  ['\n', false],
  ['\u0004', false],
])('on a terminal it asks once: %j', (answer, written) => {
  const made = project({ 'package.json': json({ type: 'module' }), 'jobs.js': LAUNCH });
  const command = `'${process.execPath}' '${BIN}' init --no-install`;
  const { stdout, status } = spawnSync(TERMINAL, ['--quiet', '--return', '--command', command, '/dev/null'], {
    ...{ cwd: made.root, input: answer, encoding: 'utf8' },
  });
  expect({ status, stdout }).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Do this? [y/N]') as string,
  });
  expect(made.git('status', '--porcelain')).toBe(written ? '?? eslint.config.mjs\n' : '');
});
