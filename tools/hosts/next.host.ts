/** The recipe for Next.js, step by step, in a project with the real one and its development server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { blocksOf } from '../docs/markdown.ts';
import { runPage } from '../docs/run-page.ts';
import { cleanEnvironment, createHost } from './host.ts';

const blocks = blocksOf('docs/recipes/next.md');
let stop = (): void => {};

beforeAll(async () => {
  process.env['PORT'] = String(await freePort());
});
afterAll(() => {
  stop();
});

test("each tenant has another one's mails, and after the steps of the page its own", async () => {
  const host = await createHost('next', inject('pluginTarball'), {
    '@parent-overrides/codemod': `file:${inject('codemodTarball')}`,
    '@parent-overrides/runtime': `file:${inject('runtimeTarball')}`,
    eslint: '10.15.0',
    next: '16.4.6',
    'p-queue': '9.3.5',
    react: '19.3.1',
    'react-dom': '19.3.1',
  });
  // The server compiles what is there when it is asked; the page writes the same once more.
  host.files(
    Object.fromEntries(blocks.flatMap(({ file, code }) => (file === undefined ? [] : [[file, code]]))),
  );
  stop = await serve(host.directory);
  const outcomes = await runPage(blocks, host.directory);
  expect(outcomes.flatMap(({ problems }) => problems)).toEqual([]);
}, 300_000);

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, 'localhost'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** @returns what ends it */
async function serve(directory: string): Promise<() => void> {
  const server = spawn('node_modules/.bin/next', ['dev'], {
    cwd: directory,
    env: { ...cleanEnvironment(), NEXT_TELEMETRY_DISABLED: '1' },
    stdio: 'ignore',
    // The server is a child of what is started: both end with their group.
    detached: true,
  });
  for (let tries = 0; tries < 120; tries++) {
    const answer = await fetch(`http://localhost:${process.env['PORT']!}/orders`).catch(() => undefined);
    if (answer?.ok) break;
    await setTimeout(500);
  }
  return () => process.kill(-server.pid!);
}
