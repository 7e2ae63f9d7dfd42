import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const here = path.dirname(import.meta.dirname);
const outputs = ['cli.js', 'analysis-thread.js', 'transform-thread.js'].map((name) =>
  path.join(here, 'dist', name),
);
const inputs = ['src', 'tsdown.config.ts', 'package.json', '../launch-sites/src'].map((name) =>
  path.join(here, name),
);

/** The tests run the built bin, so they build it first when it is missing or older than its sources. */
export default function setup(): void {
  const built = outputs.every((file) => existsSync(file)) ? Math.min(...outputs.map(modified)) : 0;
  if (Math.max(...inputs.map(newest)) < built) return;
  const tsdown = path.join(here, '../../node_modules/tsdown/dist/run.mjs');
  execFileSync(process.execPath, [tsdown, '--log-level', 'warn'], { cwd: here, stdio: 'inherit' });
}

function modified(file: string): number {
  return statSync(file).mtimeMs;
}

function newest(file: string): number {
  if (!statSync(file).isDirectory()) return modified(file);
  return Math.max(...readdirSync(file).map((name) => newest(path.join(file, name))));
}
