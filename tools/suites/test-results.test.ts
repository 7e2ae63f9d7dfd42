/** Names as the real runners print them: the suites compare nothing but these. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cleanEnvironment } from '../hosts/host.ts';
import { lostTests, readResults } from './test-results.ts';

test("Node's runner: nested tests by their path, without those that are skipped or to be done", () => {
  const directory = mkdtempSync(join(tmpdir(), 'suites-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  const file = join(directory, 'a.test.mjs');
  writeFileSync(
    file,
    `import { test, describe, it } from 'node:test';
test('plain', () => {});
test('fails', () => { throw new Error('ok 1 - no test'); });
test('skipped', { skip: true }, () => {});
test('to be done', { todo: true }, () => {});
describe('suite', () => {
  it('inner', async (t) => { await t.test('# deep - name', () => {}); });
});
test('plain', () => { console.log('ok 7 - printed'); });
`,
  );
  const args = ['--test', '--test-reporter=tap', file];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env: cleanEnvironment() });
  const { passed, failed } = readResults('node', stdout);
  expect(passed.filter((name) => !name.includes('printed')).map((name) => name.replaceAll('\\', ''))).toEqual(
    ['plain', 'suite > inner > # deep - name', 'suite > inner', 'suite', 'plain'],
  );
  expect(failed).toEqual(['fails']);
});

test('tape: assertions below the heading of their test', () => {
  const output = `TAP version 13
# first
ok 1 should be equal
ok 2 should be equal
# second
not ok 3 should be equal
ok 4 later # SKIP
ok 5 later # TODO

1..5
# tests 5
`;
  expect(readResults('tape', output)).toEqual({
    passed: ['first > should be equal', 'first > should be equal'],
    failed: ['second > should be equal'],
  });
});

test('mocha: full titles; a run that left no report passed nothing', () => {
  const report = { passes: [{ fullTitle: 'a b' }], failures: [{ fullTitle: 'a c' }] };
  expect(readResults('mocha', JSON.stringify(report))).toEqual({ passed: ['a b'], failed: ['a c'] });
  expect(readResults('mocha', '')).toEqual({ passed: [], failed: [] });
});

test('a test is lost as often as it passes less often', () => {
  expect(lostTests(['a', 'a', 'b', 'c'], ['c', 'a', 'd'])).toEqual(['a', 'b']);
  expect(lostTests(['a'], ['a', 'a'])).toEqual([]);
});
