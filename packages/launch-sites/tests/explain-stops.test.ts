/** Where a value is lost, it is said at which step and why. `//?` ends the line of the call that is asked about. */
import { expect, test } from 'vitest';
import { callName, callsOf, explainCall, resolveConfig, type CallExplanation } from '../src/index.ts';
import { parse } from './parse.ts';

const config = resolveConfig();

function explain(text: string): CallExplanation {
  const source = parse('typescript-eslint', text, { filename: 'a.ts' });
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const line = lineOf(text.indexOf('//?'));
  const call = callsOf(source)
    .filter((other) => lineOf(callName(other)[0]) === line)
    .sort((a, b) => callName(a)[0] - callName(b)[0])
    .at(-1);
  return explainCall(source, config, call!);
}

const QUEUE = "import PQueue from 'p-queue';\nconst queue = new PQueue();\n";

/** The text, the reason, what is said, and the pieces of the text that it speaks of. */
const STOPS: readonly (readonly [text: string, reason: string, says: RegExp, at?: readonly string[]])[] = [
  [
    'export function go(q) { q.add(f); } //?',
    'parameter',
    /`q` is a parameter without a type, and what its callers give it is not known/,
  ],
  ['export function go({ q }) { q.add(f); } //?', 'parameter', /`q` is a parameter without a type/],
  ['export function go(...q) { q.add(f); } //?', 'parameter', /`q` is a parameter without a type/],
  [
    `${QUEUE}export function go(q = queue) { q = f; q.add(f); } //?`,
    'reassigned',
    /`q` is a parameter that is given another value/,
    ['q'],
  ],
  ['export function go(q: any) { q.add(f); } //?', 'type-unknown', /the type `any` may be anything/],
  [
    'export function go(q: string) { q.add(f); } //?',
    'type-unknown',
    /the type `string` is not one that is followed/,
  ],
  [
    `${QUEUE}export function go(q: PQueue | Set<string>) { q.add(f); } //?`,
    'different-values',
    /the type `PQueue \| Set<string>` may be one thing or another/,
  ],
  ['try { run(); } catch (q) { q.add(f); } //?', 'caught', /`q` is what was thrown/],
  ['let q; q.add(f); //?', 'no-value', /`q` is declared here, and this file gives it no value/],
  [
    `${QUEUE}let q = queue; q ||= queue; [q] = all; q.add(f); //?`,
    'reassigned',
    /`q` is given a value that is not followed/,
    ['q'],
  ],
  [
    `${QUEUE}let q = queue; q = new Map(); q.add(f); //?`,
    'different-values',
    /an instance of the default export of 'p-queue'; a Map/,
    ['queue', 'new Map()'],
  ],
  ['let q = null; q ??= q; q.add(f); //?', 'cycle', /leads back to itself/],
  [
    'for (const q of [new Map(), new Set()]) q.add(f); //?',
    'elements-unknown',
    /what `\[new Map\(\), new Set\(\)\]` holds is not known/,
  ],
  ['for (const q in all) q.add(f); //?', 'not-followed', /`q` is a key of what a loop goes through/],
  [
    'function make() {} make = f; make.add(f); //?',
    'reassigned',
    /`make` is declared here and given another value/,
    ['make'],
  ],
  ['function* make() { yield 1; }\nmake().add(f); //?', 'returns-unknown', /`make\(\)` gives a generator/],
  [
    'function make() {}\nmake().add(f); //?',
    'returns-unknown',
    /`make\(\)` returns nothing that is followed/,
    ['function make() '],
  ],
  [
    `${QUEUE}const make = (a) => { if (a) return queue; return new Map(); };\nmake().add(f); //?`,
    'different-values',
    /an instance of .*; a Map/,
  ],
  [
    'function Own() {}\nnew Own().add(f); //?',
    'constructed-function',
    /constructs what is no class of this file/,
  ],
  [
    'export function go() { this.q.add(f); } //?',
    'this-unknown',
    /`this` is not that of a class or an object/,
  ],
  ['class A { go() { super.add(f); } } //?', 'this-unknown', /what the class extends is not known/],
  [
    'class A { go() { this.q.add(f); } } //?',
    'member-unknown',
    /an instance of the class `A` of this file has no `q`/,
  ],
  ['const o = { a: 1 };\no.q.add(f); //?', 'member-unknown', /an object of this file has no `q`/],
  [
    `${QUEUE}const o = { q: queue };\nexport const set = (other) => { other.q = 1; };\no.q.add(f); //?`,
    'written-unseen',
    /`q` is assigned through `other`, which may be the object/,
    ['other'],
  ],
  [
    `${QUEUE}const o = { q: queue };\no.q = new Map();\no.q.add(f); //?`,
    'different-values',
    /one thing or another/,
  ],
  [
    `${QUEUE}const all = [queue, new Map()];\nall[n].add(f); //?`,
    'computed-name',
    /which member `all\[n\]` is, is computed/,
  ],
  ['new Map().set(1, f); //?', 'member-unknown', /`set` is asked of a Map: its own method/],
  ['function make() {}\nmake.later(f); //?', 'member-unknown', /members of a function, such as its `later`/],
  ["'text'.add(f); //?", 'not-followed', /`'text'` is a plain value/],
  ['export function* go() { (yield 1).add(f); } //?', 'not-followed', /`yield 1` is a yield expression/],
  ['tag`a`.add(f); //?', 'not-followed', /is a tagged template expression/],
];

