/**
 * Workers that serve many launches. What ran before the migration runs after it, and each caller gets its own overrides
 * back: as programs, in processes of their own.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeProject, PACKAGE, type Files, type Project } from './project.ts';

const SETTINGS = `import { defineSettings } from '@parent-overrides/runtime';
export const settings = defineSettings('shop', { tenant: { default: 'nobody', wire: 'thread' } });
`;

const WORKER = `import { parentPort } from 'node:worker_threads';
import { settings } from './settings.mjs';
parentPort.on('message', ({ id }) => parentPort.postMessage({ id, tenant: settings.current.tenant }));
`;

/** Three callers of one Worker, one after the other. */
const CALLERS = `import { ask, stop } from './ask.mjs';
import { settings } from './settings.mjs';
const seen = [];
for (const tenant of ['ada', 'bob', 'cho']) seen.push(await settings.context({ tenant }, () => ask(tenant)));
console.log(seen.join(' '));
await stop();
`;

const LAZY = `import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

let worker;

export async function ask(id) {
  worker ??= new Worker(new URL('./worker.mjs', import.meta.url));
  worker.postMessage({ id });
  const [answer] = await once(worker, 'message');
  return answer.tenant;
}

export const stop = () => worker.terminate();
`;

const EAGER = `import { Worker } from 'node:worker_threads';

const waiting = new Map();
const worker = new Worker(new URL('./worker.mjs', import.meta.url));
worker.on('message', ({ id, tenant }) => waiting.get(id)(tenant));

export function ask(id) {
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    worker.postMessage({ id });
  });
}
export const stop = () => worker.terminate();
`;

function program(ask: string, files: Files = {}): Project {
  const project = makeProject({
    'package.json': '{ "type": "module" }',
    '.gitignore': 'node_modules\n',
    'settings.mjs': SETTINGS,
    'worker.mjs': WORKER,
    'main.mjs': CALLERS,
    'ask.mjs': ask,
    ...files,
  });
  mkdirSync(project.path('node_modules/@parent-overrides'), { recursive: true });
  symlinkSync(
    path.join(PACKAGE, '../runtime'),
    project.path('node_modules/@parent-overrides/runtime'),
    'junction',
  );
  return project;
}

function runs(project: Project): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['main.mjs'], {
    cwd: project.root,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return stdout.trim() || stderr;
}

test.each([
  ['made at the first call', LAZY],
  ['made while the module loads', EAGER],
])('%s: every message is packed, and received', async (_, ask) => {
  const project = program(ask);
  expect(runs(project)).toBe('nobody nobody nobody');
  const { report } = await project.report(['.']);
  expect(report.files.flatMap(({ sites }) => sites.map(({ outcome }) => outcome))).toEqual(['edited']);
  expect(project.read('ask.mjs')).toContain('worker.postMessage(packParentOverrides({ id }))');
  expect(project.read('ask.mjs')).not.toContain('spawnWith');
  expect(project.read('worker.mjs')).toContain("parentPort.on('message', receiveParentOverrides(({ id })");
  expect(runs(project)).toBe('ada bob cho');
  const again = await project.report(['.', '--force']);
  expect(again.report.summary).toMatchObject({ changed: 0, wrapped: 1 });
});

test.each<[string, string, Files]>([
  ['the Worker is handed on', `${LAZY}export const share = (use) => use(worker);\n`, {}],
  [
    'the worker file hands its port on',
    EAGER,
    {
      'worker.mjs': WORKER.replace(
        "parentPort.on('message', ",
        "const port = parentPort;\nport.on('message', ",
      ),
    },
  ],
  [
    'the worker file reads events',
    EAGER,
    {
      'worker.mjs': WORKER.replace(
        "parentPort.on('message', ({ id })",
        "parentPort.addEventListener('message', ({ data: { id } })",
      ),
    },
  ],
  [
    'another message of unknown making',
    EAGER.replace(
      'export const stop',
      'export const tell = (port) => port.postMessage(1);\nexport const stop',
    ),
    {},
  ],
])('%s: neither end is edited, and what ran runs', async (_, ask, files) => {
  const project = program(ask, files);
  const before = runs(project);
  expect(before).toBe('nobody nobody nobody');
  const { report } = await project.report(['.']);
  expect(report.summary).toMatchObject({ changed: 0, edited: 0, refused: 1 });
  expect(runs(project)).toBe(before);
});

test('a Worker for one launch is wrapped as ever', async () => {
  const project = program(`import { Worker } from 'node:worker_threads';

export function ask(id) {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url));
    worker.on('message', ({ tenant }) => {
      resolve(tenant);
      worker.terminate();
    });
    worker.postMessage({ id });
  });
}
export const stop = () => {};
`);
  expect(runs(project)).toBe('nobody nobody nobody');
  await project.run(['.']);
  expect(project.read('ask.mjs')).toContain('spawnWithParentOverrides(() => new Worker(');
  expect(runs(project)).toBe('ada bob cho');
});
