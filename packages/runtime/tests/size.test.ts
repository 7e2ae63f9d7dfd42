/** What the main entry costs a bundle: minified as consumers do it, then compressed. It must not grow. */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { expect, test } from 'vitest';

const resolveDir = fileURLToPath(new URL('..', import.meta.url));

function size(names: string, entry: string): { gzip: number; brotli: number } {
  const { outputFiles } = buildSync({
    stdin: { contents: `export ${names} from './dist/${entry}.js'`, resolveDir },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    external: ['node:*'],
    write: false,
  });
  const code = outputFiles[0]!.contents;
  expect(code.length).toBeGreaterThan(4000); // a real build, not an empty module
  return { gzip: gzipSync(code, { level: 9 }).length, brotli: brotliCompressSync(code).length };
}

const IN_PROCESS = '{ defineSettings, withParentOverrides, withoutParentOverrides, adoptStore }';

test.each([
  // The bound is 4,000 bytes with brotli for everything. What a bundle does not use, it does not pay for.
  ['everything', '*', 'index', 4400, 4000],
  ['everything, browser', '*', 'browser', 4400, 4000],
  ['without threads and payloads', IN_PROCESS, 'index', 3300, 3000],
])('%s', (_, names, entry, gzip, brotli) => {
  const measured = size(names, entry);
  console.log(measured);
  expect(measured.gzip).toBeLessThanOrEqual(gzip);
  expect(measured.brotli).toBeLessThanOrEqual(brotli);
});
