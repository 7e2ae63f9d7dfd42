/**
 * What a migration is worth, as the codemod's README tells it: the tenant service without its wrappers, under the
 * sanitizer, asked by three tenants at once; the same after the codemod.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonReport } from '../../packages/sanitizer/src/report/json-report.ts';
import { buildIfStale } from '../build-if-stale.ts';
import { strip } from '../invariants/strip.ts';
import { makeFreshCopy } from './fresh-copy.ts';
import { ROOT } from './paths.ts';
import { mustRun } from './run-command.ts';

const SERVICE = path.join(ROOT, 'examples/tenant-service');
const REGISTER = pathToFileURL(path.join(ROOT, 'packages/sanitizer/dist/register.js')).href;
const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const WRAPPED = ['src/invoice.ts', 'src/render-worker.ts'];
const TENANTS = ['ada', 'bruno', 'chiyo'];
const ROUNDS = 20;
/** Each compiles twice and runs what it compiled. */
const SLOW = 180_000;

let root = '';
let directory = '';

beforeAll(() => {
  for (const name of ['runtime', 'codemod', 'sanitizer'] as const) buildIfStale(name);
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'parent-overrides-migration-')));
  directory = path.join(root, 'examples/tenant-service');
  const isOwn = (file: string): boolean => !['node_modules', 'dist', 'tests'].includes(path.basename(file));
  cpSync(SERVICE, directory, { recursive: true, filter: isOwn });
  cpSync(path.join(ROOT, 'tsconfig.base.json'), path.join(root, 'tsconfig.base.json'));
  for (const folder of ['', 'examples/tenant-service']) {
    symlinkSync(path.join(ROOT, folder, 'node_modules'), path.join(root, folder, 'node_modules'), 'junction');
  }
  for (const name of WRAPPED) {
    const file = path.join(directory, name);
    const stripped = strip(readFileSync(file, 'utf8'), file);
    if (!('candidates' in stripped)) throw new Error(`${name}: ${stripped.problem}`);
    writeFileSync(file, stripped.candidates[0]!);
  }
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const CODEMOD = path.join(ROOT, 'packages/codemod/dist/cli.js');

function findingsIn(report: string): JsonReport['findings'] {
  return (JSON.parse(readFileSync(report, 'utf8')) as JsonReport).findings;
}

/** Callbacks that ran as another tenant, where each tenant asks for so many invoices, all at once. */
async function ranAsAnother(): Promise<number> {
  mustRun(process.execPath, [TSC, '-p', 'tsconfig.build.json'], directory);
  const report = path.join(root, 'report.json');
  rmSync(report, { force: true });
  const service = spawn(process.execPath, ['--import', REGISTER, 'dist/main.js'], {
    ...{ cwd: directory, stdio: ['ignore', 'pipe', 'ignore'] },
    env: { ...process.env, PARENT_OVERRIDES_REPORT: report, PARENT_OVERRIDES_SANITIZER: 'report' },
  });
  const ended = once(service, 'exit');
  try {
    const [line] = (await once(createInterface(service.stdout), 'line')) as [string];
    const address = /http:\S+/.exec(line)![0];
    const asked = Array.from({ length: ROUNDS }, () => TENANTS.map((tenant) => ask(address, tenant)));
    expect(await Promise.all(asked.flat())).toEqual(Array(TENANTS.length * ROUNDS).fill(200));
  } finally {
    service.kill('SIGTERM');
    await ended;
  }
  const findings = findingsIn(report);
  for (const { launch } of findings) expect(launch?.text).toBe('queue.add');
  return findings.reduce((sum, { count }) => sum + count, 0);
}

async function ask(address: string, tenant: string): Promise<number> {
  const { status } = await fetch(`${address}/invoices`, {
    ...{ method: 'POST', body: JSON.stringify({ dollars: 100 }) },
    headers: { 'x-tenant': tenant, 'content-type': 'application/json' },
  });
  return status;
}

test(
  "as the codemod's README tells it: many before, none after",
  async () => {
    const before = await ranAsAnother();
    mustRun(process.execPath, [CODEMOD, 'src'], directory);
    const after = await ranAsAnother();
    expect(before).toBeGreaterThan(ROUNDS / 2);
    expect(after).toBe(0);
    const readme = readFileSync(path.join(ROOT, 'packages/codemod/README.md'), 'utf8');
    const told = /(\d+) of its (\d+) calls ran as another tenant before, (\d+) after/.exec(readme);
    expect(told?.slice(2).map(Number)).toEqual([TENANTS.length * ROUNDS, after]);
    // Which tenant's call ends first differs from run to run.
    expect(Math.abs(Number(told?.[1]) - before)).toBeLessThanOrEqual(ROUNDS);
  },
  SLOW,
);

/** The calls of the parallel evaluation whose callbacks ran as another experiment. */
function mixedUp(example: string): string[] {
  mustRun(process.execPath, [TSC, '-p', 'tsconfig.build.json'], example);
  const report = path.join(root, 'evaluation.json');
  rmSync(report, { force: true });
  const env = { ...process.env, PARENT_OVERRIDES_REPORT: report, PARENT_OVERRIDES_SANITIZER: 'report' };
  const { status } = spawnSync(process.execPath, ['--import', REGISTER, 'dist/main.js'], {
    cwd: example,
    env,
  });
  expect(status).toBe(0);
  return findingsIn(report).map(({ launch, count }) => `${launch?.text ?? ''} ${count}`);
}

test(
  'the parallel evaluation: what a queue and an executor mix up, and nothing after',
  () => {
    const copy = makeFreshCopy();
    try {
      expect(mixedUp(copy.directory).sort()).toEqual(['executor.submit 200', 'queue.add 200']);
      mustRun(process.execPath, [CODEMOD, 'src', '--strict'], copy.directory);
      expect(mixedUp(copy.directory)).toEqual([]);
    } finally {
      copy.remove();
    }
  },
  SLOW,
);
