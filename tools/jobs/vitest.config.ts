import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.ci.ts'],
    globalSetup: ['../build-first.ts'],
    // A schedule of pg-boss runs once a minute.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    maxConcurrency: 4,
  },
});
