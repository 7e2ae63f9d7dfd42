/** What is decided from the text before anything is looked into: a loose answer costs time, a tight one loses launches. */
import { describe, expect, it } from 'vitest';
import { mayLaunch, resolveConfig } from '../src/index.ts';
import { launchNames } from '../src/launchers/launch-names.ts';
import { reachableLaunchers } from '../src/launchers/reachable-launchers.ts';
import {
  anyQuoted,
  isMentioned,
  part,
  placesOf,
  quotedModule,
  usedName,
  word,
} from '../src/names/mentions.ts';
import { renamesHolder } from '../src/names/known-functions.ts';
import { callsOf } from '../src/syntax/nodes.ts';
import { parse } from './parse.ts';

const recommended = resolveConfig();
const strict = resolveConfig({ strict: true });

describe('where a text spells out', () => {
  it.each<[string, boolean]>([
    ['queue', true],
    ['(queue)', true],
    ['my.queue.add', true],
    ['queues', false],
    ['aqueue', false],
    ['queue2', false],
    ['2queue', false],
    ['_queue', false],
    ['queue_', false],
    ['$queue', false],
    ['queue$', false],
    ['Queue', false],
    ['queueZ', false],
    ['Aqueue', false],
    ['9queue', false],
    ['queue-a', true],
    ['queue:', true],
    ['`queue`', true],
    ['{queue}', true],
    ['@queue[', true],
    ['/queue/', true],
    ['', false],
  ])('the word queue: %j', (text, has) => {
    expect(isMentioned(text, word('queue'))).toBe(has);
  });

  it('every place of a word, a part of it once more', () => {
    expect([...placesOf('queue.queue queues (queue)', word('queue'))]).toEqual([0, 6, 20]);
    expect([...placesOf('aXaXa', part('aX'))]).toEqual([0, 2]);
    expect([...placesOf('aaa', part('aa'))]).toEqual([0, 1]);
    expect([...placesOf('text', word(''))]).toEqual([]);
    expect([...placesOf('text', word('texts'))]).toEqual([]);
    expect([...placesOf('ab', word('ab'))]).toEqual([0]);
    expect([...placesOf('x jq jq', word('jq'))]).toEqual([2, 5]);
  });

  it.each<[string, boolean]>([
    ['import x from "async"', true],
    ["import x from 'async'", true],
    ['import(`async`)', true],
    ["require('node:async')", true],
    ["require('other:async')", false],
    ["'async/queue'", false],
    ["'my-async'", false],
    ['async () => {}', false],
    ["'async ", false],
    ["node:async'", false],
  ])('the module async: %j', (text, has) => {
    expect(isMentioned(text, quotedModule('async'))).toBe(has);
    expect(anyQuoted(['fastq', 'async']).test(text)).toBe(has);
  });

  it('a module with letters that mean something in a pattern', () => {
    expect(anyQuoted(['#lib/a.b', 'c+d']).test("'#lib/a.b'")).toBe(true);
    expect(anyQuoted(['#lib/a.b', 'c+d']).test("'c+d'")).toBe(true);
    expect(anyQuoted(['#lib/a.b', 'c+d']).test("'#lib/aXb'")).toBe(false);
    expect(anyQuoted([]).test("''")).toBe(false);
  });

  it.each<[string, boolean]>([
    ['Worker', true],
    ['new Worker()', true],
    ['x = Worker', true],
    ['x = \tWorker', true],
    ['return Worker', true],
    ['typeof Worker', true],
    ['...Worker', true],
    ['{ Worker }', true],
    ['a\nWorker', true],
    ['the Worker', false],
    ['the\tWorker', false],
    ['// a new Worker', true],
    ['anew Worker', false],
    ['MyWorker', false],
    ['Workers', false],
    [`${'x'.repeat(60)} Worker`, false],
    [`x =${' '.repeat(60)}Worker`, true],
  ])('the value Worker: %j', (text, has) => {
    expect(isMentioned(text, usedName('Worker'))).toBe(has);
  });
});

