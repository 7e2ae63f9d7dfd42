/** Which tests of a package a mutation run asks. */

export interface PackageTests {
  /** Tests that run what is built: it has to be built anew for each mutant. */
  readonly built: boolean;
  /** Tests that may share one process; those of the runtime look at what a process holds. */
  readonly shareProcess: boolean;
  /** Too slow to be asked for each mutant, or about something else than what the sources do. */
  readonly slow: readonly string[];
}

export const PACKAGES: Readonly<Record<string, PackageTests>> = {
  'launch-sites': { built: false, shareProcess: true, slow: [] },
  'eslint-plugin': { built: false, shareProcess: true, slow: [] },
  codemod: {
    built: true,
    shareProcess: true,
    // An installed tarball, a pseudo-terminal, limits of memory.
    slow: ['package.test.ts', 'terminal.test.ts', 'parse-tree.test.ts'],
  },
  runtime: {
    built: true,
    shareProcess: false,
    // Chromium, the size of the bundle.
    slow: ['browser.test.ts', 'size.test.ts'],
  },
};
