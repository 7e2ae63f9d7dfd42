/** A file fits in a head: over 300 lines only with a reason, `Long because: ...` in its head comment. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');
const MOST = 300;

function isTooLong(text: string): boolean {
  const lines = text.replace(/\n$/, '').split('\n').length;
  return lines > MOST && !/\bLong because: \S+ \S+/.test(headComment(text));
}

/** The comments before the first line of code. */
function headComment(text: string): string {
  return /^(?:#!.*\n)?(?:\s*(?:\/\*[\s\S]*?\*\/|\/\/.*\n))*/.exec(text)![0];
}

test('only a reason in the head comment excuses length', () => {
  const reason = '// Long because: it is data.\n';
  expect(isTooLong('code();\n'.repeat(300))).toBe(false);
  expect(isTooLong('code();\n'.repeat(301))).toBe(true);
  expect(isTooLong(reason + 'code();\n'.repeat(301))).toBe(false);
  expect(
    isTooLong(`/**\n * What it is.\n * Long because: it is data.\n */\n${'code();\n'.repeat(301)}`),
  ).toBe(false);
  expect(isTooLong('code();\n'.repeat(301) + reason)).toBe(true);
});

test('no file is too long', () => {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const sources = listed
    .split('\n')
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !file.includes('/fixtures/'));
  expect(sources.length).toBeGreaterThan(150);
  const tooLong = sources.filter((file) => isTooLong(readFileSync(path.join(ROOT, file), 'utf8')));
  expect(tooLong, 'split it, or say "Long because: ..." in its head comment').toEqual([]);
});
