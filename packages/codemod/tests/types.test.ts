/** `--types`. That it finds what the typed presets report is held by tools/invariants/typed.test.ts. */
import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeProject, sitesIn, type Files, type Project } from './project.ts';

const WORKSPACE = path.join(import.meta.dirname, '../../..');
const COMPILER_OPTIONS = {
  strict: true,
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2022'],
  types: [],
  noEmit: true,
};
const TSCONFIG = { 'tsconfig.json': JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ['src'] }) };
/** Only types tell which of the two is an executor. */
const PROGRAM = {
  'package.json': '{"type":"module"}',
  '.gitignore': 'node_modules\n',
  'src/deps.ts': `export interface TaskExecutor {
  submit(task: () => void): void;
}
export interface Form {
  submit(check: () => void): void;
}
export interface Deps {
  readonly first: TaskExecutor;
  readonly second: Form;
}
`,
  'src/plain.ts': 'export const plain = [1].map(String);\n',
  'src/use.ts': `import type { Deps } from './deps.js';

export function run({ first, second }: Deps, task: () => void): void {
  first.submit(() => task());
  second.submit(() => task());
}
`,
};

function makeTyped(files: Files, typescript = 'typescript'): Project {
  const project = makeProject(files);
  install(project, typescript);
  return project;
}

function install(project: Project, typescript: string): void {
  mkdirSync(project.path('node_modules'));
  symlinkSync(
    realpathSync(path.join(WORKSPACE, 'node_modules', typescript)),
    project.path('node_modules/typescript'),
  );
}

describe('with types', () => {
  test.for(['typescript', 'typescript-5.9', 'typescript-5.6'])(
    'of %s it finds what only they tell',
    async (name) => {
      const project = makeTyped({ ...PROGRAM, ...TSCONFIG }, name);
      expect((await project.report(['src', '--check'])).report.summary).toMatchObject({
        edited: 0,
        refused: 0,
      });
      const check = await project.run(['--check', '--types', 'src']);
      expect(check.stderr).toBe('');
      expect(check.stdout).toContain('Would wrap 1 launch in 1 file.');
      expect(check.code).toBe(1);

      const { code, report } = await project.report(['--types', 'src']);
      expect(code).toBe(0);
      expect(sitesIn(report, 'src/use.ts')).toMatchObject([
        { launcher: 'executor.submit', line: 4, outcome: 'edited' },
      ]);
      expect(report.notes).toEqual([]);
      // With types every file is looked into; a candidate is still one that names a launcher.
      expect(report.summary).toMatchObject({ files: 3, candidates: 2, changed: 1 });
      expect(project.read('src/use.ts')).toContain('first.submit(withParentOverrides(() => task()));');
      expect(project.read('src/use.ts')).toContain('second.submit(() => task());');
      expect((await project.run(['--check', '--types', 'src'])).code).toBe(0);
    },
  );

  test('explain says what it is by its type', async () => {
    const project = makeTyped({ ...PROGRAM, ...TSCONFIG });
    const without = await project.run(['explain', 'src/use.ts:4']);
    expect(without.stdout).toContain('No launch.');
    const { stdout } = await project.run(['explain', '--types', 'src/use.ts:4']);
    expect(stdout).toContain('A launch.');
    expect(stdout).toContain('first.submit(withParentOverrides(() => task()));');
    expect((await project.run(['explain', '--types', 'src/use.ts:5'])).stdout).toContain('No launch.');
  });

  test('of a tsconfig.json that is named, or the folder that it is in', async () => {
    const { 'tsconfig.json': tsconfig } = TSCONFIG;
    const project = makeTyped({
      ...PROGRAM,
      'build/tsconfig.json': tsconfig.replace('"src"', '"../src"'),
      'tsconfig.json': '{"files":[]}',
    });
    const edited = async (flag: string): Promise<number> =>
      (await project.report([flag, 'src', '--dry-run'])).report.summary.edited;
    expect(await edited('--types')).toBe(0);
    expect(await edited('--types=build/tsconfig.json')).toBe(1);
    expect(await edited('--types=build')).toBe(1);
  });

  test('a setting that asks for types is ESLint’s: the codemod says that it asked none', async () => {
    const project = makeTyped({
      ...PROGRAM,
      ...TSCONFIG,
      'eslint.config.mjs': `export default [{
  files: ['**/*.ts'],
  settings: { 'parent-overrides': { typed: true } },
  plugins: { 'parent-overrides': { rules: { 'require-wrapper': { create: () => ({}) } } } },
  rules: { 'parent-overrides/require-wrapper': 'error' },
}];
`,
    });
    symlinkSync(
      realpathSync(path.join(WORKSPACE, 'node_modules/eslint')),
      project.path('node_modules/eslint'),
    );
    const { stdout } = await project.run(['src', '--eslint', '--check']);
    expect(stdout).toContain('asks for types, and none were read. --types asks them');
    const typed = await project.run(['src', '--eslint', '--types', '--check']);
    expect(typed.stdout).not.toContain('none were read');
    expect(typed.stdout).toContain('Would wrap 1 launch in 1 file.');
  });
});

