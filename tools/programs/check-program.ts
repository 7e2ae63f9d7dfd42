/** What has to hold of every program. */
import { expect } from 'vitest';
import type { Program } from './program.ts';
import { runProgram } from './run-program.ts';

/** What ran runs, nobody runs as somebody else who did not before, and the report's words are what happens. */
export async function checkProgram(program: Program): Promise<void> {
  const { before, after, outcomes, again } = await runProgram(program);
  expect(outcomes).toEqual(program.outcomes);
  if (program.before !== undefined) expect(before).toBe(program.before);
  expect(after).toBe(program.after ?? before);
  // A word for each caller, however it ran.
  expect(after.split(' ')).toHaveLength(before.split(' ').length);
  for (const word of asSomebodyElse(after)) expect(asSomebodyElse(before)).toContain(word);
  expect(again.summary).toMatchObject({ changed: 0, failed: 0 });
}

/** `ada:bob` is somebody else; `ada:nobody` is nobody. */
function asSomebodyElse(line: string): string[] {
  return line.split(' ').filter((word) => /^(\w+):(?!\1)(?:ada|bob|cho)\b/.test(word));
}
