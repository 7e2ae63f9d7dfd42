import { defineConfig } from 'vitest/config';

/** For `pnpm checks`: builds the site, which takes longer than a commit should. */
export default defineConfig({
  test: {
    name: 'docs',
    include: ['tools/docs/*.ci.ts'],
    globalSetup: ['tools/docs/build-site.ts'],
    testTimeout: 60_000,
  },
});
