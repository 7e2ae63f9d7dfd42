import { defineConfig } from 'vitest/config';

// Not part of `vitest run`: every test here installs the packed plugin from the registry's packages into an
// empty project and drives a real linter or language server.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.host.ts'],
    globalSetup: ['./global-setup.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
