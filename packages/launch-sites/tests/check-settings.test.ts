/** Every value that a setting takes, and the whole sentence about one that it does not take. */
import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../src/index.ts';
import { OWN_LAUNCHER as row } from '../scripts/launchers-page.ts';
import { mistake } from './mistake.ts';

it('settings that are not given have their defaults', () => {
  const { launchers, ...rest } = resolveConfig();
  expect(launchers.length).toBeGreaterThan(20);
  expect(rest).toEqual({
    runtime: ['@parent-overrides/runtime'],
    wrappers: [],
    executorNames: ['executor', 'pool', 'threads', 'workers', 'scheduler'],
    strict: false,
    leaksOnly: false,
    homeMadeQueues: true,
    typed: false,
    reportPromiseResolvers: false,
  });
  expect(resolveConfig({ strict: undefined } as never).strict).toBe(false);
});

it('settings that are given replace them', () => {
  const given = { strict: true, typed: true, homeMadeQueues: false, reportPromiseResolvers: true };
  expect(resolveConfig(given)).toMatchObject(given);
  expect(resolveConfig({ executorNames: ['Fleet'] }).executorNames).toEqual(['fleet']);
  expect(resolveConfig({ runtime: ['a', './b.js'] }).runtime).toEqual(['a', './b.js']);
  expect(resolveConfig({ wrappers: ['bind', { name: 'a.b', argument: 1 }] }).wrappers).toEqual([
    { name: 'bind' },
    { name: 'a.b', argument: 1 },
  ]);
  const replaced = { ...row, id: 'setImmediate' };
  const { launchers } = resolveConfig({ launchers: [replaced] });
  expect(launchers.filter(({ id }) => id === 'setImmediate')).toEqual([{ ...replaced, isOwn: true }]);
});

const NAME = 'a name (a string that is not empty)';
const DOTTED = 'a name, with dots for members ("context.bind")';
const WORD = 'one word, such as "executor" (the last word of the names that count)';
const EXACT = 'a module exactly as imports write it ("p-queue", "#lib/runner"), no pattern';
const INDEX = 'the index of an argument (0 is the first)';
const IMPORTED =
  'a package or an alias ("#overrides", an entry of "imports" in package.json): new imports use it as it stands, and a relative path is another file in every folder';

