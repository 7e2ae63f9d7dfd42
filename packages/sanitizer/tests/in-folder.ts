/** A folder for the programs of one test file, and the program that most of them are. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** Two callers, one of whom runs as the other. */
export const WRONG = `import { AsyncLocalStorage } from 'node:async_hooks';
const tenant = new AsyncLocalStorage();
const jobs = [];
for (const name of ['ada', 'bob']) tenant.run(name, () => jobs.push(() => tenant.getStore()));
for (const job of jobs) job();
`;

/** There while the tests of the file that imports this run. */
export let folder = '';
beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'sanitizer-')));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** @returns the file's path */
export function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}
