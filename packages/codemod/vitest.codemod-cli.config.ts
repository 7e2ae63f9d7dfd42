import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    name: 'codemod-cli',
    include: ['tests/*.ci.ts'],
    globalSetup: ['tests/build-first.ts'],
    testTimeout: 300_000,
    maxWorkers: 1,
  },
});
