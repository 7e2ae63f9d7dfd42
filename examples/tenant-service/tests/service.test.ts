import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import { packParentOverrides } from '@parent-overrides/runtime';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { settings } from '../src/settings.ts';
import { TENANTS } from '../src/tenants.ts';

// Projects do not take the workspace's timeout over, and a busy machine needs more than vitest's 5 s.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

/** The service as it is started, asked over HTTP by three tenants at once. */
const DIRECTORY = fileURLToPath(new URL('..', import.meta.url));
const ROUNDS = 20;
/** 100 dollars, less the discount, as each tenant's locale writes it. */
const TOTALS: Record<string, string> = { ada: '£72.00', bruno: '90,00\u00a0€', chiyo: '\uffe511,250' };

let service: ChildProcess;
let address: string;

beforeAll(() => {
  if (!existsSync(path.join(DIRECTORY, 'node_modules/@parent-overrides/runtime/dist/index.js')))
    throw new Error('The runtime is not built yet: run `npx -y pnpm@10 build` first.');
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const args = [tsc, '-p', 'tsconfig.build.json'];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: DIRECTORY, encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout);
}, 60_000);

beforeAll(async () => {
  service = spawn(process.execPath, ['dist/main.js'], {
    cwd: DIRECTORY,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(service.stdout!), 'line')) as [string];
  address = /http:\S+/.exec(line)![0];
});

afterAll(async () => {
  service.kill();
  if (service.exitCode === null) await once(service, 'exit');
});

const post = (route: string, tenant: string, body: unknown) =>
  fetch(address + route, {
    method: 'POST',
    headers: { 'x-tenant': tenant, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** All tenants ask for `ROUNDS` invoices over 100 dollars at once: the invoices of each, and whose key paid. */
async function everybodyAsks(route: string) {
  const before = await paid();
  const invoices = Array.from({ length: ROUNDS }, () =>
    [...TENANTS.keys()].map(async (tenant) => ({
      asked: tenant,
      invoice: (await (await post(route, tenant, { dollars: 100 })).json()) as Record<string, unknown>,
    })),
  );
  const answers = await Promise.all(invoices.flat());
  const after = await paid();
  const calls = [...TENANTS.values()].map(({ apiKey }) => (after[apiKey] ?? 0) - (before[apiKey] ?? 0));
  return { answers, calls };
}

async function paid(): Promise<Record<string, number>> {
  return (await (await fetch(`${address}/billed`)).json()) as Record<string, number>;
}

test('every tenant gets and pays for its own', async () => {
  const { answers, calls } = await everybodyAsks('/invoices');
  expect(answers).toHaveLength(3 * ROUNDS);
  for (const { asked, invoice } of answers)
    expect(invoice).toEqual({ tenant: asked, total: TOTALS[asked], sawKey: false });
  expect(calls).toEqual([ROUNDS, ROUNDS, ROUNDS]);
});

test('not wrapped, the queue asks with the key of another tenant and the pool renders for nobody', async () => {
  const { answers, calls } = await everybodyAsks('/unwrapped/invoices');
  expect(answers.filter(({ invoice }) => invoice['tenant'] === 'nobody')).toHaveLength(3 * ROUNDS);
  expect(calls.reduce((sum, count) => sum + count)).toBe(3 * ROUNDS);
  expect(calls).not.toEqual([ROUNDS, ROUNDS, ROUNDS]);
});

test('the key is not in what crosses to the pool', () => {
  const ada = TENANTS.get('ada')!;
  const sent = settings.context(ada, () => serialize(packParentOverrides({ amount: 1 })).toString('latin1'));
  expect(sent).toContain(ada.locale);
  expect(sent).not.toContain(ada.apiKey);
});

test('who is not a tenant is turned away', async () => {
  expect((await post('/invoices', 'eve', { dollars: 1 })).status).toBe(401);
  expect((await post('/invoices', 'ada', { dollars: 'many' })).status).toBe(400);
});

test('it ends when it is asked to', async () => {
  service.kill('SIGTERM');
  expect(await once(service, 'exit')).toEqual([0, null]);
});
