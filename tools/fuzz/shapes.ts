/** The ways to come by a launcher or a wrapper, for the generated programs: an import, a constant, a field, a list... */
import { END, Q } from './dialect.ts';

/** A way to come by something: lines for the top of the file, and what to write for it afterwards. */
export interface Shape {
  readonly esm?: readonly string[];
  readonly cjs?: readonly string[];
  readonly use: string;
  readonly typescriptOnly?: boolean;
}

const RUNTIME = `${Q}@parent-overrides/runtime${Q}`;

function modules(name: string, esmClause: string, cjsPattern: string, use: string): Shape {
  return {
    esm: [`import ${esmClause} from ${Q}${name}${Q}${END}`],
    cjs: [`const ${cjsPattern} = require(${Q}${name}${Q})${END}`],
    use,
  };
}

export const GROUPS = {
  immediate: [
    { use: 'setImmediate' },
    { use: 'globalThis.setImmediate' },
    { use: `globalThis[${Q}setImmediate${Q}]` },
    { use: '(0, setImmediate)' },
    { use: 'setImmediate!', typescriptOnly: true },
    { use: 'setImmediate<[]>', typescriptOnly: true },
    modules('node:timers', '{ setImmediate as soon }', '{ setImmediate: soon }', 'soon'),
    modules('timers', '* as timers', 'timers', 'timers.setImmediate'),
    modules('timers', 'timers', 'timers', 'timers?.setImmediate'),
    { cjs: [], use: `require(${Q}timers${Q}).setImmediate` },
    { esm: [`const soon = setImmediate${END}`], cjs: [`var soon = setImmediate${END}`], use: 'soon' },
    {
      esm: [`import timers = require(${Q}timers${Q})${END}`],
      cjs: [`import timers = require(${Q}timers${Q})${END}`],
      use: 'timers.setImmediate',
      typescriptOnly: true,
    },
    {
      esm: [`const clock = {}${END}`, `clock.soon = setImmediate${END}`],
      cjs: [`const clock = {}${END}`, `clock.soon = setImmediate${END}`],
      use: 'clock.soon',
    },
    {
      esm: [`let soon${END}`, `function start() { soon = setImmediate }`],
      cjs: [`let soon${END}`, `function start() { soon = setImmediate }`],
      use: 'soon',
    },
    { cjs: [`exports.soon = setImmediate${END}`], use: 'exports.soon' },
    {
      esm: [
        `import timers from ${Q}timers${Q}${END}`,
        'namespace Own { export const soon = timers.setImmediate }',
        'namespace Own { soon(task) }',
      ],
      use: 'Own.soon',
      typescriptOnly: true,
    },
    {
      esm: ['namespace Own { export const soon = 1 as any }', 'namespace Own { soon(task) }'],
      use: 'Own.soon',
      typescriptOnly: true,
    },
    modules('timers/promises', '{ setImmediate as soon }', '{ setImmediate: soon }', 'soon'),
    modules('./own.js', '{ soon }', '{ soon }', 'soon'),
  ],
  worker: [
    { use: 'Worker' },
    { use: 'SharedWorker' },
    modules('node:worker_threads', '{ Worker }', '{ Worker }', 'Worker'),
    modules('worker_threads', '{ Worker as Thread }', '{ Worker: Thread }', 'Thread'),
    modules('node:worker_threads', '* as threads', 'threads', 'threads.Worker'),
    { esm: ['class Thread extends Worker {}'], cjs: ['class Thread extends Worker {}'], use: 'Thread' },
    modules('bullmq', '{ Worker }', '{ Worker }', 'Worker'),
    { esm: ['class Worker {}'], cjs: ['class Worker {}'], use: 'Worker' },
    {
      esm: [`import type { Worker } from ${Q}node:worker_threads${Q}${END}`],
      use: 'Worker',
      typescriptOnly: true,
    },
  ],
  queue: [
    modules('p-queue', 'PQueue', '{ default: PQueue }', 'new PQueue({ concurrency: 2 })'),
    {
      esm: [`import Queue from ${Q}p-queue${Q}${END}`, `const queue = new Queue()${END}`],
      cjs: [`const Queue = require(${Q}p-queue${Q}).default${END}`, `const queue = new Queue()${END}`],
      use: 'queue',
    },
    {
      esm: [
        `import Queue from ${Q}p-queue${Q}${END}`,
        `const queues = new Map()${END}`,
        'function queueOf(key) { let queue = queues.get(key); if (!queue) { queue = new Queue(); queues.set(key, queue) } return queue }',
      ],
      cjs: [
        `const Queue = require(${Q}p-queue${Q}).default${END}`,
        `const queues = [new Queue()]${END}`,
        `queues.push(new Queue({ concurrency: 1 }))${END}`,
        'function queueOf(index) { return queues[index] }',
      ],
      use: 'queueOf(1)',
    },
    {
      esm: [
        `import Queue from ${Q}p-queue${Q}${END}`,
        'class Jobs { static #queue = new Queue(); static get queue() { return Jobs.#queue } }',
      ],
      cjs: [
        `const Queue = require(${Q}p-queue${Q}).default${END}`,
        'class Jobs { constructor() { this.queue = new Queue() } }',
        `Jobs.queue = 1${END}`,
        `const jobs = new Jobs()${END}`,
      ],
      use: 'Jobs.queue',
    },
    {
      esm: [
        `import type Queue from ${Q}p-queue${Q}${END}`,
        'interface Deps { readonly queue: Queue; all: Queue[] }',
        `declare const deps: Deps${END}`,
      ],
      use: 'deps.queue',
      typescriptOnly: true,
    },
    {
      esm: [
        `import type Queue from ${Q}p-queue${Q}${END}`,
        `declare const byName: Record<string, Map<string, Queue>>${END}`,
      ],
      use: 'byName.a.get(key)!',
      typescriptOnly: true,
    },
    {
      esm: [
        `const { add } = new (await import(${Q}p-queue${Q})).default()${END}`,
        `const queue = { add }${END}`,
      ],
      use: 'queue',
    },
    { esm: [`const queue = new Set()${END}`], cjs: [`const queue = new Set()${END}`], use: 'queue' },
  ],
  limit: [
    {
      esm: [`import pLimit from ${Q}p-limit${Q}${END}`, `const limit = pLimit(2)${END}`],
      cjs: [`const pLimit = require(${Q}p-limit${Q})${END}`, `const limit = pLimit(2)${END}`],
      use: 'limit',
    },
    {
      esm: [`import Bottleneck from ${Q}bottleneck${Q}${END}`, `const limiter = new Bottleneck()${END}`],
      cjs: [`const Bottleneck = require(${Q}bottleneck${Q})${END}`, `const limiter = new Bottleneck()${END}`],
      use: 'limiter.schedule',
    },
    {
      esm: [`import pLimit from ${Q}p-limit${Q}${END}`, `const limits = [pLimit(1), pLimit(2)]${END}`],
      cjs: [
        `const pLimit = require(${Q}p-limit${Q})${END}`,
        `const limits = { a: pLimit(1), b: pLimit(2) }${END}`,
      ],
      use: 'limits[0]',
    },
    { esm: ['function limit(fn) {}'], cjs: ['function limit(fn) {}'], use: 'limit' },
  ],
  pool: [
    {
      esm: [
        `import { Piscina } from ${Q}piscina${Q}${END}`,
        `const pool = new Piscina({ filename: new URL(${Q}./task.js${Q}, import.meta.url).href })${END}`,
      ],
      cjs: [
        `const Piscina = require(${Q}piscina${Q})${END}`,
        `const pool = new Piscina({ filename: require.resolve(${Q}./task.js${Q}) })${END}`,
      ],
      use: 'pool.run',
    },
    { use: 'executor.submit' },
    {
      esm: [`const { submit } = executor${END}`],
      cjs: [`const submit = executor.submit.bind(executor)${END}`],
      use: 'submit',
    },
    { use: 'this.pool.submit' },
    { use: 'form.submit' },
  ],
  runtime: [
    { use: 'withParentOverrides' },
    {
      esm: [
        `import { withParentOverrides as keep } from ${RUNTIME}${END}`,
        'class Wrap { constructor(fn) { this.fn = keep(fn) } static of(fn) { return keep(fn) } }',
      ],
      cjs: [
        `const { withParentOverrides: keep } = require(${RUNTIME})${END}`,
        'const Wrap = { of: (fn) => { const kept = keep(fn); return kept } }',
      ],
      use: 'Wrap.of',
    },
    {
      esm: [`import { withParentOverrides } from ${RUNTIME}${END}`],
      cjs: [`const { withParentOverrides } = require(${RUNTIME})${END}`],
      use: 'withParentOverrides',
    },
    {
      esm: [`import { defineSettings, withParentOverrides as keep } from ${RUNTIME}${END}`],
      cjs: [`const { defineSettings, withParentOverrides: keep } = require(${RUNTIME})${END}`],
      use: 'keep',
    },
    {
      esm: [
        'import {',
        '  packParentOverrides,',
        '  withoutParentOverrides, // on purpose',
        `} from ${RUNTIME}${END}`,
      ],
      cjs: [
        'const {',
        '  packParentOverrides,',
        '  withoutParentOverrides, // on purpose',
        `} = require(${RUNTIME})${END}`,
      ],
      use: 'withoutParentOverrides',
    },
    {
      esm: [`import * as overrides from ${RUNTIME}${END}`],
      cjs: [`const overrides = require(${RUNTIME})${END}`],
      use: 'overrides.withParentOverrides',
    },
    { esm: [`import ${RUNTIME}${END}`], cjs: [`require(${RUNTIME})${END}`], use: 'withParentOverrides' },
    { esm: [`import {} from ${RUNTIME}${END}`], use: 'withParentOverrides' },
    {
      esm: [`import type { Settings } from ${RUNTIME}${END}`],
      use: 'withParentOverrides',
      typescriptOnly: true,
    },
    {
      esm: [`export { withParentOverrides } from ${RUNTIME}${END}`],
      use: 'withParentOverrides',
    },
    {
      esm: ['function withParentOverrides(fn) { return fn }'],
      cjs: ['function withParentOverrides(fn) { return fn }'],
      use: 'withParentOverrides',
    },
  ],
} as const satisfies Record<string, readonly Shape[]>;

export type Group = keyof typeof GROUPS;