describe('what it is, and what it must be', () => {
  it.each<[unknown, string]>([
    [null, 'FILE is null, but it must be an object.'],
    ['text', 'FILE is "text", but it must be an object.'],
    [new Map(), 'FILE is an instance of Map, but it must be an object.'],
    [Object.create(Object.create({}) as object), 'FILE is an instance of Object, but it must be an object.'],
    [{ runtime: {} }, 'FILE: "runtime" is {}, but it must be a name or a list of at least one.'],
    [
      { runtime: new Set() },
      'FILE: "runtime" is an instance of Set, but it must be a name or a list of at least one.',
    ],
    [{ runtime: ' ' }, `FILE: "runtime" is " ", but it must be ${NAME}.`],
    [{ runtime: ['a', 1] }, `FILE: "runtime[1]" is 1, but it must be ${NAME}.`],
    [{ runtime: 'a*' }, `FILE: "runtime" is "a*", but it must be ${EXACT}.`],
    [{ runtime: '^a' }, `FILE: "runtime" is "^a", but it must be ${EXACT}.`],
    [{ runtime: 'a|b' }, `FILE: "runtime" is "a|b", but it must be ${EXACT}.`],
    [{ runtime: 'a\\b' }, `FILE: "runtime" is "a\\\\b", but it must be ${EXACT}.`],
    [{ runtime: '.' }, `FILE: "runtime" is ".", but it must be ${IMPORTED}.`],
    [{ runtime: '..' }, `FILE: "runtime" is "..", but it must be ${IMPORTED}.`],
    [{ runtime: './a' }, `FILE: "runtime" is "./a", but it must be ${IMPORTED}.`],
    [{ runtime: ['../a'] }, `FILE: "runtime[0]" is "../a", but it must be ${IMPORTED}.`],
    [{ runtime: '.../a' }, 'accepted'],
    [{ runtime: '.hidden' }, 'accepted'],
    [{ executorNames: ['two words'] }, `FILE: "executorNames[0]" is "two words", but it must be ${WORD}.`],
    [{ executorNames: ['twoWords'] }, `FILE: "executorNames[0]" is "twoWords", but it must be ${WORD}.`],
    [{ executorNames: ['aPool'] }, `FILE: "executorNames[0]" is "aPool", but it must be ${WORD}.`],
    [{ executorNames: [''] }, `FILE: "executorNames[0]" is "", but it must be ${WORD}.`],
    [{ executorNames: [1] }, `FILE: "executorNames[0]" is 1, but it must be ${WORD}.`],
    [{ executorNames: ['pool', 'Pool', 'POOL'] }, 'accepted'],
    [{ strict: 1 }, 'FILE: "strict" is 1, but it must be true or false.'],
    [{ typed: 'true' }, 'FILE: "typed" is "true", but it must be true or false.'],
    [
      { reportPromiseResolvers: Symbol('s') },
      'FILE: "reportPromiseResolvers" is Symbol(s), but it must be true or false.',
    ],
    [{ wrappers: {} }, 'FILE: "wrappers" is {}, but it must be a list.'],
    [{ wrappers: [1] }, 'FILE: "wrappers[0]" is 1, but it must be a name or { module, name, argument }.'],
    [{ wrappers: ['a b'] }, `FILE: "wrappers[0]" is "a b", but it must be ${DOTTED}.`],
    [{ wrappers: ['a.'] }, `FILE: "wrappers[0]" is "a.", but it must be ${DOTTED}.`],
    [{ wrappers: ['.a'] }, `FILE: "wrappers[0]" is ".a", but it must be ${DOTTED}.`],
    [{ wrappers: ['1a'] }, `FILE: "wrappers[0]" is "1a", but it must be ${DOTTED}.`],
    [{ wrappers: ['a.1b'] }, `FILE: "wrappers[0]" is "a.1b", but it must be ${DOTTED}.`],
    [{ wrappers: ['a', 'a.b.c', '$.é1'] }, 'accepted'],
    [
      { wrappers: ['globalThis.bind'] },
      'FILE: "wrappers[0]" is "globalThis.bind", but it must be the name itself, without the global object.',
    ],
    [{ wrappers: ['myglobal.bind', 'windows.a'] }, 'accepted'],
    [{ wrappers: [{ name: 'a', module: '' }] }, `FILE: "wrappers[0].module" is "", but it must be ${NAME}.`],
    [
      { wrappers: [{ name: 'a', argument: 1.5 }] },
      `FILE: "wrappers[0].argument" is 1.5, but it must be ${INDEX}.`,
    ],
    [{ wrappers: [{ name: 'a', argument: 0 }] }, 'accepted'],
    [
      { wrappers: [{ name: 'a', index: 0 }] },
      'FILE: "wrappers[0].index" is not a known key. Known keys: module, name, argument.',
    ],
    // What is shown is short, whatever it is.
    [{ strict: 'x'.repeat(118) }, `FILE: "strict" is "${'x'.repeat(118)}", but it must be true or false.`],
    [{ strict: 'x'.repeat(119) }, `FILE: "strict" is "${'x'.repeat(119)}..., but it must be true or false.`],
    [{ strict: [1n] }, 'FILE: "strict" is a list without a JSON, but it must be true or false.'],
    [{ strict: { a: 1n } }, 'FILE: "strict" is an object without a JSON, but it must be true or false.'],
    [{ strict: 2n }, 'FILE: "strict" is 2n, but it must be true or false.'],
    [{ strict: undefined }, 'accepted'],
  ])('case %#', (settings, message) => {
    expect(mistake(settings)).toBe(message);
  });

  it('an object without a prototype or of another realm is one', () => {
    expect(mistake(Object.assign(Object.create(null), { strict: true }))).toBe('accepted');
  });

  it('where it stands is named by default as ESLint has it', () => {
    expect(() => resolveConfig({ strict: 1 } as never)).toThrow(
      `settings['parent-overrides']: "strict" is 1, but it must be true or false.`,
    );
  });
});
