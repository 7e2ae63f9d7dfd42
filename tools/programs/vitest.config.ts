import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.ci.ts'],
    globalSetup: ['../build-first.ts'],
    testTimeout: 120_000,
    maxConcurrency: 2,
  },
});
