/** Invariant 8 over a few programs of each family. All of them run in `pnpm programs`. */
import { expect, test } from 'vitest';
import { PROGRAMS } from './all.ts';
import { checkProgram } from './check-program.ts';

const FEW = PROGRAMS.filter((_, index) => index % 8 === 0);

test.each(FEW)('$name', checkProgram);

test('there are as many as were promised, each with a name of its own', () => {
  expect(PROGRAMS.length).toBeGreaterThanOrEqual(40);
  expect(new Set(PROGRAMS.map(({ name }) => name)).size).toBe(PROGRAMS.length);
});
