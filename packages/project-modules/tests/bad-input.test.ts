/** What real repositories hold that nobody planned for: an answer, or a limit that has a name; never a hang. */
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { takeUnfollowed } from '../src/index.ts';
import { Project, type Files } from './project.ts';

const QUEUE = "import PQueue from 'p-queue';\nexport const queue = new PQueue();\n";
const USE = "import { queue } from './queue';\nqueue.add(() => work());\n";

/** What a run says of the imports of `use.ts` that it could not follow. */
function unfollowed(project: Project): string[] {
  takeUnfollowed();
  project.sites('use.ts');
  return takeUnfollowed().map(({ file, specifier, why }) => `${path.basename(file)}: ${specifier} ${why}`);
}

describe('a module', () => {
  test.for<[string, Files, string]>([
    ['of 20 MB', { 'queue.ts': `${QUEUE}//${' '.repeat(20_000_000)}\n` }, 'is too long to be followed'],
    ['that does not parse', { 'queue.ts': `${QUEUE}export const {` }, 'does not parse'],
    [
      'that is nested too deeply',
      { 'queue.ts': `${QUEUE}${'['.repeat(20_000)}${']'.repeat(20_000)};\n` },
      'is nested too deeply',
    ],
    ['that is not there', {}, 'was not found'],
  ])('%s is a limit with a name', ([, files, why]) => {
    const project = new Project({ 'use.ts': USE, ...files });
    expect(project.sites('use.ts')).toEqual([]);
    expect(unfollowed(project)).toEqual([`use.ts: ./queue ${why}`]);
  });

  test('that only has many brackets in its strings is followed', () => {
    const strings = `export const faces = [${"':(', ".repeat(2_000)}];\n`;
    expect(new Project({ 'queue.ts': QUEUE + strings, 'use.ts': USE }).launches()).toEqual(['use.ts:2']);
  });

  test('behind a barrel is named with the file that imports it', () => {
    const barrel = { 'queue.ts': "export { queue } from './gone';\nimport 'p-queue';\n" };
    expect(unfollowed(new Project({ 'use.ts': USE, ...barrel }))).toEqual(['queue.ts: ./gone was not found']);
  });

  test('that is not there is not taken for one of that name elsewhere', () => {
    const project = new Project({
      'lib/queue.ts': "export { queue } from './gone';\nimport 'p-queue';\n",
      'src/gone.ts': QUEUE,
      'src/use.ts': USE.replace('./queue', '../lib/queue'),
    });
    expect(project.sites('src/use.ts')).toEqual([]);
  });

  test('is a folder, or a link that leads to itself', () => {
    const project = new Project({ 'use.ts': USE, 'queue.ts/readme.md': '' });
    expect(project.sites('use.ts')).toEqual([]);
    const loop = new Project({ 'use.ts': USE });
    symlinkSync('queue.ts', loop.path('queue.ts'));
    expect(loop.sites('use.ts')).toEqual([]);
    expect(unfollowed(loop)).toHaveLength(1);
  });

  test('outside of the repository is followed as any other, through a link as well', () => {
    const outside = new Project({ 'queue.ts': QUEUE });
    const project = new Project({
      'package.json': '{"name":"inside"}',
      'use.ts': USE.replace('./queue', `../${path.basename(outside.folder)}/queue`),
      'linked.ts': USE.replace('./queue', './link/queue'),
    });
    symlinkSync(outside.folder, project.path('link'));
    expect(project.sites('use.ts')).toHaveLength(1);
    expect(project.sites('linked.ts')).toHaveLength(1);
  });
});

describe('names that differ in case only', () => {
  test('are two files where the file system tells them apart', () => {
    const project = new Project({
      'Queue.ts': QUEUE,
      'use.ts': USE.replace('./queue', './Queue'),
    });
    project.write({ 'queue.ts': 'export const queue = new Set<() => void>();\n' });
    const isCaseSensitive = project.launches().length === 1;
    project.write({ 'other.ts': USE });
    // Where it does not, the second file has replaced the first.
    expect(project.launches()).toEqual(isCaseSensitive ? ['use.ts:2'] : []);
  });

  test('a name that is written in another case is not found, or is that file', () => {
    const project = new Project({ 'Queue.ts': QUEUE, 'use.ts': USE });
    const found = project.launches();
    if (found.length === 0) expect(unfollowed(project)).toEqual(['use.ts: ./queue was not found']);
    else expect(found).toEqual(['use.ts:2']);
  });
});

