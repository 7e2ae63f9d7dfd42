import { defineConfig, type UserConfig } from 'tsdown';

const shared: UserConfig = {
  dts: true,
  target: 'es2022',
  format: ['esm', 'cjs'],
  platform: 'neutral',
  deps: { neverBundle: [/^node:/] },
  outExtensions: ({ format }) =>
    format === 'cjs' ? { js: '.cjs', dts: '.d.cts' } : { js: '.js', dts: '.d.ts' },
};

/** The browser build is the same code over other files of these names. */
const browserPlatform = {
  name: 'browser-platform',
  resolveId(source: string, importer: string | undefined) {
    const [, name] = /^\.\/(platform|threads)\.ts$/.exec(source) ?? [];
    if (!name || !importer) return null;
    return new URL(`./src/${name}.browser.ts`, import.meta.url).pathname;
  },
};

export default defineConfig([
  { ...shared, entry: { index: 'src/index.ts', worker: 'src/worker.ts' } },
  {
    ...shared,
    entry: { browser: 'src/index.ts', 'browser-worker': 'src/worker.ts' },
    clean: false,
    plugins: [browserPlatform],
  },
]);
