import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/cli.ts', 'src/analysis-thread.ts', 'src/transform-thread.ts', 'src/probe-process.ts'],
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  dts: false,
  fixedExtension: false,
  // Stable names, overwritten in place: the bin may be running while it is built.
  hash: false,
  clean: false,
  // The analysis is private to the workspace; everything else is an ordinary dependency.
  deps: { alwaysBundle: [/^@parent-overrides\//, 'semver'], onlyBundle: false },
});
