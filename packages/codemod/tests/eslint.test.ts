/** `--eslint`: the project's own config decides, file by file. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeProject, sitesIn, type Files, type Project } from './project.ts';

const require = createRequire(import.meta.url);
const ESLINT = path.dirname(require.resolve('eslint/package.json'));
const LAUNCH = "import './x.js';\nsetImmediate(() => work());\nsetTimeout(() => work(), 1);\n";
/** A plugin under the name of ours: the config is all that is read of it. */
const PLUGIN = `const plugin = { rules: { 'require-wrapper': { meta: { schema: false }, create: () => ({}) } } };\n`;

function makeEslintProject(config: string, files: Files): Project {
  const project = makeProject({ 'package.json': '{"type":"module"}', ...files }, { git: false });
  mkdirSync(project.path('node_modules'));
  symlinkSync(ESLINT, project.path('node_modules/eslint'));
  project.write({ 'eslint.config.js': PLUGIN + config });
  return project;
}

const on = (entry: string, more = ''): string =>
  `{ ${more} plugins: { 'parent-overrides': plugin }, rules: { 'parent-overrides/require-wrapper': ${entry} } }`;

test('severity, ignores, options and settings count, file by file', async () => {
  const project = makeEslintProject(
    `export default [
      { ignores: ['src/ignored/**'] },
      ${on("'error'", "settings: { 'parent-overrides': { runtime: '#overrides' } },")},
      ${on("'off'", "files: ['src/off.js'],")},
      ${on("['warn', { strict: true, runtime: '#own', fix: true }]", "files: ['src/strict.js'],")},
    ];`,
    { 'src/a.js': LAUNCH, 'src/off.js': LAUNCH, 'src/strict.js': LAUNCH, 'src/ignored/b.js': LAUNCH },
  );
  const { code, report, stderr } = await project.report(['src', '--eslint']);
  expect(code, stderr).toBe(0);
  expect(project.read('src/a.js')).toContain("from '#overrides'");
  expect(project.read('src/a.js')).toContain('setTimeout(() =>');
  expect(project.read('src/strict.js')).toContain("from '#own'");
  expect(project.read('src/strict.js')).toContain('setTimeout(withParentOverrides(');
  expect(project.read('src/off.js')).toBe(LAUNCH);
  expect(project.read('src/ignored/b.js')).toBe(LAUNCH);
  expect(report.summary).toMatchObject({ files: 4, skipped: 2, changed: 2 });
  expect(report.notes).toEqual([]);
});

test('the config of each package of a monorepo counts for its own files', async () => {
  const project = makeEslintProject(`export default [${on("'off'")}];`, {
    'packages/a/eslint.config.mjs': `${PLUGIN}export default [${on("'error'")}];`,
    'packages/a/a.js': LAUNCH,
    'packages/b/b.js': LAUNCH,
  });
  await project.run(['packages', '--eslint']);
  expect(project.read('packages/a/a.js')).toContain('withParentOverrides');
  expect(project.read('packages/b/b.js')).toBe(LAUNCH);
});

test('a worker file that the config leaves out keeps its launch from being edited', async () => {
  const project = makeEslintProject(
    `export default [${on("'error'")}, ${on("'off'", "files: ['worker.js'],")}];`,
    {
      'pool.js':
        "import { Piscina } from 'piscina';\nconst pool = new Piscina({ filename: new URL('./worker.js', import.meta.url).href });\npool.run(1);\n",
      'worker.js': 'export default (task) => task;\n',
    },
  );
  const { report } = await project.report(['.', '--eslint']);
  expect(sitesIn(report, 'pool.js')[0]).toMatchObject({
    outcome: 'refused',
    reason: 'worker-file-not-editable',
  });
  expect(sitesIn(report, 'pool.js')[0]!.advice).toContain('switches parent-overrides/require-wrapper off');
  expect(project.read('worker.js')).not.toContain('receive');
});

test('nothing enabled is said', async () => {
  const project = makeEslintProject('export default [];', { 'src/a.js': LAUNCH });
  const { code, stdout } = await project.run(['src', '--eslint']);
  expect(code).toBe(0);
  expect(stdout).toContain('The ESLint config leaves out every file: it ignores it, or does not switch');
});

test('files that the config leaves out are counted, and types that nobody reads are said', async () => {
  const project = makeEslintProject(
    `export default [${on("'error'", "files: ['src/a.js'], settings: { 'parent-overrides': { typed: true } },")}];`,
    { 'src/a.js': LAUNCH, 'src/b.js': LAUNCH },
  );
  await project.run(['src', '--eslint']);
  const { code, stdout } = await project.run(['src', '--eslint', '--check']);
  expect(code).toBe(0);
  expect(stdout).toContain('Every launch that was found is wrapped already');
  expect(stdout).toContain('1 already wrapped, 1 file left out by the ESLint config.');
  expect(stdout).toContain('Note: the ESLint config asks for types, and none were read. --types asks them:');
});

test.for([
  ['export default [', /ESLint cannot load .*eslint\.config\.js/],
  ["import 'not-installed'; export default [];", /ESLint cannot load .*not-installed/],
  [
    `export default [${on("['error', { runtme: 'x' }]")}];`,
    /eslint\.config\.js: settings\['parent-overrides'\] or the option of .*require-wrapper: "runtme"/,
  ],
] as const)('a config that fails stops the run: %s', async ([config, message]) => {
  const project = makeEslintProject(config, { 'src/a.js': LAUNCH });
  const { code, stderr } = await project.run(['src', '--eslint']);
  expect(stderr).toMatch(message);
  expect(code).toBe(3);
  expect(project.read('src/a.js')).toBe(LAUNCH);
});

test('without ESLint or a config it stops and says what is missing', async () => {
  const without = makeProject({ 'src/a.js': LAUNCH });
  const noConfig = await without.run(['src', '--eslint']);
  expect(noConfig.code).toBe(3);
  expect(noConfig.stderr).toContain('there is no eslint.config.* at or above');
  without.write({ 'eslint.config.js': 'export default [];' });
  const noEslint = await without.run(['src', '--eslint']);
  expect(noEslint.code).toBe(3);
  expect(noEslint.stderr).toContain('ESLint is not installed in');
});

test('explain says what the config makes of a file, and of the worker file at the other end', async () => {
  const pool = (file: string): string =>
    `import { Piscina } from 'piscina';\nnew Piscina({ filename: new URL('${file}', import.meta.url).href }).run(1);\n`;
  const project = makeEslintProject(
    `export default [${on("['error', { strict: true }]")}, ${on("'off'", "files: ['off.js'],")}];`,
    {
      ...{ 'on.js': LAUNCH, 'off.js': 'export default (task) => task;\nsetImmediate(f);\n' },
      ...{
        'in.js': 'export default (task) => task;\n',
        'pool.js': pool('./off.js'),
        'other.js': pool('./in.js'),
      },
    },
  );
  const explain = async (place: string): Promise<string> =>
    (await project.run(['explain', place, '--eslint'])).stdout;
  expect(await explain('on.js:3')).toContain('A launch. It is what the row setTimeout');
  expect(await explain('off.js:2')).toMatch(
    /^off\.js {2}A run leaves this file out: .* switches .* off for it\.\n$/,
  );
  expect(await explain('pool.js:2')).toMatch(/To do by hand\n.*worker file off\.js is not to be touched/);
  expect(await explain('other.js:2')).toMatch(/To wrap\n[^]*receiveParentOverrides/);
});
