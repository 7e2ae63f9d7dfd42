/** Every value that a setting takes, and the whole sentence about one that it does not take. */
import { describe, expect, it } from 'vitest';
import { resolveConfig, SettingsError } from '../src/index.ts';
import { OWN_LAUNCHER as row } from '../scripts/launchers-page.ts';

/** The sentence about a mistake, without where it stands. */
function mistake(settings: unknown, where = 'FILE'): string {
  try {
    resolveConfig(settings as never, where);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    expect((error as Error).name).toBe('SettingsError');
    return (error as Error).message;
  }
  return 'accepted';
}

const launcher = (fields: object): object => ({ launchers: [{ ...row, ...fields }] });
const plain: object = { ...row, receiver: undefined, member: undefined, types: undefined };

it('settings that are not given have their defaults', () => {
  const { launchers, ...rest } = resolveConfig();
  expect(launchers.length).toBeGreaterThan(20);
  expect(rest).toEqual({
    runtime: ['@parent-overrides/runtime'],
    wrappers: [],
    executorNames: ['executor', 'pool', 'threads', 'workers', 'scheduler'],
    strict: false,
    leaksOnly: false,
    typed: false,
    reportPromiseResolvers: false,
  });
  expect(resolveConfig({ strict: undefined } as never).strict).toBe(false);
});

it('settings that are given replace them', () => {
  const given = { strict: true, typed: true, reportPromiseResolvers: true };
  expect(resolveConfig(given)).toMatchObject(given);
  expect(resolveConfig({ executorNames: ['Fleet'] }).executorNames).toEqual(['fleet']);
  expect(resolveConfig({ runtime: ['a', './b.js'] }).runtime).toEqual(['a', './b.js']);
  expect(resolveConfig({ wrappers: ['bind', { name: 'a.b', argument: 1 }] }).wrappers).toEqual([
    { name: 'bind' },
    { name: 'a.b', argument: 1 },
  ]);
  const replaced = { ...row, id: 'setImmediate' };
  const { launchers } = resolveConfig({ launchers: [replaced] });
  expect(launchers.filter(({ id }) => id === 'setImmediate')).toEqual([replaced]);
});

describe('a launcher takes', () => {
  it.each<[object]>([
    [{}],
    [{ receiver: 'new' }],
    [{ receiver: 'call' }],
    [{ types: ['A', 'B'] }],
    [{ kind: 'payload' }],
    [{ kind: 'payload', argument: 'first-parameter' }],
    [{ kind: 'payload', argument: 'each-element' }],
    [{ kind: 'payload', workerFile: { argument: 0 } }],
    [{ kind: 'payload', workerFile: { argument: 1, option: 'filename' } }],
    [{ kind: 'payload', refused: 'worker-file-unknown' }],
    [{ kind: 'stringified' }],
    [{ ...plain, kind: 'spawn' }],
    [{ argument: 3 }],
    [{ argument: 'first-function' }],
    [{ argument: 'each-element' }],
    [{ loss: 'starts-empty' }],
    [{ loss: 'shared' }],
    [{ loss: 'another-task' }],
    [{ preset: 'recommended' }],
    [{ preset: 'strict' }],
    [{ refused: 'constructor-time-capture' }],
    [{ refused: 'stringified-function' }],
    [{ member: 'a.b' }],
    [{ member: '$a_1' }],
    [{ from: [{ global: 'later' }, { module: '@a/b', export: 'default' }] }],
    [{ from: [{ global: 'process.later' }] }],
  ])('%j', (fields) => {
    expect(mistake(launcher(fields))).toBe('accepted');
  });
});

