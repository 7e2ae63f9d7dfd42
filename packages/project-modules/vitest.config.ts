import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: 'project-modules', include: ['tests/**/*.test.ts'], testTimeout: 60_000 },
});
