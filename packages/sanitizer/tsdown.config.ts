import { defineConfig, type UserConfig } from 'tsdown';

const shared: UserConfig = {
  platform: 'node',
  target: 'node20.19',
  fixedExtension: false,
  hash: false,
  clean: false,
  // The analysis is private to the workspace; everything else is an ordinary dependency.
  deps: { alwaysBundle: [/^@parent-overrides\//], onlyBundle: false },
};

export default defineConfig([
  {
    ...shared,
    entry: {
      register: 'src/register/register.ts',
      hooks: 'src/register/hooks.ts',
      vite: 'src/vite/plugin.ts',
      'vitest-setup': 'src/vite/vitest-setup.ts',
      jest: 'src/jest/transformer.ts',
    },
    format: 'esm',
    dts: true,
  },
  // Required where it is needed: on a file that is not cached, and when there is something to advise.
  {
    ...shared,
    entry: { instrument: 'src/instrument/instrument-text.ts', advise: 'src/advice/advise.ts' },
    format: 'cjs',
    dts: false,
    outExtensions: () => ({ js: '.cjs' }),
  },
]);
