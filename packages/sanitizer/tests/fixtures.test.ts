/**
 * Programs over real libraries, run as users run theirs. `//~ launch` ends a line where a callback is launched that runs
 * as somebody else, `//~ shared` one where work is asked for that several tasks share. Where nothing is marked, nothing
 * may be reported.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProgram } from './run-program.ts';

const FOLDER = path.join(import.meta.dirname, '../fixtures');
const PROGRAMS = readdirSync(FOLDER).filter((name) => /\.[cm]?[jt]s$/.test(name));

function marksIn(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, at) => {
      const kind = /\/\/~ (launch|shared)$/.exec(text)?.[1];
      return kind === undefined ? [] : [`${at + 1} ${kind}`];
    });
}

/** The Node version that a program needs, where that is not the oldest. */
const SINCE: Readonly<Record<string, number>> = { 'wrong-with-resolvers.mjs': 22 };
const isFor = (name: string): boolean => Number(process.versions.node.split('.')[0]) >= (SINCE[name] ?? 0);

describe.each([
  ['wrong', true],
  ['right', false],
])('%s programs', (kind, marked) => {
  const programs = PROGRAMS.filter((name) => name.startsWith(kind) && isFor(name));

  test('there are many', () => {
    expect(programs.length).toBeGreaterThanOrEqual(30);
  });

  test.each(programs)('%s', async (name) => {
    const file = path.join(FOLDER, name);
    const expected = marksIn(file);
    expect(expected.length > 0).toBe(marked);
    const { findings, status, text } = await runProgram(file);
    const seen = findings.map(({ launch, callback, kind: found }) => {
      const place = launch ?? callback;
      expect(place?.file).toBe(file);
      return `${place?.line ?? 0} ${found === 'shared' ? 'shared' : 'launch'}`;
    });
    expect([...new Set(seen)], text).toEqual(expected);
    expect(status, text).toBe(marked ? 1 : 0);
  });
});
