import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts'],
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  dts: true,
  fixedExtension: false,
  // The analysis is inlined: the package installs nothing else, so that an oxlint-only project does not get
  // ESLint and TypeScript as somebody's peers.
  deps: {
    alwaysBundle: [/^@parent-overrides\//, 'semver'],
    onlyBundle: ['@parent-overrides/launch-sites', '@parent-overrides/project-modules', 'semver'],
  },
});
