import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: 'launch-sites', include: ['tests/**/*.test.ts'], testTimeout: 60_000 },
});
