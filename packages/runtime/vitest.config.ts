import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'runtime',
    include: ['tests/**/*.test.ts'],
    globalSetup: ['./tests/build-first.ts'],
    maxWorkers: 2,
    testTimeout: 30_000,
  },
});
