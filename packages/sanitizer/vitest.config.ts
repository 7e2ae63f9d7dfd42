import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'sanitizer',
    include: ['tests/**/*.test.ts'],
    globalSetup: ['./tests/build-first.ts'],
    // Every test starts processes; a machine under load is slow at that.
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
