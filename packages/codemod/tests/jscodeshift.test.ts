/** The transform under the real jscodeshift: its command line with every set of flags, and its test utilities. */
import { createRequire } from 'node:module';
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { makeProject, PACKAGE, runProcess, type Files, type Output, type Project } from './project.ts';

const require = createRequire(import.meta.url);
const JSCODESHIFT = require.resolve('jscodeshift/bin/jscodeshift.js');
const TRANSFORM = path.join(PACKAGE, 'transform.cjs');

function jscodeshift(project: Project, args: readonly string[]): Promise<Output> {
  return runProcess(process.execPath, [JSCODESHIFT, '-t', TRANSFORM, '--cpus=1', ...args], {
    cwd: project.root,
    // Its own report is coloured in CI.
    env: { NO_COLOR: '1' },
  });
}

const SOURCES: Files = {
  'src/plain.js': "import a from 'a';\n\nsetImmediate(() => a()); // comment\n",
  'src/common.js': "'use strict';\nconst a = require('a');\n\tsetImmediate ( function () { a() } , 1 );\n",
  'src/view.js': 'import React from "react"\nconst x = <div>{1}</div>\nsetImmediate(() => x)\n',
  'src/dos.js': "import a from 'a';\r\nsetImmediate(a);\r\n",
  'src/mark.js': "\uFEFFimport a from 'a';\nsetImmediate(a);\n",
  'src/typed.ts': "import a from 'a';\nsetImmediate<[number]>((n: number): void => a(n as any), 1);\n",
  'src/typed.tsx': "import a from 'a';\nexport const V = () => <b>{setImmediate(() => a<string>())}</b>;\n",
  'src/nothing.ts': 'export const a: number = 1;\n',
};
const FLAGS = [
  ['--extensions=js,ts,tsx'],
  ['--no-babel', '--extensions=js,ts,tsx'],
  ['--parser=tsx', '--extensions=js,ts,tsx'],
  ['--parser=flow', '--extensions=js,ts,tsx'],
  ['--run-in-band', '--extensions=js,ts,tsx'],
];

