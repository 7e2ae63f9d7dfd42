/** The runtime as it was in 0.1.0, to compare with: what users of that version pay now. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
/** The last commit of 0.1.0's runtime. No registry has that version, so it is built from this repository's history. */
const COMMIT = 'd157dbd';
const FOLDER = path.join(ROOT, '.cache/runtime-0.1.0', COMMIT);
const FILE = path.join(FOLDER, 'index.js');
const requireFromRuntime = createRequire(path.join(ROOT, 'packages/runtime/package.json'));

/**
 * @returns its built file. It keeps what copies of one version share to itself, so both can be in one process.
 * @throws Error when the commit is not in this clone
 */
export function previousRuntime(): string {
  if (existsSync(FILE)) return FILE;
  const source = path.join(FOLDER, 'packages/runtime/src');
  mkdirSync(FOLDER, { recursive: true });
  try {
    const archive = execFileSync('git', ['archive', COMMIT, 'packages/runtime/src'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    execFileSync('tar', ['-x', '-C', FOLDER], { input: archive });
  } catch (error) {
    throw new Error(
      `0.1.0 is built from commit ${COMMIT}, which is not in this clone: run \`git fetch --unshallow\` first.`,
      { cause: error },
    );
  }
  const { outputFiles } = requireFromRuntime('esbuild').buildSync({
    entryPoints: [path.join(source, 'index.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  writeFileSync(FILE, outputFiles[0].text.replaceAll('parent-overrides/1', 'parent-overrides/0.1.0'));
  return FILE;
}
