/**
 * docs/architecture.md, invariant 2 with types: `--types` finds exactly what `recommendedTypeChecked` reports. The rule gets
 * its program and its tree from typescript-eslint; the bin makes a program of its own and asks it about oxc's tree.
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explain } from '../../packages/codemod/src/explain/explain.ts';
import { run } from '../../packages/codemod/src/run.ts';
import { EXTENSIONS } from '../../packages/codemod/src/files/select-files.ts';
import plugin from '../../packages/eslint-plugin/src/index.ts';
import { FORMS } from '../../packages/project-modules/tests/programs/forms.ts';
import { MORE_FORMS } from '../../packages/project-modules/tests/programs/more-forms.ts';
import { SILENT } from '../../packages/project-modules/tests/programs/silent.ts';
import { marked, writeFiles, type Files } from '../../packages/project-modules/tests/project.ts';
import { TSCONFIG, TYPED_PROGRAMS } from './typed-programs.ts';

const PACKAGES = path.join(import.meta.dirname, '../../packages/launch-sites/node_modules');
const NODE_TYPES = path.join(import.meta.dirname, '../../node_modules/@types/node');
const FIXTURES = path.join(import.meta.dirname, '../../packages/launch-sites/fixtures/typed');

let parent = '';
beforeAll(() => {
  parent = realpathSync(mkdtempSync(path.join(tmpdir(), 'typed-')));
});
afterAll(() => {
  rmSync(parent, { recursive: true, force: true });
});

/** A project that has real packages with their types installed. */
function makeProject(files: Files): string {
  const root = mkdtempSync(path.join(parent, 'project-'));
  for (const name of ['p-queue', 'p-limit', 'bottleneck', 'piscina', 'typescript'])
    symlink(path.join(PACKAGES, name), path.join(root, 'node_modules', name));
  symlink(NODE_TYPES, path.join(root, 'node_modules/@types/node'));
  writeFiles(root, files);
  return root;
}

function symlink(target: string, link: string): void {
  mkdirSync(path.dirname(link), { recursive: true });
  symlinkSync(realpathSync(target), link);
}

function sourcesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.d)\.[cm]?[jt]sx?$/.test(name) && !name.includes('node_modules'))
    .sort();
}

/** `file:line:column` of every report of `recommendedTypeChecked`, with types from typescript-eslint's project service. */
function reported(root: string): string[] {
  const linter = new Linter({ configType: 'flat', cwd: root });
  const parserOptions = { projectService: true, tsconfigRootDir: root };
  const config: Linter.Config[] = [
    { ...plugin.configs.recommendedTypeChecked, files: ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'] },
    { files: ['**/*'], languageOptions: { parser: typescriptParser, parserOptions } },
    { linterOptions: { reportUnusedDisableDirectives: 'off' } },
  ];
  return sourcesIn(root).flatMap((name) => {
    const filename = path.join(root, name);
    return linter
      .verify(readFileSync(filename, 'utf8'), config, { filename })
      .filter(({ ruleId }) => ruleId === 'parent-overrides/require-wrapper')
      .map(({ line, column }) => `${name}:${line}:${column}`);
  });
}

const quiet = { start() {}, update() {}, stop() {} };

async function migrated(
  root: string,
): Promise<{ found: string[]; refused: string[]; notes: readonly string[] }> {
  const report = await run(
    {
      ...{ paths: ['.'], cwd: root, extensions: EXTENSIONS, ignore: [], concurrency: 2, types: {} },
      ...{ dryRun: false, diff: false, eslint: false, force: true },
    },
    quiet,
  );
  const errors = report.files.flatMap(({ error }) => error ?? []);
  expect(errors.filter((error) => !error.startsWith('does not parse'))).toEqual([]);
  const sites = report.files.flatMap(({ file, sites: own }) =>
    own.map((site) => ({ ...site, at: `${file}:${site.line}:${site.column}` })),
  );
  const at = (...outcomes: string[]): string[] =>
    sites.filter(({ outcome }) => outcomes.includes(outcome)).map((site) => site.at);
  return { found: at('edited', 'refused').sort(), refused: at('refused').sort(), notes: report.notes };
}

/** The programs side by side, each in a folder of its own: what has no tsconfig.json of its own is compiled together. */
function sideBySide(programs: Readonly<Record<string, Files>>): Files {
  const files = Object.entries(programs).flatMap(([name, own]) =>
    Object.entries({ 'package.json': '{"type":"module"}', ...own }).map(
      ([file, text]) => [`${folderOf(name)}/${file}`, text] as const,
    ),
  );
  return { ...TSCONFIG, ...Object.fromEntries(files) };
}

function folderOf(program: string): string {
  return program.replace(/\W+/g, '-');
}

/** Rule and bin agree, before and after the migration; a second run has nothing to do. */
async function expectSame(root: string): Promise<string[]> {
  const byRule = reported(root).sort();
  const first = await migrated(root);
  expect(first.found).toEqual(byRule);
  expect(first.notes.filter((note) => note.includes('types were not asked'))).toEqual([]);
  const second = await migrated(root);
  expect(second.found).toEqual(second.refused);
  expect(second.refused).toHaveLength(first.refused.length);
  // What was refused is reported still, wherever it stands now.
  expect(reported(root).sort()).toEqual(second.refused);
  return [...new Set(byRule.map((at) => at.replace(/:\d+$/, '')))].sort();
}

test('programs of which only types tell', async () => {
  const files = sideBySide(TYPED_PROGRAMS);
  const root = makeProject(files);
  const options = { paths: ['.'], cwd: root, extensions: EXTENSIONS, ignore: [], concurrency: 1 };
  const untyped = await run({ ...options, dryRun: true, diff: false, eslint: false, force: true }, quiet);
  const withoutTypes = untyped.files.flatMap(({ file, sites }) => sites.map(({ line }) => `${file}:${line}`));
  expect(marked(files).filter((at) => !withoutTypes.includes(at)).length).toBeGreaterThan(3);
  expect(await expectSame(root)).toEqual(marked(files));
}, 240_000);

test('the fixtures of typed mode', async () => {
  const root = makeProject(TSCONFIG);
  cpSync(FIXTURES, path.join(root, 'src'), { recursive: true });
  expect((await expectSame(root)).length).toBeGreaterThan(20);
}, 240_000);

test('programs of several files, most of which no types are needed for', async () => {
  const files = sideBySide({ ...FORMS, ...MORE_FORMS, ...SILENT });
  expect((await expectSame(makeProject(files))).length).toBeGreaterThan(40);
}, 240_000);

test('explain --types says the same', async () => {
  const name = 'an interface that a container fills';
  const root = makeProject(TYPED_PROGRAMS[name]!);
  const at = { cwd: root, eslint: false, types: {} };
  const isLaunch = async (place: string, types?: object): Promise<boolean[]> =>
    (await explain({ ...at, place, types })).calls.map((call) => call.isLaunch);
  expect(await isLaunch('service.ts:6', {})).toEqual([true]);
  expect(await isLaunch('service.ts:5', {})).toEqual([false]);
}, 240_000);