describe('the command line', () => {
  test.for(FLAGS)('%s gives the bytes of the bin', async (flags) => {
    const byBin = makeProject(SOURCES);
    await byBin.run(['src']);
    const project = makeProject(SOURCES);
    const { code, stdout, stderr } = await jscodeshift(project, [...flags, 'src']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('7 ok');
    for (const name of Object.keys(SOURCES)) {
      expect(project.read(name), name).toBe(byBin.read(name));
      if (name !== 'src/nothing.ts') expect(project.read(name)).toContain('withParentOverrides(');
    }
  });

  test('with --parser=tsx --extensions=ts,tsx it does the TypeScript files, then without flags the others', async () => {
    const byBin = makeProject(SOURCES);
    await byBin.run(['src']);
    const project = makeProject(SOURCES);
    const { stdout } = await jscodeshift(project, ['--parser=tsx', '--extensions=ts,tsx', 'src']);
    expect(stdout).toContain('2 ok');
    expect(project.read('src/plain.js')).toBe(SOURCES['src/plain.js']);
    expect((await jscodeshift(project, ['src'])).stdout).toContain('5 ok');
    for (const name of Object.keys(SOURCES)) expect(project.read(name), name).toBe(byBin.read(name));
  });

  test('a second run changes nothing', async () => {
    const project = makeProject(SOURCES);
    await jscodeshift(project, ['src']);
    expect((await jscodeshift(project, ['src'])).stdout).toContain('0 ok');
  });

  test('refusals show in its report and outcomes in its statistics', async () => {
    const project = makeProject({
      'src/spread.js': "import a from 'a';\nsetImmediate(...a);\n",
      'src/pool.js':
        "import { Piscina } from 'piscina';\nconst pool = new Piscina({ filename: new URL('./worker.js', import.meta.url).href });\npool.run(1);\n",
      'src/worker.js': 'export default (task) => task;\n',
    });
    const { stdout } = await jscodeshift(project, ['--dry', 'src']);
    expect(stdout).toMatch(
      /REP src\/spread\.js 2:\d+ setImmediate: The callback comes out of a spread argument/,
    );
    expect(stdout).toMatch(
      /REP src\/pool\.js 3:\d+ pool\.run: This launch and its worker file .*worker\.js must/,
    );
    expect(stdout).toContain('setImmediate refused: 1');
    expect(project.git('status', '--porcelain')).toBe('');
  });

  test('a file that does not parse and a Latin-1 file are errors and stay as they are', async () => {
    const latin = Buffer.from("// caf\xe9\nimport a from 'a';\nsetImmediate(a);\n", 'latin1');
    const project = makeProject({
      'src/broken.js': 'setImmediate(\n',
      'src/latin.js': latin,
      'src/a.js': SOURCES['src/plain.js']!,
    });
    const { stdout } = await jscodeshift(project, ['src']);
    expect(stdout).toContain('2 errors');
    expect(stdout).toContain('1 ok');
    expect(stdout).toContain('does not parse: 2:1');
    expect(stdout).toContain('is not UTF-8');
    expect(project.git('status', '--porcelain')).toBe(' M src/a.js\n');
  });

  test('its options are those of the bin', async () => {
    const text = "import a from 'a';\nsetImmediate(a);\nsetTimeout(a, 1);\n";
    const project = makeProject({ 'src/a.js': text });
    await jscodeshift(project, ['--strict', '--only=setTimeout', 'src']);
    expect(project.read('src/a.js')).toContain('setTimeout(withParentOverrides(a), 1)');
    expect(project.read('src/a.js')).toContain('setImmediate(a)');
  });
});

describe('the test utilities', () => {
  const { applyTransform } = require('jscodeshift/src/testUtils') as {
    applyTransform: (module: unknown, options: object, input: { path?: string; source: string }) => string;
  };
  const transform: unknown = require(TRANSFORM);

  test('synchronous, with and without a path, whatever the parser', () => {
    const source = "import a from 'a';\nsetImmediate(() => a());";
    const expected =
      "import a from 'a';\nimport { withParentOverrides } from '@parent-overrides/runtime';\nsetImmediate(withParentOverrides(() => a()));";
    expect(applyTransform(transform, {}, { source })).toBe(expected);
    expect(applyTransform(transform, {}, { path: 'a.ts', source })).toBe(expected);
    expect(applyTransform(transform, {}, { source: source.replace('() =>', '(): void =>') })).toContain(
      'withParentOverrides((): void',
    );
    expect(applyTransform(transform, {}, { source: expected })).toBe('');
  });

  test('an error is thrown, not swallowed', () => {
    expect(() => applyTransform(transform, {}, { path: 'a.js', source: 'setImmediate(' })).toThrow(
      'does not parse',
    );
    expect(() => applyTransform(transform, { config: 'missing.json' }, { source: '' })).toThrow(
      'missing.json',
    );
  });

  describe('every file gets its own answer', () => {
    const wrapped = (name: string, launches = 1): string =>
      applyTransform(
        transform,
        {},
        { source: `import ${name} from 'a';\n${`setImmediate(${name});\n`.repeat(launches)}` },
      );
    afterEach(() => {
      vi.restoreAllMocks();
    });

    test('when a late notification of the last one ends the wait', () => {
      vi.spyOn(Atomics, 'wait').mockReturnValueOnce('ok').mockReturnValueOnce('not-equal');
      for (const name of ['first', 'second', 'third'])
        expect(wrapped(name)).toContain(`setImmediate(withParentOverrides(${name}))`);
    });

    test('when one comes after its time', () => {
      vi.spyOn(Atomics, 'wait').mockReturnValueOnce('timed-out');
      // So many that the answer is not there before anybody waits, however busy the machine is.
      expect(() => wrapped('late', 2000)).toThrow('no answer for undefined within 120 s');
      for (const name of ['next', 'last'])
        expect(wrapped(name)).toContain(`setImmediate(withParentOverrides(${name}))`);
    });
  });
});

test('a thread that cannot start is an error, not a wait for ever', async () => {
  const project = makeProject({ 'src/a.js': SOURCES['src/plain.js']! });
  copyFileSync(TRANSFORM, project.path('transform.cjs'));
  const { stdout } = await runProcess(
    process.execPath,
    [JSCODESHIFT, '-t', project.path('transform.cjs'), '--cpus=1', 'src'],
    { cwd: project.root },
  );
  expect(stdout).toContain('1 errors');
  expect(stdout).toMatch(/transform-thread\.js/);
});
