/** The tool itself, on a small package: what weak tests let pass is found, what strong ones hold is not. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isEquivalent, readEquivalents } from './equivalents.ts';
import { describe as described } from './mutant.ts';
import { choose, mutantsOf, runMutants, type Request } from './mutation-run.ts';

const ROOT = path.join(import.meta.dirname, '../..');

const SOURCE = `/** A number between two others. */
export function clamp(value: number, low: number, high: number): number {
  if (value < low) return low;
  return value > high ? high : value;
}

const UNITS = ['ms', 's'];

/** Whether this is the name of a unit; asked of the list as it was loaded. */
export const isUnit = (name: string): boolean => UNITS.includes(name);

export function countdown(from: number): number[] {
  const list: number[] = [];
  while (from > 0) list.push(from--);
  return list;
}

/** A text for people has no mutant, and neither has a type. */
export type Kind = 'ms' | 's';
export const GREETING = 'How do you do';
`;

const IMPORTS =
  "import { expect, test } from 'vitest';\nimport { clamp, countdown, isUnit } from '../src/index.ts';\n";
/** Never above \`high\`, and no other unit. */
const WEAK = `${IMPORTS}
test('clamp', () => { expect(clamp(-1, 0, 10)).toBe(0); expect(clamp(5, 0, 10)).toBe(5); });
test('isUnit', () => { expect(isUnit('ms')).toBe(true); });
test('countdown', () => { expect(countdown(3)).toEqual([3, 2, 1]); });
`;
const STRONG = `${IMPORTS}
test('clamp', () => {
  for (const [value, result] of [[-1, 0], [0, 0], [5, 5], [10, 10], [11, 10]]) expect(clamp(value!, 0, 10)).toBe(result);
});
test('isUnit', () => { expect(['ms', 's', 'm', ''].map(isUnit)).toEqual([true, true, false, false]); });
test('countdown', () => { expect(countdown(3)).toEqual([3, 2, 1]); expect(countdown(0)).toEqual([]); });
`;

let root: string;

beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'planted-')));
  const folder = path.join(root, 'packages/planted');
  for (const below of ['src', 'tests']) mkdirSync(path.join(folder, below), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'));
  writeFileSync(path.join(root, '.gitignore'), 'node_modules\n');
  const compilerOptions = {
    strict: true,
    module: 'nodenext',
    target: 'es2023',
    noEmit: true,
    types: [],
    allowImportingTsExtensions: true,
  };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    path.join(folder, 'vitest.config.ts'),
    "export default { test: { include: ['tests/*.test.ts'] } };\n",
  );
  writeFileSync(path.join(folder, 'src/index.ts'), SOURCE);
  execFileSync('git', ['init', '--quiet'], { cwd: root });
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

async function missedBy(tests: string, request: Partial<Request> = {}): Promise<string[]> {
  writeFileSync(path.join(root, 'packages/planted/tests/index.test.ts'), tests);
  const { outcomes } = await runMutants({
    root,
    name: 'planted',
    tests: { repeatable: true, slow: [] },
    seed: 1,
    number: 1000,
    isEqual: () => false,
    ...request,
  });
  expect(outcomes.length).toBe(Math.min(request.number ?? 1000, mutantsOf(root, 'planted').length));
  expect(outcomes.length).toBeGreaterThan(5);
  return outcomes
    .filter(({ fate }) => fate === 'not noticed')
    .map(({ mutant }) => described(mutant).replace('packages/planted/src/index.ts:', ''));
}

// The whole-number edges of a clamp are the same on both sides.
const EQUAL = ['3  < -> <=', '4  > -> >='];

describe('a run', { timeout: 300_000 }, () => {
  test('with weak tests names what they let pass', async () => {
    const missed = await missedBy(WEAK);
    expect(missed).toEqual([
      '3  < -> <=',
      '4  value > high -> false',
      '4  > -> >=',
      "7  's' -> 's~'",
      '10  UNITS.includes(name) -> true',
    ]);
    // As a run of its own for each, the slower way, comes to the same.
    const some = { number: 6, seed: 3 };
    const slower = await missedBy(WEAK, { ...some, tests: { repeatable: false, slow: [] } });
    expect(slower).toEqual(await missedBy(WEAK, some));
  });

  test('with strong ones names only what changes nothing, and leaves the sources alone and nothing behind', async () => {
    const folders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('mutants-'));
    const before = folders();
    expect(await missedBy(STRONG)).toEqual(EQUAL);
    expect(await missedBy(STRONG, { number: 6, isEqual: () => true })).toEqual([]);
    expect(readFileSync(path.join(root, 'packages/planted/src/index.ts'), 'utf8')).toBe(SOURCE);
    expect(existsSync(path.join(root, 'packages/planted/node_modules'))).toBe(false);
    expect(folders().filter((name) => !before.includes(name))).toEqual([]);
  });

  test('is refused while the tests fail without a mutant', async () => {
    const failing = `${IMPORTS}test('wrong', () => { expect(clamp(1, 2, 3)).toBe(1); });\n`;
    await expect(missedBy(failing)).rejects.toThrow('The tests fail without a mutant: index.test.ts: wrong');
  });
});

describe('which mutants', () => {
  const all = mutantsOf(ROOT, 'eslint-plugin');

  test('a seed decides, and another seed decides otherwise', () => {
    const names = (seed: number): string[] => choose(all, seed, 30).map(described);
    expect(names(7)).toEqual(names(7));
    expect(names(7)).not.toEqual(names(8));
    expect(new Set(names(7)).size).toBeGreaterThan(25);
  });

  test('none is a type, an import or a text for people', () => {
    const planted = mutantsOf(root, 'planted');
    expect(planted.filter(({ line }) => line > 18)).toEqual([]);
    expect(all.filter(({ code }) => /^(?:import|export type|export interface) /.test(code))).toEqual([]);
  });

  test('every equal one that is listed is still there', { timeout: 300_000 }, () => {
    const names = new Set(readEquivalents().map(({ file }) => file.split('/')[1]!));
    const mutants = [...names].flatMap((name) => mutantsOf(ROOT, name));
    const gone = readEquivalents().filter((known) => !mutants.some((mutant) => isEquivalent(known, mutant)));
    expect(gone, 'the code has changed: look at it again, or take it off the list').toEqual([]);
  });
});
