import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const here = path.dirname(import.meta.dirname);
const output = path.join(here, 'dist/cli.js');
const inputs = ['src', 'tsdown.config.ts', 'package.json', '../launch-sites/src'];
/** What the last build was made from: times mislead when a file is saved while a build runs. */
const stamp = path.join(here, 'node_modules/.cache/built-from');

/** The tests run the built bin, so they build it first when it is missing or its sources have changed. */
export default function setup(): void {
  const hash = createHash('sha256');
  for (const input of inputs) addTo(hash, path.join(here, input));
  const sources = hash.digest('hex');
  if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  const tsdown = path.join(here, '../../node_modules/tsdown/dist/run.mjs');
  execFileSync(process.execPath, [tsdown, '--log-level', 'error'], { cwd: here, stdio: 'inherit' });
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

function addTo(hash: ReturnType<typeof createHash>, file: string): void {
  if (statSync(file).isDirectory()) {
    for (const name of readdirSync(file).sort()) addTo(hash, path.join(file, name));
  } else {
    hash.update(`${file}\0`).update(readFileSync(file));
  }
}