test.for(STOPS)('%s', ([text, reason, says, at = []]) => {
  const { because, steps, isLaunch } = explain(text);
  expect([isLaunch, because.reason]).toEqual([false, 'unknown']);
  const [stopped, second] = steps.filter(({ stop }) => stop);
  expect(second).toBeUndefined();
  expect(stopped!.stop).toMatchObject({ reason, says: expect.stringMatching(says) as unknown });
  expect(because.says).toContain(stopped!.stop!.says);
  if (at.length > 0) expect(because.at.map(([from, to]) => text.slice(from, to))).toEqual(at);
});

/** From the callee to the origin, as `text`. */
const WAYS: readonly (readonly [text: string, steps: readonly string[]])[] = [
  [
    'const later = setImmediate, soon = later;\nsoon(f); //?',
    ['soon', 'soon = later', 'later = setImmediate', 'setImmediate'],
  ],
  [
    `${QUEUE}const { add } = { add: queue };\nadd.add(f); //?`,
    ['add.add', '{ add } = { add: queue }', 'queue = new PQueue()', "import PQueue from 'p-queue'"],
  ],
  [
    `${QUEUE}export const go = (q: PQueue) => {\nq.add(f); //?\n};`,
    ['q.add', 'q: PQueue', 'PQueue', "import PQueue from 'p-queue'"],
  ],
  [
    `${QUEUE}const all = new Map([[1, queue]]);\nall.get(1).add(f); //?`,
    [
      'all.get(1).add',
      'all.get(1)',
      'all = new Map([[1, queue]])',
      'Map',
      'queue = new PQueue()',
      "import PQueue from 'p-queue'",
    ],
  ],
  [
    "const { setImmediate: s } = require('timers');\ns(f); //?",
    ['s', "{ setImmediate: s } = require('timers')", 'require'],
  ],
  [
    "import * as t from 'node:timers';\nt.setImmediate(f); //?",
    ['t.setImmediate', "import * as t from 'node:timers'"],
  ],
  [
    `${QUEUE}class Own extends PQueue {}\nnew Own().add(f); //?`,
    ['new Own().add', 'new Own()', 'class Own extends PQueue', "import PQueue from 'p-queue'"],
  ],
];

test.for(WAYS)('the way of %s', ([text, expected]) => {
  const { steps, isLaunch } = explain(text);
  expect(isLaunch).toBe(true);
  expect(steps.map((step) => step.text)).toEqual(expected);
});

test('a way that is too long is cut, and what is left out is counted', () => {
  const names = Array.from({ length: 40 }, (_, index) => `const a${index + 1} = a${index};`);
  const { steps, moreSteps, isLaunch } = explain(
    `const a0 = setImmediate;\n${names.join('\n')}\na40(f); //?`,
  );
  expect([isLaunch, steps.length, moreSteps]).toEqual([true, 30, 13]);
});

/** Each puts a function into a list, and is no launch. */
const NOT_QUEUED: readonly (readonly [says: RegExp, text: string])[] = [
  [
    /nothing in the text takes things out of a list that is called so/,
    'const jobs = [];\nexport const add = (job) => { jobs.push(job); }; //?',
  ],
  [
    /nothing takes anything out of `jobs`/,
    'const jobs = [];\nexport const add = () => { jobs.push(() => 1); }; //?\nexport const end = () => { jobs.length = 0; };',
  ],
  [
    /what is taken out of `jobs` is not called here, or `jobs` keeps what it calls/,
    'let jobs = [];\nexport const add = () => { jobs.push(() => 1); }; //?\nexport const run = () => { for (const job of jobs) job(); };\nexport const clear = () => { jobs = []; };',
  ],
  [
    /nobody but the function that puts it into `jobs` takes it out and calls it/,
    'const jobs = [];\nexport const all = () => {\n  jobs.push(() => 1); //?\n  jobs.shift()();\n};',
  ],
  [
    /what is called is not seen to be in what is put in, or runs no code/,
    'const jobs = [];\nexport const add = () => {\n  jobs.push({ wait: 3, tell: () => 1 }); //?\n  setTimeout(run, 1);\n};\nconst run = () => { jobs.shift().go(); };',
  ],
  [
    /whoever puts it into `jobs` neither sets the taking out going nor waits for it/,
    'const jobs = [];\nexport const add = (job) => { jobs.push(job); }; //?\nexport const end = () => { jobs.shift()(); };',
  ],
  [
    /all of `jobs` is taken out before the call that puts it in is over/,
    'const jobs = [];\nexport const add = (job) => {\n  jobs.push(job); //?\n  run();\n};\nfunction run() { while (jobs.length > 0) jobs.shift()(); }',
  ],
  [
    /one call makes `jobs`, fills it and empties it/,
    'export function all(work) {\n  const jobs = [];\n  const run = async () => { await 1; jobs.shift()(); };\n  const add = () => {\n    jobs.push(work); //?\n    setTimeout(run, 1);\n  };\n  add();\n}',
  ],
];

test.for(NOT_QUEUED)('no queue of its own: %s', ([says, text]) => {
  const { isLaunch, because } = explain(text);
  expect([isLaunch, because.says]).toEqual([false, expect.stringMatching(says)]);
});

test('where queues of its own are not looked for, nothing is said of them', () => {
  const [, text] = NOT_QUEUED[0]!;
  const source = parse('typescript-eslint', text, { filename: 'a.ts' });
  const push = callsOf(source).find((call) => callName(call)[0] === text.indexOf('push'));
  const { because } = explainCall(source, resolveConfig({ homeMadeQueues: false }), push!);
  expect(because.says).not.toContain('makes itself');
});
