import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'runtime',
    include: ['tests/**/*.test.ts'],
    globalSetup: ['./tests/build-first.ts'],
    // Types are checked by running the compiler over this file: a wrong expectation fails the test.
    typecheck: { enabled: true, include: ['tests/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
    maxWorkers: 2,
    testTimeout: 30_000,
  },
});
