/** Test runners that run in the registered process itself: the test in which something was found fails. */
import { createRequire } from 'node:module';
import { failOnFindings, sayFindings } from '../report/take-findings.ts';

/** As much of Mocha's test as is used. */
interface MochaTest {
  fn?: (this: unknown, done?: (error?: unknown) => void) => unknown;
  /** It takes a callback. */
  readonly async?: boolean | number;
}

/** Mocha takes these from a module that `--require` names. A hook that fails would end the run, so the test itself does. */
export const mochaHooks = {
  beforeEach(this: { readonly currentTest?: MochaTest }): void {
    const { currentTest } = this;
    if (currentTest?.fn !== undefined) currentTest.fn = checked(currentTest.fn, Boolean(currentTest.async));
  },
};

function checked(body: NonNullable<MochaTest['fn']>, takesCallback: boolean): NonNullable<MochaTest['fn']> {
  if (takesCallback) {
    return function (done) {
      return body.call(this, (error) => {
        done?.(error ?? findingsAsError());
      });
    };
  }
  return function () {
    const result = body.call(this);
    if (result instanceof Promise) return result.then(failOnFindings);
    failOnFindings();
    return result;
  };
}

function findingsAsError(): unknown {
  try {
    failOnFindings();
    return undefined;
  } catch (error) {
    return error;
  }
}

let joined = false;

/**
 * Node's own runner starts a process for each file of tests, and says so to it. What a test starts is told the same,
 * so this is called by files that import `node:test`.
 */
export function joinNodeTest(): void {
  if (joined || process.env['NODE_TEST_CONTEXT'] === undefined) return;
  joined = true;
  const { afterEach } = createRequire(import.meta.url)('node:test') as typeof import('node:test');
  afterEach((context) => {
    // Of a test that has failed already Node says nothing but its own failure.
    if ((context as { readonly passed?: boolean }).passed === false) sayFindings();
    else failOnFindings();
  });
}
