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

/** The same code over the browser's files of these names. */
const fromBrowser = (...names: string[]) => ({
  name: 'from-browser',
  resolveId(source: string, importer: string | undefined) {
    const name = names.find((one) => source === `./${one}.ts`);
    if (!name || !importer) return null;
    return new URL(`./src/${name}.browser.ts`, import.meta.url).pathname;
  },
});

export default defineConfig([
  { ...shared, entry: { index: 'src/index.ts', worker: 'src/worker.ts' } },
  {
    ...shared,
    entry: { browser: 'src/index.ts', 'browser-worker': 'src/worker.ts' },
    clean: false,
    plugins: [fromBrowser('platform', 'threads')],
  },
  {
    // Cloudflare's: Node's AsyncLocalStorage, and no threads.
    ...shared,
    entry: { workerd: 'src/index.ts', 'workerd-worker': 'src/worker.ts' },
    clean: false,
    plugins: [fromBrowser('threads')],
  },
]);
