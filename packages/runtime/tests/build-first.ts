/** Threads and child processes run the built package: builds it when it is missing or older than its source. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function newest(folder: string): number {
  return Math.max(
    ...readdirSync(`${root}${folder}`).map((name) => statSync(`${root}${folder}/${name}`).mtimeMs),
  );
}

export default function buildFirst(): void {
  const built = `${root}dist/index.cjs`;
  const source = Math.max(newest('src'), statSync(`${root}tsdown.config.ts`).mtimeMs);
  if (existsSync(built) && statSync(built).mtimeMs > source) return;
  const tsdown = createRequire(import.meta.url).resolve('tsdown/run');
  execFileSync(process.execPath, [tsdown, '--log-level', 'error'], { cwd: root, stdio: 'inherit' });
}
