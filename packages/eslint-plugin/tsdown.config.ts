import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts'],
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  dts: true,
  fixedExtension: false,
  // The analysis and the few helpers of typescript-eslint are inlined: the package installs nothing else, so that
  // an oxlint-only project does not get ESLint and TypeScript as somebody's peers.
  deps: { alwaysBundle: [/^@parent-overrides\//, /^@typescript-eslint\//], onlyBundle: false },
});
