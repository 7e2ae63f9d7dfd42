/**
 * What a host cannot do, whoever asks: tests that a run on it leaves out, each with what happens there without
 * anything of ours. `pnpm matrix --host HOST --left-out` runs just these, to see what has come right.
 */
import type { Host } from './hosts.ts';

interface LeftOut {
  /** Found in a test's full name. */
  readonly name: string;
  readonly because: string;
}

export const LEFT_OUT: Readonly<Record<Host, readonly LeftOut[]>> = {
  bun: [
    {
      name: 'workerpool',
      because: 'workerpool 10 gets no answer from any worker, with `sum: (a, b) => a + b` neither',
    },
    {
      name: 'a pool of processes that does not speak JSON',
      because:
        "Tinypool's child process with `serialization: 'advanced'` ends in a DataCloneError when it starts",
    },
  ],
  deno: [
    {
      name: 'Tinypool: move, transferList',
      because: 'a Tinypool in the main thread gets no answer from its thread, with `(x) => x` neither',
    },
    {
      name: 'a pool of processes that does not speak JSON',
      because: "`serialization: 'advanced'` is refused: a function could not be cloned",
    },
    {
      name: 'async generators too',
      because: 'the second of two `next()` that are called at once goes on without any store, wrapper or not',
    },
    {
      name: 'a promise is refused, and the Worker that it brings is ended',
      because: '`terminate` tells of the end before anyone can listen',
    },
    {
      name: 'in production the same id with other settings is an error',
      because: 'there is no `--input-type`, by which this test gives a program',
    },
  ],
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** vitest's `--testNamePattern` for everything that works on `host`, or for nothing but the rest. */
export function namePattern(host: Host, leftOut: boolean): string {
  const names = LEFT_OUT[host].map(({ name }) => escaped(name)).join('|');
  return leftOut ? `(?:${names})` : `^(?!.*(?:${names}))`;
}
