/** What a site says besides its status: the fixtures hold lines and edits, this the fields that messages are made of. */
import { describe, expect, it } from 'vitest';
import { findLaunchSites, resolveConfig, type LaunchSite } from '../src/index.ts';
import { callsOf } from '../src/syntax/nodes.ts';
import { parse } from './parse.ts';

const config = resolveConfig();

function sitesOf(text: string, filename = 'a.mjs'): readonly LaunchSite[] {
  const parsers = filename.endsWith('ts')
    ? (['typescript-eslint', 'oxc'] as const)
    : (['espree', 'typescript-eslint', 'oxc'] as const);
  const [sites, ...others] = parsers.map((parser) =>
    findLaunchSites(parse(parser, text, { filename }), config),
  );
  for (const other of others) expect(other).toEqual(sites);
  return sites!;
}

const slice = (text: string, [from, to]: readonly [number, number]): string => text.slice(from, to);

const QUEUE = "import PQueue from 'p-queue';\nconst queue = new PQueue();\n";
const POOL =
  "import { Piscina } from 'piscina';\nconst pool = new Piscina({ filename: new URL('./w.js', import.meta.url) });\n";

describe('what is underlined', () => {
  it.each<[string, string, string]>([
    // A function by its head, up to its body.
    ['setImmediate(() => run());', '() => run()', '() =>'],
    ['setImmediate(async (a) => { await run(a); });', 'async (a) => { await run(a); }', 'async (a) =>'],
    ['setImmediate(function named(a) { run(a); });', 'function named(a) { run(a); }', 'function named(a)'],
    ['setImmediate(((a) => run(a)));', '(a) => run(a)', '(a) =>'],
    // Everything else as it stands, to the end of its first line.
    ['setImmediate(run);', 'run', 'run'],
    ['setImmediate(make(1, 2));', 'make(1, 2)', 'make(1, 2)'],
    ['setImmediate(make(\n  1,\n));', 'make(\n  1,\n)', 'make('],
    ['setImmediate(make(\r  1,\r));', 'make(\r  1,\r)', 'make('],
    ['setImmediate(...list);', '...list', '...list'],
    ['setImmediate.call(null, run);', 'setImmediate.call', 'setImmediate.call'],
    // A callback on a line of its own by the call, where a comment above is found.
    [`${QUEUE}await queue.add(\n  () => run(),\n);`, '() => run()', 'queue.add'],
    [`${QUEUE}queue\n  .add(run);`, 'run', 'queue'],
    // Elements of a list have lines, and comments, of their own.
    [`${QUEUE}queue.addAll([\n  () => run(),\n]);`, '() => run()', '() =>'],
    // A construction by what is constructed.
    [
      "import { Worker } from 'node:worker_threads';\nnew Worker('./w.js', {\n  workerData,\n});",
      "new Worker('./w.js', {\n  workerData,\n})",
      'new Worker',
    ],
    // A task without an argument: where it would be.
    [`${POOL}pool.run();`, '', 'pool.run'],
    // Of several alternatives, the whole; of the one that is not wrapped, only it.
    ['setImmediate(a ? run : stop);', 'a ? run : stop', 'a ? run : stop'],
    [
      "import { withParentOverrides } from '@parent-overrides/runtime';\nsetImmediate(a ? withParentOverrides(run) : stop);",
      'stop',
      'stop',
    ],
  ])('%s', (text, target, head) => {
    const [site] = sitesOf(text);
    expect(slice(text, site!.target)).toBe(target);
    expect(slice(text, site!.head)).toBe(head);
  });
});

describe('what it is called', () => {
  it.each<[string, string]>([
    ['setImmediate(run);', 'setImmediate'],
    ['globalThis.setImmediate(run);', 'globalThis.setImmediate'],
    ['(setImmediate)(run);', 'setImmediate'],
    [`${QUEUE}queue.add(run);`, 'queue.add'],
    [`${QUEUE}queue?.add(run);`, 'queue?.add'],
    // Longer than 40 characters, or over lines: by the launcher's id.
    [
      `${QUEUE}const o = { ${'a'.repeat(34)}: queue };\no.${'a'.repeat(34)}.add(run);`,
      `o.${'a'.repeat(34)}.add`,
    ],
    [`${QUEUE}const o = { ${'a'.repeat(35)}: queue };\no.${'a'.repeat(35)}.add(run);`, 'p-queue#add'],
    [`${QUEUE}queue\n  .add(run);`, 'p-queue#add'],
    [`${QUEUE}queue\r  .add(run);`, 'p-queue#add'],
    ["import * as threads from 'worker_threads';\nnew threads.Worker('./w.js');", 'new threads.Worker'],
  ])('%s', (text, callee) => {
    expect(sitesOf(text).map((site) => site.callee)).toEqual([callee]);
  });
});

