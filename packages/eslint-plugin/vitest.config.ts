import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: '@parent-overrides/eslint-plugin',
    include: ['tests/**/*.test.ts'],
    // The first test of a file compiles the parsers, and with types a program: more than vitest's 5 s under load.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