describe('the rows that a text can reach', () => {
  const reach = (text: string, config = recommended): string[] =>
    reachableLaunchers(text, config).map(({ launcher }) => launcher.id);

  it.each<[string, string[]]>([
    ['setImmediate(run);', ['setImmediate']],
    ["import { setImmediate } from 'timers';", ['setImmediate']],
    ["import { setTimeout } from 'timers';", []],
    ["import t from 'timers';", []],
    ['setTimeout(run);', []],
    ["import PQueue from 'p-queue';", []],
    ["import PQueue from 'p-queue'; q.add();", ['p-queue#add']],
    ["import PQueue from 'p-queue'; q.addAll();", ['p-queue#addAll']],
    ["import PQueue from 'p-queue'; q.adds();", []],
    ["import pLimit from 'p-limit';", ['p-limit']],
    ["import { limitFunction } from 'p-limit';", ['p-limit', 'p-limit.limitFunction']],
    ["import { Pool } from 'workerpool'; pool.exec();", ['workerpool#exec']],
    ['pool.exec();', []],
    ['form.submit();', ['executor.submit']],
    ['form.submits();', []],
    ['nothing();', []],
    ["new Worker('./w.js');", ['Worker']],
    ["import { Worker } from 'worker_threads';", ['Worker', 'worker_threads.Worker']],
    ['the Worker', []],
    ['process.nextTick(run);', []],
  ])('%s', (text, rows) => {
    expect([...new Set(reach(text))].sort()).toEqual(rows.sort());
    expect(mayLaunch(text, recommended)).toBe(rows.length > 0);
  });

  it('in strict, those of strict as well', () => {
    expect(reach('setTimeout(run); process.nextTick(run);', strict).sort()).toEqual([
      'process.nextTick',
      'setTimeout',
    ]);
    expect(reach('process.nextTicks(run);', strict)).toEqual([]);
    expect(reach('nextTick(run);', strict)).toEqual([]);
  });

  it('by those of its origins that the text names, each with the values that launch', () => {
    const [row] = reachableLaunchers("import { queue } from 'async-es';", recommended);
    expect(row!.origins).toEqual([{ module: 'async-es', export: 'queue' }]);
    expect(row!.paths).toEqual(['m:async-es#.queue']);
    const [typed] = reachableLaunchers("import pLimit from 'p-limit';", recommended);
    expect(typed!.paths).toEqual(['m:p-limit#|call', 'm:p-limit#.LimitFunction|new', 'm:p-limit#.Limit|new']);
    const [submit] = reachableLaunchers('executor.submit();', recommended);
    expect(submit!.origins).toEqual([]);
  });

  it('another configuration or another text is another answer', () => {
    expect(reach('setTimeout(run);')).toEqual([]);
    expect(reach('setTimeout(run);', strict)).toEqual(['setTimeout']);
    expect(reach('setTimeout(run);')).toEqual([]);
    expect(reach('setImmediate(run);')).toEqual(['setImmediate']);
  });

  it('with types any text may launch', () => {
    expect(mayLaunch('nothing();', resolveConfig({ typed: true }))).toBe(true);
  });
});