it.each<[string, Partial<LaunchSite>]>([
  [
    'setImmediate(run);',
    {
      launcher: 'setImmediate',
      kind: 'callback',
      loss: 'shared',
      status: 'unwrapped',
      wrapper: 'withParentOverrides',
    },
  ],
  [
    `${QUEUE}export const go = () => queue.add(run);`.replace('PQueue()', 'PQueue({ concurrency: 1 })'),
    { launcher: 'p-queue#add', kind: 'callback', loss: 'another-task' },
  ],
  [
    `${POOL}pool.run(task);`,
    { launcher: 'piscina#run', kind: 'payload', loss: 'starts-empty', wrapper: 'packParentOverrides' },
  ],
  [
    "import { pool } from 'workerpool';\npool().exec(() => run());",
    { launcher: 'workerpool#exec', kind: 'stringified', wrapper: 'packParentOverrides' },
  ],
  [
    "import { Worker } from 'worker_threads';\nnew Worker('./w.js');",
    {
      launcher: 'worker_threads.Worker',
      kind: 'spawn',
      loss: 'starts-empty',
      wrapper: 'spawnWithParentOverrides',
    },
  ],
  [`${POOL}pool.run.call(pool, task);`, { kind: 'payload', wrapper: 'packParentOverrides' }],
  [`${QUEUE}queue.add.call(queue, run);`, { kind: 'callback', wrapper: 'withParentOverrides' }],
])('what kind of launch it is: %s', (text, fields) => {
  expect(sitesOf(text)).toEqual([expect.objectContaining(fields)]);
});

it('a launch can be marked as detached where its wrapper has such a twin', () => {
  const detached = (text: string): (string | undefined)[] =>
    sitesOf(text).map((site) => site.detach?.map((edit) => edit.text).join(' '));
  expect(detached("import './x.js';\nsetImmediate(run);")[0]).toContain('withoutParentOverrides(');
  expect(detached("import { Worker } from 'worker_threads';\nnew Worker('./w.js');")[0]).toContain(
    'spawnWithoutParentOverrides(() => ',
  );
  expect(detached(`${POOL}pool.run(task);`)).toEqual([undefined]);
  expect(detached('import "./x.js";\nsetImmediate(...list);')).toEqual([undefined]);
});

it('sites come in the order of the text, outer ones first, whoever collected the calls', () => {
  const text = `${QUEUE}queue.add(() => setImmediate(a), setImmediate(b));\nqueue.addAll([c, d]);\nexecutor.submit(() => 1).executor.submit(() => 2);`;
  const sites = sitesOf(text);
  expect(sites.map((site) => slice(text, site.target))).toEqual([
    '() => setImmediate(a)',
    'a',
    'b',
    'c',
    'd',
    '() => 2',
    '() => 1',
  ]);
  const source = parse('typescript-eslint', text, { filename: 'a.mjs' });
  const calls = [...callsOf(source)].reverse();
  expect(findLaunchSites({ ...source, calls }, config)).toEqual(sites);
});

it('`new new Worker(u).X()` keeps its callee', () => {
  const text =
    "import { Worker } from 'worker_threads';\nnew new Worker(u).Face.Inner();\nnew (f[new Worker(u).name])();\nnew Worker(u).start();\n";
  const edits = sitesOf(text).map(({ plan }) => plan?.wraps.map(({ before, after }) => `${before}|${after}`));
  expect(edits).toEqual([
    ['(spawnWithParentOverrides(() => |))'],
    ['spawnWithParentOverrides(() => |)'],
    ['spawnWithParentOverrides(() => |)'],
  ]);
});

const WORKER = "import { Worker } from 'node:worker_threads';\n";
it.each([
  [
    "let worker;\nexport function start() { worker ??= new Worker('./w.js'); return worker; }",
    'the module keeps it in a variable',
  ],
  ["export const start = () => new Worker('./w.js');", 'it is returned'],
  [
    "class Pool { all = []; start() { const worker = new Worker('./w.js'); worker.on('exit', () => this.all.includes(worker)); this.all.push(worker); } }",
    'it is put into a list, a map or an object',
  ],
])('why a Worker lives long: %s', (text, because) => {
  expect(sitesOf(WORKER + text)[0]?.lifetime).toMatchObject({ is: 'long-lived', because });
});

it('a handler that is made elsewhere is no argument to wrap', () => {
  const text =
    "import { Client } from 'undici';\nexport const go = (to, handler) => new Client(to).dispatch({}, handler);";
  expect(sitesOf(text)[0]?.refusal?.advice).toMatch(/^The object that has the callback is not written here/);
});
