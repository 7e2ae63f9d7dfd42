/** What the presets `leaks` report, and what they leave to `recommended`. */
import { describe, expect, it } from 'vitest';
import { findLaunchSites, resolveConfig } from '../src/index.ts';
import { parse } from './parse.ts';

const leaks = resolveConfig({ leaksOnly: true });
const recommended = resolveConfig();

function launchers(text: string, filename: string): { leaks: string[]; recommended: string[] } {
  const parser = filename.endsWith('.vue') ? 'vue' : 'typescript-eslint';
  const found = (config: typeof leaks): string[] =>
    findLaunchSites(parse(parser, text, { filename }), config)
      .filter(({ status }) => status === 'unwrapped')
      .map(({ launcher }) => launcher);
  return { leaks: found(leaks), recommended: found(recommended) };
}

function expectNoLeak(text: string, launcher: string, filename = 'a.mts'): void {
  expect(launchers(text, filename)).toEqual({ leaks: [], recommended: [launcher] });
}

function expectLeak(text: string, launcher: string, filename = 'a.mts'): void {
  expect(launchers(text, filename)).toEqual({ leaks: [launcher], recommended: [launcher] });
}

const DEBOUNCE = "import { debounce } from 'lodash';\n";
const QUEUE = "import PQueue from 'p-queue';\nexport const queue = new PQueue({ concurrency: 1 });\n";
const PUT = 'export const put = (run) => queue.add(() => run());\n';

describe('a debounced function', () => {
  it.each([
    'export const flush = debounce(() => write(pending), 10);',
    'export const flush = debounce(function (this: Store) { this.write(); }, 10);',
    'async function write() {}\nexport const flush = debounce(write, 10);',
  ])('that takes nothing from its callers works for all of them: %s', (text) => {
    expectNoLeak(DEBOUNCE + text, 'lodash.debounce');
  });

  it.each([
    'export const save = debounce((document) => write(document), 10);',
    'export const save = debounce(function () { write(...arguments); }, 10);',
    'export const save = debounce(() => write(tenants.getStore()), 10);',
    'const flush = () => send();\nfunction send() { write(tenants.getStore()); }\nexport const save = debounce(() => flush(), 10);',
    'export const save = debounce(write, 10);',
    'function write(document) {}\nexport const save = debounce(write, 10);',
  ])('that takes something, or asks a store, or does not show: %s', (text) => {
    expectLeak(DEBOUNCE + text, 'lodash.debounce');
  });
});

describe('the code of a web page', () => {
  it.each([
    ["import { useEffect } from 'react';\n", 'a.tsx'],
    ["import * as React from 'react';\nexport const useIt = () => React.useMemo(() => 1, []);\n", 'a.tsx'],
    ["import { useState } from 'preact/hooks';\n", 'a.mts'],
    ["import { onMounted } from 'vue';\n", 'a.mts'],
    ["import { createSignal } from 'solid-js';\n", 'a.mts'],
    ["'use client';\n", 'a.mts'],
  ])('has no store that could leak: %j', (head, filename) => {
    expectNoLeak(head + QUEUE + PUT, 'p-queue#add', filename);
  });

  it('is a single-file component', () => {
    expectNoLeak(
      `<script setup>\n${QUEUE.replace('export ', '')}${PUT.replace('export ', '')}</script>`,
      'p-queue#add',
      'a.vue',
    );
  });

  it.each([
    ["import React, { cache } from 'react';\n", 'a.tsx'],
    ["import type { useState } from 'react';\n", 'a.mts'],
    ["import { createSSRApp } from 'vue';\n", 'a.mts'],
    ['export const title = (page) => page.evaluate(() => document.title);\n', 'a.mts'],
  ])('is not what renders one, or drives one: %j', (head, filename) => {
    expectLeak(head + QUEUE + PUT, 'p-queue#add', filename);
  });

  const SAVE = 'export const save = debounce((value) => write(value), 10);\n';
  it.each([
    'window.addEventListener("resize", save);',
    'export const place = (at: HTMLDivElement) => save(at);',
    "import type { EditorView } from '@codemirror/view';",
  ])('is where a document is, for what servers seldom have: %s', (text) => {
    expectNoLeak(`${DEBOUNCE}${SAVE}${text}`, 'lodash.debounce');
  });

  it.each([
    [
      "export const go = (task) => { new Worker(new URL('./w.js', import.meta.url)).postMessage(task); };",
      'Worker',
    ],
    ['export const lock = (id, run) => navigator.locks.request(id, run);', 'navigator.locks.request'],
  ])('is where its globals are, but for a server that has them: %s', (text, launcher) => {
    expectNoLeak(text, launcher);
    expectLeak(
      `import { tenants } from './tenants.ts';\n${text}\nexport const as = (id, run) => tenants.run(id, run);`,
      launcher,
    );
    expectLeak(`Deno.serve(() => {});\n${text}`, launcher);
  });

  it('is not where a document is a row', () => {
    expectLeak(`${DEBOUNCE}${SAVE}export const keep = (document) => document.save();`, 'lodash.debounce');
  });
});

describe('a Worker', () => {
  const WORKER = "import { Worker } from 'node:worker_threads';\n";
  it.each([
    'export class Pool { worker; constructor(path) { this.worker = new Worker(path); } }',
    'export class Pool { path; start() { return new Worker(this.path); } }',
    "let worker;\nexport const ask = (message) => { worker ??= new Worker('./w.js'); worker.postMessage(message); };",
  ])('that serves many launches loses with each message, not when it is made: %s', (text) => {
    expectNoLeak(WORKER + text, 'worker_threads.Worker');
  });

  it.each([
    'export function go(path) { new Worker(path); }',
    "export const go = (task) => new Worker('./w.js', { workerData: task });",
    "export function go(task, track) { const workerData = { task }; track(new Worker('./w.js', { workerData })); }",
  ])('that serves its launch, or may, runs as nobody: %s', (text) => {
    expectLeak(WORKER + text, 'worker_threads.Worker');
  });
});

describe('what a script starts once', () => {
  const BLUEBIRD = "import Bluebird from 'bluebird';\n";
  it.each([
    'async function main() { await Bluebird.map(await rows(), (row) => save(row), { concurrency: 4 }); }\nmain();',
    'const main = async () => { await work(); };\nasync function work() { await Bluebird.map(rows, (row) => save(row)); }\nawait main();',
    '(async () => { await Bluebird.map(rows, (row) => save(row)); })();',
  ])('has no other caller: %s', (text) => {
    expectNoLeak(BLUEBIRD + text, 'bluebird.map');
  });

  it.each([
    'export async function main() { await Bluebird.map(rows, (row) => save(row)); }\nmain();',
    'async function handle() { store.enterWith(1); await Bluebird.map(rows, (row) => save(row)); }\nhandle();\nhandle();',
    'async function handle() { await Bluebird.map(rows, (row) => save(row)); }\nfor (const one of all) handle();',
    'async function handle(tenant) { store.enterWith(tenant); await Bluebird.map(rows, (row) => save(row)); }\nhandle(1);',
    "store.run('a', async () => { await Bluebird.map(rows, (row) => save(row)); });",
  ])('may have one: %s', (text) => {
    expectLeak(BLUEBIRD + text, 'bluebird.map');
  });

  it('shares a queue that others use', () => {
    expectLeak(`${QUEUE}async function main() { await queue.add(() => run()); }\nmain();`, 'p-queue#add');
  });
});
