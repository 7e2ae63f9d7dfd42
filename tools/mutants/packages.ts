/** Which tests of a package a mutation run asks. */

export interface PackageTests {
  /**
   * Whether a test leaves nothing behind in its process and can run again there, as those that call functions or
   * start processes of their own do. Those of the runtime look at what a process holds.
   */
  readonly repeatable: boolean;
  /** Too slow to be asked for each mutant, or about something else than what the sources do. */
  readonly slow: readonly string[];
}

export const PACKAGES: Readonly<Record<string, PackageTests>> = {
  'launch-sites': { repeatable: true, slow: [] },
  'eslint-plugin': { repeatable: true, slow: [] },
  codemod: {
    repeatable: true,
    // An installed tarball, a pseudo-terminal, limits of memory.
    slow: ['package.test.ts', 'terminal.test.ts', 'parse-tree.test.ts'],
  },
  runtime: {
    repeatable: false,
    // Chromium, the size of the bundle.
    slow: ['browser.test.ts', 'size.test.ts'],
  },
};
