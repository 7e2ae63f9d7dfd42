import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { commit, fileIn, makeProject, PACKAGE, sitesIn } from './project.ts';

const MODULE = `import { evaluate } from './evaluate.js';

export function start(example) {
  setImmediate(() => evaluate(example));
}
`;
const MIGRATED = `import { evaluate } from './evaluate.js';
import { withParentOverrides } from '@parent-overrides/runtime';

export function start(example) {
  setImmediate(withParentOverrides(() => evaluate(example)));
}
`;

test('wraps a launch, adds the import and touches nothing else', async () => {
  const project = makeProject({
    'src/start.js': MODULE,
    'src/evaluate.js': 'export function evaluate() {}\n',
  });
  const { code, stdout, stderr } = await project.run(['src']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(project.read('src/start.js')).toBe(MIGRATED);
  expect(project.read('src/evaluate.js')).toBe('export function evaluate() {}\n');
  expect(stdout).toContain('src/start.js  1 launch wrapped');
  expect(stdout).toContain('Wrapped 1 launch in 1 file.');
  expect(project.git('status', '--porcelain')).toBe(' M src/start.js\n');
});

test('a second run finds nothing to do and says why', async () => {
  const project = makeProject({ 'src/start.js': MODULE });
  await project.run(['src']);
  commit(project);
  const { code, stdout } = await project.run(['src']);
  expect(code).toBe(0);
  expect(stdout).toContain(
    'Nothing to change.\nEvery launch that was found is wrapped already, or left on purpose.',
  );
  expect(project.git('status', '--porcelain')).toBe('');
});

test('CommonJS gets a require', async () => {
  const project = makeProject({
    'a.cjs': "'use strict';\nconst fs = require('fs');\nsetImmediate(() => fs.x);\n",
  });
  await project.run(['.']);
  expect(project.read('a.cjs')).toBe(
    "'use strict';\nconst fs = require('fs');\nconst { withParentOverrides } = require('@parent-overrides/runtime');\nsetImmediate(withParentOverrides(() => fs.x));\n",
  );
});

test('the module kind of a file without imports comes from its package.json', async () => {
  const text = 'setImmediate(() => work());\n';
  const project = makeProject({
    'esm/package.json': '{"type":"module"}',
    'esm/a.js': text,
    'cjs/package.json': '{"type":"commonjs"}',
    'cjs/a.js': text,
    'unknown/a.js': text,
  });
  const { report } = await project.report(['.']);
  expect(project.read('esm/a.js')).toContain('import { withParentOverrides }');
  expect(project.read('cjs/a.js')).toContain('require(');
  expect(project.read('unknown/a.js')).toBe(text);
  expect(sitesIn(report, 'unknown/a.js')).toMatchObject([
    { outcome: 'refused', reason: 'no-place-for-import' },
  ]);
});

describe('writing nothing', () => {
  test.for([
    [['--dry-run'], 0],
    [['--check'], 1],
    [['--diff'], 0],
    [['--diff', '--check'], 1],
  ] as const)('%s', async ([flags, expected]) => {
    const project = makeProject({ 'src/start.js': MODULE });
    const { code } = await project.run(['src', ...flags]);
    expect(code).toBe(expected);
    expect(project.read('src/start.js')).toBe(MODULE);
  });

  test('--check is content when there is nothing to do', async () => {
    const project = makeProject({ 'src/start.js': MIGRATED });
    expect((await project.run(['src', '--check'])).code).toBe(0);
  });

  test('--check fails while a launch is left to do by hand, unless it is told not to', async () => {
    const project = makeProject({ 'src/start.js': `${MIGRATED}setImmediate(...list);\n` });
    const { code, stdout } = await project.run(['src', '--check']);
    expect(code).toBe(1);
    expect(stdout).toContain('Next: do by hand what is listed above');
    expect((await project.run(['src', '--check', '--allow-manual'])).code).toBe(0);
    expect((await project.run(['src'])).code).toBe(0);
    const alone = await project.run(['src', '--allow-manual']);
    expect(alone.code).toBe(3);
    expect(alone.stderr).toContain('--allow-manual says what --check counts');
  });

  test('--only takes the name of a package, and names what is near to one that is unknown', async () => {
    const project = makeProject({
      'a.mjs':
        "import PQueue from 'p-queue';\nconst queue = new PQueue();\nsetImmediate(() => f());\nqueue.add(() => f());\nqueue.addAll([() => f()]);\n",
    });
    const { report } = await project.report(['.', '--dry-run', '--only', 'p-queue']);
    expect(report.files[0]!.sites.map(({ launcher }) => launcher)).toEqual(['p-queue#add', 'p-queue#addAll']);
    const unknown = await project.run(['.', '--only', 'pqueue']);
    expect(unknown.code).toBe(3);
    expect(unknown.stderr).toMatch(/--only pqueue is neither .* Near it: .*p-queue#add/);
    expect(unknown.stderr).not.toContain('setImmediate');
  });

  test('a pattern in quotes says so', async () => {
    const { code, stderr } = await makeProject({ 'src/start.js': MODULE }).run(['src/**/*.js']);
    expect(code).toBe(3);
    expect(stderr).toContain('Patterns are not expanded here');
  });

  test('uncommitted changes do not matter', async () => {
    const project = makeProject({});
    project.write({ 'src/start.js': MODULE });
    expect((await project.run(['src', '--dry-run'])).code).toBe(0);
  });

  test('the diff alone is on stdout, and git applies it to the same bytes that a run writes', async () => {
    const files = {
      'src/start.js': MODULE,
      'src/dos.js': MODULE.replaceAll('\n', '\r\n'),
      'src/bom.js': `\uFEFF${MODULE}`,
      'src/no end.js': MODULE.trimEnd(),
      'src/ä "quoted".js': MODULE,
    };
    const project = makeProject(files);
    const { stdout, stderr } = await project.run(['src', '--diff']);
    expect(stdout).toMatch(/^--- a\//);
    expect(stdout).not.toContain('Would wrap');
    expect(stderr).toContain('Would wrap 5 launches in 5 files.');

    const patched = makeProject(files);
    patched.write({ 'all.patch': stdout });
    patched.git('apply', '--whitespace=nowarn', 'all.patch');
    await project.run(['src']);
    for (const name of Object.keys(files)) expect(patched.read(name), name).toBe(project.read(name));
  });
});

describe('--json', () => {
  const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false }).compile(
    JSON.parse(readFileSync(path.join(PACKAGE, 'report.schema.json'), 'utf8')) as object,
  );

  test('follows the published schema and is alone on stdout', async () => {
    const project = makeProject({
      'src/start.js': MODULE,
      'src/spread.js': 'import "./start.js";\nsetImmediate(...list);\n',
      'src/left.js':
        'import "./start.js";\n// eslint-disable-next-line parent-overrides/require-wrapper\nsetImmediate(() => a());\n',
      'src/broken.js': 'setImmediate(() => {\n',
    });
    const { code, report } = await project.report(['src', '--diff']);
    expect(code).toBe(2);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report.summary).toMatchObject({ files: 4, edited: 1, refused: 1, left: 1, failed: 1, changed: 1 });
    expect(report.written).toBe(false);
    expect(fileIn(report, 'src/start.js').diff).toContain('+import { withParentOverrides }');
    expect(sitesIn(report, 'src/start.js')).toMatchObject([
      { launcher: 'setImmediate', kind: 'callback', loss: 'shared', line: 4, column: 16, outcome: 'edited' },
    ]);
    expect(sitesIn(report, 'src/spread.js')[0]).toMatchObject({
      outcome: 'refused',
      reason: 'spread-argument',
    });
    expect(sitesIn(report, 'src/left.js')[0]).toMatchObject({ outcome: 'left' });
  });

  test('the schema refuses a report that lies about its shape', async () => {
    const project = makeProject({ 'src/start.js': MODULE });
    const { report } = await project.report(['src', '--dry-run']);
    expect(validate({ ...report, version: 2 })).toBe(false);
    expect(validate({ ...report, files: [{ ...report.files[0], status: 'failed' }] })).toBe(false);
    const site = { ...report.files[0]!.sites[0], outcome: 'refused' };
    expect(validate({ ...report, files: [{ ...report.files[0], sites: [site] }] })).toBe(false);
  });
});

test('--help names every option and exit code', async () => {
  const { code, stdout } = await makeProject({}).run(['--help']);
  expect(code).toBe(0);
  for (const option of [
    ...[
      '--dry-run',
      '--diff',
      '--check',
      '--allow-manual',
      '--json',
      '--only',
      '--strict',
      '--config',
      '--eslint',
      '--types[=tsconfig]',
      '--owner',
      '--ext',
    ],
    ...['--ignore', '--force', '--concurrency', '--verbose', '--version', '--help'],
  ]) {
    expect(stdout).toContain(option);
  }
  for (const code of [0, 1, 2, 3, 4]) expect(stdout).toMatch(new RegExp(`^ {2}${code} {2}\\S`, 'm'));
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(115);
});

test('threads give the same report and the same files as one', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 300 }, (_, i) => [`src/${i}.js`, i % 7 === 0 ? 'setImmediate(' : MODULE]),
  );
  const [one, four] = [makeProject(files), makeProject(files)];
  const alone = await one.report(['src', '--concurrency', '1']);
  const together = await four.report(['src', '--concurrency', '4']);
  expect(together.report).toEqual({ ...alone.report, seconds: together.report.seconds });
  for (const name of Object.keys(files)) expect(four.read(name)).toBe(one.read(name));
});
