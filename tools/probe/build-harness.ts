/** The harness as plain JavaScript: what a probe loads is then loaded by Node itself, on every version. */
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from '../matrix/nodes.ts';

/** @returns the file to run */
export async function buildHarness(): Promise<string> {
  const outDir = join(ROOT, '.cache/probe/harness');
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, 'run-family.ts'),
      target: 'node20',
      minify: false,
      outDir,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: 'run-family.mjs' } },
    },
  });
  return join(outDir, 'run-family.mjs');
}
