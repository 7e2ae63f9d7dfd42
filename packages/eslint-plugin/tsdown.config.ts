import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts'],
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  dts: true,
  fixedExtension: false,
  // What is private is inlined. None of what is installed beside it has ESLint or TypeScript as a peer, so that an
  // oxlint-only project gets neither.
  deps: {
    alwaysBundle: [/^@parent-overrides\//, 'semver'],
    onlyBundle: ['@parent-overrides/launch-sites', '@parent-overrides/project-modules', 'semver'],
  },
});