describe('the names by which a file calls its launchers', () => {
  function names(text: string, filename = 'a.ts'): string[] | 'any' {
    const source = parse('typescript-eslint', text, { filename });
    // As the analysis does, which sets the parents.
    callsOf(source);
    const found = launchNames(source, reachableLaunchers(text, recommended));
    return found === 'any'
      ? found
      : [...found].map((name) => (typeof name === 'string' ? name : '(no name)')).sort();
  }

  it.each<[string, string[] | 'any']>([
    ['nothing();', []],
    ['setImmediate(run);', ['setImmediate']],
    ['const later = setImmediate; later(run);', ['later', 'setImmediate']],
    ['let later; later = setImmediate;', ['later', 'setImmediate']],
    ['const { setImmediate: later } = globalThis;', ['later', 'setImmediate']],
    ['const later = setImmediate.bind(null);', ['later', 'setImmediate']],
    ['const later = a ? setImmediate : b;', ['later', 'setImmediate']],
    ['const same = setImmediate ? a : b;', ['setImmediate']],
    ['const later = a && setImmediate;', ['later', 'setImmediate']],
    ['const other = setImmediate && a;', ['setImmediate']],
    ['const later = (a, setImmediate);', ['later', 'setImmediate']],
    ['const other = (setImmediate, a);', ['setImmediate']],
    ['const later = setImmediate as Later;', ['later', 'setImmediate']],
    ['const o = { later: setImmediate }; o.later(run);', ['later', 'setImmediate']],
    ['class A { later = setImmediate; }', ['later', 'setImmediate']],
    ['function f(later = setImmediate) {}', ['later', 'setImmediate']],
    ['function f({ later = setImmediate }) {}', ['later', 'setImmediate']],
    ['function make() { return setImmediate; }', ['setImmediate']],
    ['function make() { return setImmediate; } make()(run);', ['(no name)', 'setImmediate']],
    ['function make() { return setImmediate; } const later = make();', ['later', 'setImmediate']],
    ['const make = () => setImmediate; const later = make();', ['later', 'setImmediate']],
    ['const o = { get later() { return setImmediate; } };', ['later', 'setImmediate']],
    ['const o = { make() { return setImmediate; } }; const later = o.make();', ['later', 'setImmediate']],
    ['class A { get later() { return setImmediate; } }', ['later', 'setImmediate']],
    ['typeof setImmediate; if (setImmediate) go();', ['setImmediate']],
    ['export { setImmediate };', ['setImmediate']],
    ['const later = Object.freeze(setImmediate);', ['later', 'setImmediate']],
    ['const other = make(setImmediate);', ['setImmediate']],
    // Any name would do.
    ['list.push(setImmediate);', 'any'],
    ['const list = [setImmediate];', 'any'],
    ['const box = useRef(setImmediate);', 'any'],
    ['run(...[setImmediate]);', 'any'],
    ["o['l\\x61ter'] = setImmediate;", 'any'],
    ['const { setImm\\u0065diate } = o; setImmediate(run);', 'any'],
    ["o['\\x41'] = setImmediate;", 'any'],
    ["o['\\u{62}'] = setImmediate;", 'any'],
    ["o['\\u{0062}'] = setImmediate;", 'any'],
    ["o['\\n\\u2028'] = setImmediate;", ['\n\u2028', 'setImmediate']],
    ['type Later = typeof setImmediate;', 'any'],
    // By a module.
    ["import pLimit from 'p-limit'; const limit = pLimit(2);", ['limit']],
    ["import anything from 'p-limit'; const limit = anything(2);", ['limit']],
    ["import { default as limits } from 'p-limit'; const limit = limits(2);", ['limit']],
    ["import * as all from 'p-limit'; const limit = all.default(2);", ['limit']],
    ["import all = require('p-limit'); const limit = all(2);", ['limit']],
    ["const all = require('p-limit'); const limit = all(2);", ['limit']],
    ["const limit = require('p-limit')(2);", ['limit']],
    ["const all = await import('p-limit'); const limit = all.default(2);", ['limit']],
    ['const all = await import(`p-limit`); const limit = all.default(2);', ['limit']],
    ["const NAME = 'p-limit';", 'any'],
    ["type All = typeof import('p-limit');", 'any'],
    ["import type { LimitFunction } from 'p-limit'; let limit: LimitFunction;", ['limit']],
    ["import type { LimitFunction } from 'p-limit'; class A { limit: LimitFunction; }", ['limit']],
    ["import type { LimitFunction } from 'p-limit'; function f(limit: LimitFunction[]) {}", 'any'],
    ["import PQueue from 'p-queue'; q.add(f); const put = q.add;", ['add', 'put']],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it('a bundle names everything: more than 100 names, or 2,000 places, are any name', () => {
    const chain = (count: number): string =>
      `const a0 = setImmediate;${Array.from({ length: count }, (_, i) => `const a${i + 1} = a${i};`).join('')}`;
    expect(names(chain(90))).toHaveLength(92);
    expect(names(chain(110))).toBe('any');
    expect(names('x = setImmediate;'.repeat(900))).toEqual(['setImmediate', 'x']);
    expect(names('x = setImmediate;'.repeat(1100))).toBe('any');
    // Each place of each of the two names counts. Called where it stands, it gets no other name.
    expect(names('setImmediate(run);'.repeat(2100))).toEqual(['setImmediate']);
  });
});

it.each<[string, boolean]>([
  ['const freeze = Object.freeze;', true],
  ['const freeze = Object.freeze\n', true],
  ['f(Object.seal, a)', true],
  ['Object.preventExtensions ;', true],
  ['Object.freeze(a);', false],
  ['MyObject.freeze;', false],
  ['Object.freezes;', false],
  ["import { useMemo as memo } from 'react';", true],
  ['const { useRef: box } = react;', true],
  ['const ref = shallowRef;', true],
  ['useMemo(() => a);', false],
  ['$useMemo as x', false],
  ['react.useMemo as x', true],
  ['useMemo ascii', false],
])('whether a text gives a function that hands on its argument another name: %j', (text, renames) => {
  expect(renamesHolder(text)).toBe(renames);
});