const NAME = 'a name (a string that is not empty)';
const DOTTED = 'a name, with dots for members ("context.bind")';
const WORD = 'one word, such as "executor" (the last word of the names that count)';
const EXACT = 'a module exactly as imports write it ("p-queue", "#lib/runner"), no pattern';
const INDEX = 'the index of an argument (0 is the first)';
const ARGUMENT = "the index of an argument, 'first-function', 'each-element' or 'first-parameter'";
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
    [launcher({ id: '' }), `FILE: "launchers[0].id" is "", but it must be ${NAME}.`],
    [
      launcher({ id: 'executor.submit' }),
      'FILE: "launchers[0].id" is "executor.submit", but it must be another id: this launcher has no row to replace.',
    ],
    [
      { launchers: [row, row] },
      `FILE: "launchers[1].id" is "${row.id}", but it must be an id that no other row of the list has.`,
    ],
    [launcher({ from: {} }), 'FILE: "launchers[0].from" is {}, but it must be a list.'],
    [
      launcher({ from: [] }),
      'FILE: "launchers[0].from" is [], but it must be a list of at least one origin.',
    ],
    [
      launcher({ from: [{}] }),
      'FILE: "launchers[0].from[0]" is {}, but it must be either { global } or { module, export }.',
    ],
    [
      launcher({ from: [{ global: 'a', module: 'b' }] }),
      'FILE: "launchers[0].from[0]" is {"global":"a","module":"b"}, but it must be either { global } or { module, export }.',
    ],
    [launcher({ from: [{ module: 'a' }] }), 'FILE: "launchers[0].from[0].export" is missing.'],
    [
      launcher({ from: [{ module: 'a', export: 'b()' }] }),
      `FILE: "launchers[0].from[0].export" is "b()", but it must be ${DOTTED}.`,
    ],
    [
      launcher({ from: [{ global: 'a()' }] }),
      `FILE: "launchers[0].from[0].global" is "a()", but it must be ${DOTTED}.`,
    ],
    [
      launcher({ receiver: 'made' }),
      'FILE: "launchers[0].receiver" is "made", but it must be one of "new", "call".',
    ],
    [launcher({ types: [1] }), `FILE: "launchers[0].types[0]" is 1, but it must be ${NAME}.`],
    [
      launcher({ kind: 'thread' }),
      'FILE: "launchers[0].kind" is "thread", but it must be one of "callback", "spawn", "payload", "stringified".',
    ],
    [launcher({ argument: 'last' }), `FILE: "launchers[0].argument" is "last", but it must be ${ARGUMENT}.`],
    [launcher({ argument: -1 }), `FILE: "launchers[0].argument" is -1, but it must be ${ARGUMENT}.`],
    [
      launcher({ loss: 'none' }),
      'FILE: "launchers[0].loss" is "none", but it must be one of "starts-empty", "shared", "another-task".',
    ],
    [
      launcher({ preset: 'all' }),
      'FILE: "launchers[0].preset" is "all", but it must be one of "recommended", "strict".',
    ],
    [
      launcher({ refused: 'spread-argument' }),
      'FILE: "launchers[0].refused" is "spread-argument", but it must be one of "constructor-time-capture", "stringified-function", "worker-file-unknown".',
    ],
    [
      launcher({ refused: 'worker-file-unknown' }),
      `FILE: "launchers[0].refused" is "worker-file-unknown", but it must be 'constructor-time-capture' or 'stringified-function' for kind 'callback'.`,
    ],
    [
      launcher({ workerFile: { argument: 0 } }),
      `FILE: "launchers[0].workerFile" is {"argument":0}, but it must be absent for kind 'callback', which runs in this thread.`,
    ],
    [launcher({ kind: 'payload', workerFile: {} }), 'FILE: "launchers[0].workerFile.argument" is missing.'],
    [
      launcher({ kind: 'payload', workerFile: { argument: 0, option: 1 } }),
      `FILE: "launchers[0].workerFile.option" is 1, but it must be ${NAME}.`,
    ],
    [
      launcher({ kind: 'payload', argument: 'first-function' }),
      `FILE: "launchers[0].argument" is "first-function", but it must be an index, 'each-element' or 'first-parameter' for kind 'payload'.`,
    ],
    [
      launcher({ argument: 'first-parameter' }),
      `FILE: "launchers[0].argument" is "first-parameter", but it must be an index, 'first-function' or 'each-element' for this kind.`,
    ],
    [
      launcher({ ...plain, kind: 'spawn', member: 'run' }),
      `FILE: "launchers[0].member" is "run", but it must be absent for kind 'spawn', whose export is constructed itself.`,
    ],
    [launcher({ evidence: '' }), `FILE: "launchers[0].evidence" is "", but it must be ${NAME}.`],
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

  it.each(['id', 'from', 'kind', 'argument', 'loss', 'preset', 'evidence'] as const)(
    '%s has to be given',
    (name) => {
      expect(mistake(launcher({ [name]: undefined }))).toBe(`FILE: "launchers[0].${name}" is missing.`);
    },
  );

  it('an object without a prototype or of another realm is one', () => {
    expect(mistake(Object.assign(Object.create(null), { strict: true }))).toBe('accepted');
  });

  it('where it stands is named by default as ESLint has it', () => {
    expect(() => resolveConfig({ strict: 1 } as never)).toThrow(
      `settings['parent-overrides']: "strict" is 1, but it must be true or false.`,
    );
  });
});