describe('a tsconfig.json', () => {
  const ALIASED = USE.replace('./queue', '@/queue');
  const PATHS = { compilerOptions: { paths: { '@/*': ['./src/*'] } } };

  test.for<[string, Files]>([
    ['extends itself', { 'tsconfig.json': JSON.stringify({ extends: './tsconfig.json' }) }],
    [
      'extends another that extends it',
      {
        'tsconfig.json': JSON.stringify({ extends: './base.json' }),
        'base.json': JSON.stringify({ extends: './tsconfig.json' }),
      },
    ],
    ['extends what is not installed', { 'tsconfig.json': JSON.stringify({ extends: '@tsconfig/gone' }) }],
    ['is no JSON', { 'tsconfig.json': '{ "compilerOptions": {{{' }],
    ['is empty', { 'tsconfig.json': '' }],
    ['refers to itself', { 'tsconfig.json': JSON.stringify({ references: [{ path: '.' }] }) }],
    ['is a folder', { 'tsconfig.json/readme.md': '' }],
    [
      'has a base that is not there',
      { 'tsconfig.json': JSON.stringify({ compilerOptions: { baseUrl: './gone' } }) },
    ],
  ])('that %s: relative imports are followed', ([, files]) => {
    const project = new Project({ 'queue.ts': QUEUE, 'use.ts': USE, ...files });
    expect(project.sites('use.ts')).toHaveLength(1);
  });

  test.for<[string, object]>([
    ['extends what is not installed', { extends: '@tsconfig/gone' }],
    ['extends itself', { extends: './tsconfig.json' }],
  ])('that %s, and has paths of its own: those are followed, or said to lead nowhere', ([, more]) => {
    const project = new Project({
      'tsconfig.json': JSON.stringify({ ...PATHS, ...more }),
      'src/queue.ts': QUEUE,
      'use.ts': ALIASED,
    });
    const sites = project.sites('use.ts');
    if (sites.length === 0) expect(unfollowed(project)).toEqual(['use.ts: @/queue was not found']);
    else expect(sites).toHaveLength(1);
  });
});

describe('many modules', () => {
  test.for([
    ['300 barrels one behind the other', 300, (index: number) => [index + 1]],
    [
      '300 barrels that star each of the next ten',
      300,
      (index: number) => Array.from({ length: 10 }, (_, next) => index + next + 1),
    ],
    ['300 barrels in a circle', 300, (index: number) => [(index + 1) % 301]],
  ] as const)('%s', ([, count, next]) => {
    const barrels = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `b${index}.ts`,
        next(index)
          .map((target) => `export * from './b${Math.min(target, count)}';\n`)
          .join(''),
      ]),
    );
    const project = new Project({
      ...barrels,
      [`b${count}.ts`]: QUEUE,
      'use.ts': USE.replace('./queue', './b0'),
    });
    const begun = performance.now();
    expect(project.sites('use.ts')).toHaveLength(1);
    // A hang would take minutes: each of the ten ways from each barrel would be gone again.
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test('beyond what a stack holds there is no answer, and no hang', () => {
    const count = 1_000;
    const barrels = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `b${index}.ts`,
        `import { queue as q${index} } from './b${index + 1}';\nexport const queue = q${index};\n`,
      ]),
    );
    const project = new Project({
      ...barrels,
      [`b${count}.ts`]: QUEUE,
      'use.ts': USE.replace('./queue', './b0'),
    });
    expect(project.sites('use.ts').length).toBeLessThanOrEqual(1);
  });

  test('every file imports every other', () => {
    const names = Array.from({ length: 60 }, (_, index) => `m${index}`);
    const files = Object.fromEntries(
      names.map((name) => [
        `${name}.ts`,
        `${names.map((other) => `import * as ${other} from './${other}';\n`).join('')}export const ${name}s = [${names.join()}];\n`,
      ]),
    );
    const project = new Project({ ...files, 'm59.ts': QUEUE, 'use.ts': USE.replace('./queue', './m0') });
    expect(project.sites('use.ts')).toEqual([]);
  });
});

test('a folder that may not be read has no package', () => {
  const project = new Project({ 'queue.ts': QUEUE, 'use.ts': USE });
  mkdirSync(project.path('node_modules'), { mode: 0 });
  expect(project.sites('use.ts')).toHaveLength(1);
});
