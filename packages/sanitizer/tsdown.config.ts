import { defineConfig, type UserConfig } from 'tsdown';

const shared: UserConfig = {
  platform: 'node',
  target: 'node20.19',
  fixedExtension: false,
  hash: false,
  clean: false,
  // The analysis is private to the workspace; everything else is an ordinary dependency, but for what is small, and
  // what fixtures need in a version of their own.
  deps: { alwaysBundle: [/^@parent-overrides\//, 'lru-cache', 'semver'], onlyBundle: false },
};

/** Built apart, so that each is few files: a thread that begins reads them all. */
const modules: UserConfig[] = [
  { register: 'src/register/register.ts', hooks: 'src/register/hooks.ts' },
  { vite: 'src/vite/plugin.ts', 'vitest-setup': 'src/vite/vitest-setup.ts' },
  { jest: 'src/jest/transformer.ts' },
].map((entry) => ({
  ...shared,
  entry,
  format: 'esm',
  dts: true,
  // By the first entry's name, or one build would write over another's.
  outputOptions: { chunkFileNames: `${Object.keys(entry)[0] ?? ''}-[name].js` },
}));

export default defineConfig([
  ...modules,
  // Required where it is needed: on a file that is not cached, and when there is something to advise.
  {
    ...shared,
    entry: { instrument: 'src/instrument/instrument-text.ts', advise: 'src/advice/advise.ts' },
    format: 'cjs',
    dts: false,
    outExtensions: () => ({ js: '.cjs' }),
  },
]);
