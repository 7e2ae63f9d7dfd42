/** Every value that a field of a row takes, and the whole sentence about one that it does not take. */
import { describe, expect, it } from 'vitest';
import { OWN_LAUNCHER as row } from '../scripts/launchers-page.ts';
import { mistake } from './mistake.ts';

const launcher = (fields: object): object => ({ launchers: [{ ...row, ...fields }] });
const plain: object = { ...row, receiver: undefined, member: undefined, types: undefined };

describe('a launcher takes', () => {
  it.each<[object]>([
    [{}],
    [{ receiver: 'new' }],
    [{ receiver: 'call' }],
    [{ types: ['A', 'B'] }],
    [{ kind: 'payload' }],
    [{ kind: 'payload', argument: 'first-parameter' }],
    [{ kind: 'payload', argument: 'behind-name' }],
    [{ kind: 'payload', argument: 'each-element' }],
    [{ kind: 'payload', workerFile: { argument: 0 } }],
    [{ kind: 'payload', workerFile: { argument: 1, option: 'filename' } }],
    [{ kind: 'payload', refused: 'worker-file-unknown' }],
    [{ kind: 'stringified' }],
    [{ ...plain, kind: 'spawn' }],
    [{ argument: 3 }],
    [{ argument: 'first-function' }],
    [{ argument: 'each-element' }],
    [{ argument: 'last-function' }],
    [{ argument: 'each-function' }],
    [{ argument: 'optional-callback' }],
    [{ argument: { options: 2, keys: ['on'] } }],
    [{ argument: { handler: 1, keys: ['onData', 'onError'] } }],
    [{ argument: 1, optional: true }],
    [{ given: 'calls' }],
    [{ given: { values: ['push'] } }],
    [{ given: { values: ['push'], lists: true } }],
    [{ ...plain, constructed: true }],
    [{ refused: 'shared-work' }],
    [{ refused: 'job' }],
    [{ versions: '>=2 <5' }],
    [{ versions: '^3 || >=4.1.2' }],
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
const ARGUMENT =
  'the index of an argument, one of "first-function", "last-function", "each-function", "optional-callback", "each-element", "first-parameter", "behind-name", or either { options, keys } or { handler, keys }';

describe('what a field is, and what it must be', () => {
  it.each<[unknown, string]>([
    [launcher({ id: '' }), `FILE: "launchers[0].id" is "", but it must be ${NAME}.`],
    [
      launcher({ id: 'executor.submit' }),
      'FILE: "launchers[0].id" is "executor.submit", but it must be another id: this launcher has no row to replace.',
    ],
    [
      { launchers: [row, row] },
      `FILE: "launchers[1].id" is "${row.id}", but it must be an id that no other row of the list has for the same versions.`,
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
      launcher({ argument: { options: 0, handler: 1, keys: ['on'] } }),
      `FILE: "launchers[0].argument" is {"options":0,"handler":1,"keys":["on"]}, but it must be ${ARGUMENT}.`,
    ],
    [
      launcher({ argument: { options: 'last', keys: ['on'] } }),
      'FILE: "launchers[0].argument.options" is "last", but it must be the index of an argument (0 is the first).',
    ],
    [launcher({ argument: { handler: 1 } }), 'FILE: "launchers[0].argument.keys" is missing.'],
    [
      launcher({ argument: { handler: 1, keys: [] } }),
      'FILE: "launchers[0].argument.keys" is [], but it must be a list of at least one name.',
    ],
    [
      launcher({ argument: 'first-function', optional: true }),
      `FILE: "launchers[0].optional" is true, but it must be absent, except for an index of kind 'callback'.`,
    ],
    [
      launcher({ given: 'once' }),
      `FILE: "launchers[0].given" is "once", but it must be 'calls' or { values, lists }.`,
    ],
    [launcher({ given: { lists: true } }), 'FILE: "launchers[0].given.values" is missing.'],
    [
      launcher({ given: { values: ['push'], lists: false } }),
      'FILE: "launchers[0].given.lists" is false, but it must be one of true.',
    ],
    [
      launcher({ given: 'calls', refused: 'shared-work' }),
      `FILE: "launchers[0].refused" is "shared-work", but it must be absent beside 'given', which says how it is mended.`,
    ],
    [
      launcher({ ...plain, given: 'calls', constructed: true }),
      'FILE: "launchers[0].given" is "calls", but it must be absent where the launch is no call that takes a callback.',
    ],
    [
      launcher({ constructed: true }),
      `FILE: "launchers[0].constructed" is true, but it must be absent: it is for kind 'callback', without 'receiver' and 'member'.`,
    ],
    [
      launcher({ versions: 'latest' }),
      `FILE: "launchers[0].versions" is "latest", but it must be a range of versions such as '>=2 <5', '^3' or '2.1 || >=4'.`,
    ],
    [
      launcher({ from: [{ global: 'later' }], versions: '1' }),
      'FILE: "launchers[0].versions" is "1", but it must be absent for a global, which has no version.',
    ],
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
      'FILE: "launchers[0].refused" is "spread-argument", but it must be one of "constructor-time-capture", "shared-work", "job", "stringified-function", "worker-file-unknown".',
    ],
    [
      launcher({ refused: 'worker-file-unknown' }),
      `FILE: "launchers[0].refused" is "worker-file-unknown", but it must be 'constructor-time-capture', 'shared-work', 'job' or 'stringified-function' for kind 'callback'.`,
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
      `FILE: "launchers[0].argument" is "first-function", but it must be an index, 'each-element', 'first-parameter' or 'behind-name' for kind 'payload'.`,
    ],
    [
      launcher({ argument: 'first-parameter' }),
      `FILE: "launchers[0].argument" is "first-parameter", but it must be an index or what 'callback' allows for this kind.`,
    ],
    [
      launcher({ argument: 'behind-name' }),
      `FILE: "launchers[0].argument" is "behind-name", but it must be an index or what 'callback' allows for this kind.`,
    ],
    [
      launcher({ ...plain, kind: 'spawn', member: 'run' }),
      `FILE: "launchers[0].member" is "run", but it must be absent for kind 'spawn', whose export is constructed itself.`,
    ],
    [launcher({ evidence: '' }), `FILE: "launchers[0].evidence" is "", but it must be ${NAME}.`],
  ])('case %#', (settings, message) => {
    expect(mistake(settings)).toBe(message);
  });

  it.each(['id', 'from', 'kind', 'argument', 'loss', 'preset', 'evidence'] as const)(
    '%s has to be given',
    (name) => {
      expect(mistake(launcher({ [name]: undefined }))).toBe(`FILE: "launchers[0].${name}" is missing.`);
    },
  );
});
