import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'tools',
    include: ['**/*.test.ts'],
    globalSetup: ['build-first.ts'],
    // They bundle, type-check, draw and start processes and browsers; a machine under load is slow at that.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
