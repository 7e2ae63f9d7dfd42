/** Lets a Jest test fail in which a callback ran as somebody else. */
import { failOnFindings } from '../report/take-findings.ts';
import type { Watch } from '../watch/watch.ts';

interface JestGlobals {
  readonly afterEach?: (hook: () => void) => void;
  readonly afterAll?: (hook: () => void) => void;
}

const joined = new WeakSet<object>();

/** Each file of tests has globals of its own; the first instrumented one that is loaded is the file itself. */
export function joinJest(watch: Watch): void {
  watch.begin = (global) => {
    if (joined.has(global)) return;
    joined.add(global);
    const { afterEach, afterAll } = global as JestGlobals;
    try {
      afterEach?.(failOnFindings);
      afterAll?.(failOnFindings);
    } catch {
      // Loaded in the middle of a test: the next one reports it.
    }
  };
}
