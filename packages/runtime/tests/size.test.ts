/**
 * What the main entry costs a bundle, minified and compressed, with each bundler that shakes its tree. It must not
 * grow.
 *
 * The goal was 4,000 bytes with brotli for everything, and everything is some 6,600. Measured by leaving each out: the
 * messages are 800, their bounds and the checks of definitions and options 1,100, what may become of a `create` that
 * makes no thread 400, threads 400, payloads and their proof 1,300, jobs that have their
 * payload inside 170, lazy results 300, adopted stores 350, and what a
 * store shows of itself 300. So short codes in place of messages would come to 5,700, and 4,000 would be without the
 * checks as well. Who imports less pays less, as the other rows say.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build, transformSync } from 'esbuild';
import { rolldown } from 'rolldown';
import { rollup } from 'rollup';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import webpack from 'webpack';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(root, 'node_modules/.size-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each takes the path of a module and gives the code of its bundle. */
const BUNDLERS: Record<string, (input: string) => Promise<string>> = {
  async esbuild(input) {
    const { outputFiles } = await build({
      entryPoints: [input],
      bundle: true,
      format: 'esm',
      target: 'es2022',
      external: ['node:*'],
      write: false,
    });
    return outputFiles[0]!.text;
  },
  async rollup(input) {
    const bundle = await rollup({ input, external: /^node:/ });
    return (await bundle.generate({ format: 'es' })).output[0].code;
  },
  async rolldown(input) {
    const bundle = await rolldown({ input, external: /^node:/ });
    return (await bundle.generate({ format: 'es' })).output[0].code;
  },
  async webpack(input) {
    const compiler = webpack({
      entry: input,
      mode: 'production',
      target: 'es2022',
      externals: /^node:/,
      externalsType: 'module',
      experiments: { outputModule: true },
      output: { path: folder, filename: 'webpack.js', library: { type: 'module' } },
    })!;
    await new Promise<void>((resolve, reject) => {
      compiler.run((error, stats) => {
        if (error ?? stats?.hasErrors()) reject(error ?? new Error(stats?.toString()));
        else resolve();
      });
    });
    return readFileSync(join(folder, 'webpack.js'), 'utf8');
  },
};

/** Bytes with brotli. */
async function size(bundler: string, names: string, entry = 'index'): Promise<number> {
  const input = join(folder, 'input.js');
  writeFileSync(input, `export ${names} from '../../dist/${entry}.js';`);
  const { code } = transformSync(await BUNDLERS[bundler]!(input), { minify: true, format: 'esm' });
  expect(code.length).toBeGreaterThan(4000); // a real build, not an empty module
  return brotliCompressSync(code).length;
}

const IN_PROCESS = '{ defineSettings, withParentOverrides, withoutParentOverrides, adoptStore }';

describe.each(Object.keys(BUNDLERS))('%s', (bundler) => {
  test.each([
    ['everything', '*', 6650],
    ['without threads and payloads', IN_PROCESS, 4600],
    ['the wrapper alone', '{ withParentOverrides }', 2800],
  ])('%s', async (_, names, bytes) => {
    expect(await size(bundler, names)).toBeLessThanOrEqual(bytes);
  });
});

test('everything, browser', async () => {
  expect(await size('esbuild', '*', 'browser')).toBeLessThanOrEqual(6650);
});