describe('a file that no tsconfig.json includes', () => {
  test('is named, and analysed without types', async () => {
    const project = makeTyped({
      ...PROGRAM,
      ...TSCONFIG,
      'scripts/clean.ts': "import './x.js';\nsetImmediate(() => clean());\n",
    });
    const { report } = await project.report(['.', '--types', '--dry-run']);
    expect(report.summary).toMatchObject({ edited: 2, failed: 0 });
    expect(report.notes).toEqual(['no tsconfig.json includes scripts/clean.ts: types were not asked there.']);
    const { stdout } = await project.run(['explain', '--types', 'scripts/clean.ts:2']);
    expect(stdout).toContain('Note: no tsconfig.json includes scripts/clean.ts');
  });

  test('has types all the same where an included one imports it', async () => {
    const { 'tsconfig.json': tsconfig } = TSCONFIG;
    const project = makeTyped({
      ...PROGRAM,
      'tsconfig.json': tsconfig.replace('"src"', '"src/main.ts"'),
      'src/main.ts': "export * from './plain.js';\nexport * from './use.js';\n",
    });
    const { report } = await project.report(['src', '--types', '--dry-run']);
    expect(report.summary.edited).toBe(1);
    expect(report.notes).toEqual([]);
  });
});

test('a tsconfig.json that extends what is not installed is named, and used as far as it goes', async () => {
  const project = makeTyped({
    ...PROGRAM,
    'tsconfig.json': JSON.stringify({ extends: '@tsconfig/strictest', compilerOptions: COMPILER_OPTIONS }),
  });
  const { code, report } = await project.report(['src', '--types', '--dry-run']);
  expect(code).toBe(0);
  expect(report.summary.edited).toBe(1);
  expect(report.notes).toEqual([
    expect.stringMatching(/^tsconfig\.json: .*'@tsconfig\/strictest'.* What types say may be less for it\.$/),
  ]);
});

describe('cannot be asked', () => {
  test.for([
    ['where TypeScript is not installed', {}, 'TypeScript is not installed in'],
    [
      'of a TypeScript that has no such API',
      {
        'node_modules/typescript/package.json': '{"version":"7.0.2","main":"version.cjs"}',
        'node_modules/typescript/version.cjs': "exports.version = '7.0.2';\n",
      },
      'TypeScript 7.0.2',
    ],
    [
      'of one that is too old',
      {
        'node_modules/typescript/package.json': '{"version":"4.9.5","main":"main.cjs"}',
        'node_modules/typescript/main.cjs': "exports.version = '4.9.5';\nexports.createProgram = () => {};\n",
      },
      'TypeScript 4.9.5',
    ],
  ] as const)('%s', async ([, files, words]) => {
    const project = makeProject({ ...PROGRAM, ...TSCONFIG, ...files });
    for (const args of [
      ['src', '--types'],
      ['explain', '--types', 'src/use.ts:4'],
    ]) {
      const { code, stdout, stderr } = await project.run(args);
      expect(stderr).toContain(words);
      expect(stderr).toContain('or leave out --types.');
      expect(stdout).toBe('');
      expect(code).toBe(3);
    }
    expect(project.git('status', '--porcelain')).toBe('');
  });

  test.for([
    ['where there is no tsconfig.json', '--types', 'there is no tsconfig.json at or above'],
    ['of one that is not there', '--types=tsconfig.app.json', '--types=tsconfig.app.json does not exist'],
  ] as const)('%s', async ([, flag, words]) => {
    const project = makeTyped(PROGRAM);
    const { code, stderr } = await project.run(['src', flag]);
    expect(stderr).toContain(words);
    expect(code).toBe(3);
  });
});
