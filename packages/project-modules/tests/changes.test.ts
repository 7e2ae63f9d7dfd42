/** Files change, come and go while an editor runs; others are not what they seem. */
import { rmSync } from 'node:fs';
import { resolveConfig } from '@parent-overrides/launch-sites';
import { expect, test } from 'vitest';
import { otherModules } from '../src/index.ts';
import { Project } from './project.ts';

const QUEUE = "import PQueue from 'p-queue';\nexport const queue = new PQueue();\n";
const USE = "import { queue } from './queue';\nqueue.add(() => work());\n";

test('an edit of the queue shows at the next look', () => {
  const project = new Project({ 'queue.ts': QUEUE, 'use.ts': USE });
  expect(project.launches()).toEqual(['use.ts:2']);
  project.write({ 'queue.ts': 'export const queue = new Set<() => void>();\n' });
  expect(project.launches()).toEqual([]);
  project.write({ 'queue.ts': `// A queue.\n${QUEUE}` });
  expect(project.launches()).toEqual(['use.ts:2']);
});

test('a module that goes away is no longer followed', () => {
  const project = new Project({ 'queue.ts': QUEUE, 'use.ts': USE });
  expect(project.launches()).toEqual(['use.ts:2']);
  rmSync(project.path('queue.ts'));
  expect(project.launches()).toEqual([]);
});

test('300 barrels deep', () => {
  const barrels = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`b${index}.ts`, `export * from './b${index + 1}';\n`]),
  );
  const project = new Project({ ...barrels, 'b300.ts': QUEUE, 'use.ts': USE.replace('./queue', './b0') });
  expect(project.sites('use.ts')).toHaveLength(1);
});

test('a module of 20 MB is not followed', () => {
  const project = new Project({ 'queue.ts': `${QUEUE}//${' '.repeat(20_000_000)}\n`, 'use.ts': USE });
  expect(project.sites('use.ts')).toEqual([]);
});

test('a text without a place on disk has no other modules', () => {
  const config = resolveConfig();
  expect(otherModules('<input>', '', config)).toBeUndefined();
  expect(otherModules('src/use.ts', '', config)).toBeUndefined();
  expect(otherModules(undefined, '', config)).toBeUndefined();
});

test('what the project does not depend on is not looked for', () => {
  const files = { 'queue.ts': QUEUE, 'use.ts': USE };
  const without = new Project({ ...files, 'package.json': '{"dependencies":{"express":"5"}}' });
  expect(without.modulesOf('use.ts')?.reachable?.has('p-queue')).toBe(false);
  expect(without.modulesOf('use.ts')?.reachable?.has('worker_threads')).toBe(true);
  const listed = new Project({ ...files, 'package.json': '{"dependencies":{"p-queue":"9"}}' });
  expect(listed.launches()).toEqual(['use.ts:2']);
});
