import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test, vi } from 'vitest';

// Projects do not take the workspace's timeout over, and a busy machine needs more than vitest's 5 s.
vi.setConfig({ testTimeout: 30_000 });

/** The program as its users start it. Only what the launches cannot change is looked at here; the demo does the rest. */
const DIRECTORY = fileURLToPath(new URL('..', import.meta.url));
const WAYS = ['one by one', 'setImmediate', 'p-queue', 'executor', 'Worker', 'Piscina'];

function run(args: string[], env: Record<string, string> = {}) {
  const options = { cwd: DIRECTORY, encoding: 'utf8' as const, env: { ...process.env, ...env } };
  return spawnSync(process.execPath, args, options);
}

const program = (args: string[], env?: Record<string, string>) => run(['dist/main.js', ...args], env);

beforeAll(() => {
  const runtime = path.join(DIRECTORY, 'node_modules/@parent-overrides/runtime/dist/index.js');
  if (!existsSync(runtime))
    throw new Error('The runtime is not built yet: run `npx -y pnpm@10 build` first.');
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { status, stdout } = run([tsc, '-p', 'tsconfig.build.json']);
  if (status !== 0) throw new Error(stdout);
}, 60_000);

describe.each(WAYS)('over %s', (way) => {
  test('reports both experiments', () => {
    const { stdout, stderr, status } = program(['--way', way]);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const [head, ...lines] = stdout.trim().split('\n');
    expect(head?.split(/\s+/)).toEqual(['way', 'experiment', 'score', 'demos', 'failed', 'tokens']);
    expect(lines.map((line) => /careful|creative/.exec(line)?.[0])).toEqual(['careful', 'creative']);
    for (const line of lines) expect(line).toMatch(/^.+ \d+\.\d %  +\d+  +0  +\d+$/);
  });

  test('gives up when too many examples fail', () => {
    const { stdout, stderr, status } = program(['--way', way, '--max-errors', '3'], { LM_API_KEY: '' });
    expect(stderr).toMatch(
      /^3 examples have failed\. The first was q\d{3}: .* called without an API key\.\n$/,
    );
    expect([stdout, status]).toEqual(['', 1]);
  });

  test('is cancelled by its signal', () => {
    const { stdout, stderr, status } = program(['--way', way, '--timeout', '1']);
    expect(stderr).toBe('The operation was aborted due to timeout\n');
    expect([stdout, status]).toEqual(['', 1]);
  });
});

test('says what is wrong with an option', () => {
  expect(program(['--way', 'carrier pigeon']).stderr).toContain(
    '--way carrier pigeon: there is no such way; choose from one by one',
  );
  expect(program(['--max-errors', 'many']).stderr).toContain(
    '--max-errors many: expected a whole number from 1 up.',
  );
  expect(program(['--verbose']).stderr).toContain("Unknown option '--verbose'");
  expect(program(['--verbose'])).toMatchObject({ status: 1, stdout: '' });
});
