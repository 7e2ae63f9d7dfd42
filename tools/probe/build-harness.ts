/** The harness as plain JavaScript: what a probe loads is then loaded by Node itself, on every version. */
import { basename, join } from 'node:path';
import { build } from 'vite';
import { ROOT } from '../matrix/nodes.ts';

/**
 * @param entry a file of this folder
 * @returns the file to run
 */
export async function buildHarness(entry = 'run-family.ts'): Promise<string> {
  const name = basename(entry, '.ts');
  const outDir = join(ROOT, '.cache/probe/harness', name);
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, entry),
      target: 'node20',
      minify: false,
      sourcemap: true,
      outDir,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
  });
  return join(outDir, `${name}.mjs`);
}
