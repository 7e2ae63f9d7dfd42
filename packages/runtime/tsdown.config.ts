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

/** The browser build is the same code over another platform.ts. */
const browserPlatform = {
  name: 'browser-platform',
  resolveId(source: string, importer: string | undefined) {
    if (source !== './platform.ts' || !importer) return null;
    return new URL('./src/platform.browser.ts', import.meta.url).pathname;
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
