/** The playground says what the packages say. That it shows it is in `playground.ci.ts`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import { analyse, presetNames } from '../../docs/.vitepress/theme/playground/analyse.ts';
import { EXAMPLES } from '../../docs/.vitepress/theme/playground/examples.ts';
import { parseText } from '../../docs/.vitepress/theme/playground/parse.ts';
import { fromHash, toHash } from '../../docs/.vitepress/theme/playground/state.ts';
import { migrateText } from '../../packages/codemod/src/migrate/migrate-text.ts';
import { unifiedDiff } from '../../packages/codemod/src/migrate/unified-diff.ts';
import { parseSource } from '../../packages/project-modules/src/parse/parse.ts';
import plugin from '../../packages/eslint-plugin/src/index.ts';
import {
  findLaunchSites,
  resolveConfig,
  type ParentOverridesSettings,
} from '../../packages/launch-sites/src/index.ts';
import { ROOT } from '../demo/paths.ts';

const FIXTURES = path.join(ROOT, 'packages/launch-sites/fixtures');
const fixtures = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter(
  // Typed ones need a program, and a page has no Vue files.
  (name) => /\.[cm]?[jt]sx?$/.test(name) && !name.startsWith('typed'),
);

test('its parser leads to the same launches as the codemod, in every fixture', () => {
  expect(fixtures.length).toBeGreaterThan(100);
  const different = fixtures.filter((name) => {
    const settings = path.join(FIXTURES, name.replace(/\.\w+$/, '.json'));
    const written = existsSync(settings) ? readFileSync(settings, 'utf8') : '{}';
    const config = resolveConfig(JSON.parse(written) as ParentOverridesSettings, settings);
    const text = readFileSync(path.join(FIXTURES, name), 'utf8').replace(/^\uFEFF/, '');
    const ofPage = parseText(name, text);
    const ofCodemod = parseSource(name, text, ofPage.moduleKind);
    const sites = JSON.stringify(findLaunchSites(ofPage, config));
    return sites !== JSON.stringify(findLaunchSites(ofCodemod, config));
  });
  expect(different).toEqual([]);
});

const questions = EXAMPLES.flatMap(({ id, filename, text }) =>
  presetNames().map((preset) => ({ id, filename, text, preset })),
);

describe.each(questions)('$id with $preset', ({ filename, text, preset }) => {
  const answer = analyse({ filename, text, preset });

  test('the problems are those of ESLint', () => {
    const { settings, rules } = plugin.configs[preset as keyof typeof plugin.configs];
    const reports = new Linter().verify(
      text,
      {
        ...{ files: ['**/*.{js,ts}'], plugins: { 'parent-overrides': plugin }, settings, rules },
        languageOptions: { parser: typescriptParser, sourceType: 'module' },
      } as Linter.Config,
      { filename },
    );
    expect(
      answer.problems.map(({ line, column, message, rule }) => ({ line, column, message, rule })),
    ).toEqual(reports.map(({ line, column, message, ruleId }) => ({ line, column, message, rule: ruleId })));
  });

  test('the patch is that of the codemod', () => {
    const config = resolveConfig(
      (plugin.configs[preset as keyof typeof plugin.configs].settings as Record<string, object>)[
        'parent-overrides'
      ],
      preset,
    );
    const migration = migrateText({ filename, text, config, moduleKind: 'esm', otherEnds: () => undefined });
    const patch = migration.text === text ? '' : unifiedDiff(filename, text, migration.text);
    expect(answer.diff).toBe(patch);
  });
});

test('the examples show what their names say', () => {
  const problems = (preset: string): Record<string, number> =>
    Object.fromEntries(
      EXAMPLES.map(({ id, ...example }) => [id, analyse({ ...example, preset }).problems.length]),
    );
  expect(problems('recommended')).toEqual({
    queue: 1,
    types: 2,
    threads: 2,
    'by-hand': 3,
    timers: 1,
    none: 0,
  });
  expect(problems('strict')).toMatchObject({ queue: 1, timers: 4, none: 0 });
  const none = EXAMPLES.find(({ id }) => id === 'none')!;
  const asked = analyse({ ...none, preset: 'recommended' }).explainAt(none.text.indexOf('queue.add(()'));
  expect(asked).toContain('`queue` is a parameter without a type');
});

test('both ends of a launch are named', () => {
  const threads = EXAMPLES.find(({ id }) => id === 'threads')!;
  expect(analyse({ ...threads, preset: 'recommended' }).workerFiles).toEqual(['./render.js']);
});

test('a disable comment is kept, as ESLint and the codemod keep it', () => {
  const text =
    '// eslint-disable-next-line parent-overrides/require-wrapper\nsetImmediate(() => go());\nexport {};\n';
  expect(analyse({ filename: 'program.js', text, preset: 'recommended' })).toMatchObject({
    problems: [],
    launches: 1,
    diff: '',
  });
});

describe('what cannot be read is said, with its place', () => {
  test('a mistake', () => {
    const answer = analyse({
      filename: 'program.js',
      text: 'const a = 1;\nsetImmediate(;\n',
      preset: 'strict',
    });
    expect(answer.unreadable).toMatchObject({ line: 2, column: 14, message: "')' expected." });
    expect(answer).toMatchObject({ problems: [], diff: '' });
  });

  test('the ending decides about JSX', () => {
    const text = 'export const view = (task) => <b onClick={() => setImmediate(task)} />;\n';
    const of = (filename: string) => analyse({ filename, text, preset: 'recommended' });
    expect(of('program.tsx').problems).toHaveLength(1);
    expect(of('program.js').problems).toHaveLength(1);
    expect(of('program.ts').unreadable).toBeDefined();
  });

  test('nothing at all is read', () => {
    expect(analyse({ filename: 'program.js', text: '', preset: 'recommended' })).toMatchObject({
      launches: 0,
    });
  });
});

describe('the address', () => {
  test('holds any program', () => {
    const text = "setImmediate(() => '\u{1F600} ü \\n');\n".repeat(500);
    const state = { filename: 'program.ts', text, preset: 'strict' } as const;
    expect(fromHash(toHash(state))).toEqual(state);
    expect(toHash(state)).toMatch(/^#[\w.&=-]+$/);
  });

  test('names an example that nobody has changed', () => {
    const state = fromHash('#example=types&preset=strict');
    expect(state).toMatchObject({ filename: 'program.ts', preset: 'strict' });
    expect(toHash(state)).toBe('#example=types&preset=strict');
  });

  test.each(['', '#', '#code=%%%', '#code=_w&file=x', '#example=gone'])(
    'of nobody shows the first example: %s',
    (hash) => {
      expect(fromHash(hash)).toMatchObject({ text: EXAMPLES[0].text, preset: 'recommended' });
    },
  );
});
