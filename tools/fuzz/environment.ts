/** What a generated program has in scope: its module system, its launchers and its runtime import. */
import fc from 'fast-check';
import { END, Q } from './dialect.ts';

export interface Language {
  readonly filename: string;
  readonly esm: boolean;
  readonly typescript: boolean;
  readonly jsx: boolean;
}

/** A way to come by something: lines for the top of the file, and what to write for it afterwards. */
interface Shape {
  readonly esm?: readonly string[];
  readonly cjs?: readonly string[];
  readonly use: string;
  readonly typescriptOnly?: boolean;
}

export interface Environment extends Language {
  readonly headers: readonly string[];
  use(group: Group): string;
}

const RUNTIME = `${Q}@parent-overrides/runtime${Q}`;

function modules(name: string, esmClause: string, cjsPattern: string, use: string): Shape {
  return {
    esm: [`import ${esmClause} from ${Q}${name}${Q}${END}`],
    cjs: [`const ${cjsPattern} = require(${Q}${name}${Q})${END}`],
    use,
  };
}

const GROUPS = {
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
    { use: 'this.pool.submit' },
    { use: 'form.submit' },
  ],
  runtime: [
    { use: 'withParentOverrides' },
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

const languages: fc.Arbitrary<Language> = fc.constantFrom(
  { filename: 'module.mjs', esm: true, typescript: false, jsx: false },
  { filename: 'module.js', esm: true, typescript: false, jsx: true },
  { filename: 'module.jsx', esm: true, typescript: false, jsx: true },
  { filename: 'script.cjs', esm: false, typescript: false, jsx: false },
  { filename: 'script.js', esm: false, typescript: false, jsx: false },
  { filename: 'module.ts', esm: true, typescript: true, jsx: false },
  { filename: 'module.mts', esm: true, typescript: true, jsx: false },
  { filename: 'module.tsx', esm: true, typescript: true, jsx: true },
  { filename: 'script.cts', esm: false, typescript: true, jsx: false },
);

const choice = fc.nat({ max: 99 });

/** Shapes are picked by number, so that a program keeps its meaning while its surroundings shrink. */
export const environments: fc.Arbitrary<Environment> = fc
  .record({
    language: languages,
    picks: fc.record({
      immediate: choice,
      worker: choice,
      queue: choice,
      limit: choice,
      pool: choice,
      runtime: choice,
    }),
    order: fc.shuffledSubarray(Object.keys(GROUPS) as Group[]),
  })
  .map(({ language, picks, order }) => {
    const shapeOf = (group: Group): Shape => {
      const shapes = (GROUPS[group] as readonly Shape[]).filter((shape) => isPossible(shape, language));
      return shapes[picks[group] % shapes.length]!;
    };
    const brought = new Set(order);
    return {
      ...language,
      headers: order.flatMap((group) => (language.esm ? shapeOf(group).esm : shapeOf(group).cjs) ?? []),
      // A group that is left out is used all the same: then its name is a global or nobody's.
      use: (group) => (brought.has(group) ? shapeOf(group).use : GROUPS[group][0].use),
    };
  });

function isPossible(shape: Shape, { esm, typescript }: Language): boolean {
  if (shape.typescriptOnly && !typescript) return false;
  const isGlobal = shape.esm === undefined && shape.cjs === undefined;
  return isGlobal || (esm ? shape.esm : shape.cjs) !== undefined;
}
