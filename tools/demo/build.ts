import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.ts';
import { paint } from './print.ts';
import { mustRun } from './run-command.ts';

/** The packages that are built, each with the folders whose files end up in its `dist`. */
const PACKAGES = {
  runtime: ['packages/runtime'],
  'eslint-plugin': ['packages/eslint-plugin', 'packages/launch-sites'],
  codemod: ['packages/codemod', 'packages/launch-sites'],
};

/** Builds every package whose `dist` is missing or older than its sources, and gives their names. */
export function buildWhatIsStale(): string[] {
  const stale = Object.entries(PACKAGES).filter(([name, folders]) => {
    const sources = ['package.json', 'tsconfig.base.json'].map((file) => path.join(ROOT, file));
    for (const folder of folders) sources.push(...sourcesOf(path.join(ROOT, folder)));
    return isStale(filesBelow(path.join(ROOT, 'packages', name, 'dist')), sources);
  });
  for (const [name] of stale) mustRun('npm', ['run', '--silent', 'build'], path.join(ROOT, 'packages', name));
  return stale.map(([name]) => name);
}

/** As `buildWhatIsStale`, and says on the terminal what was built. */
export function buildAndSay(): void {
  const begun = performance.now();
  const built = buildWhatIsStale();
  if (built.length === 0) return;
  console.log(
    paint('dim', `Built ${built.join(', ')} in ${((performance.now() - begun) / 1000).toFixed(1)} s.`),
  );
}

/** Whether there are no outputs, or one of them is older than one of the sources. */
export function isStale(outputs: readonly string[], sources: readonly string[]): boolean {
  if (outputs.length === 0) return true;
  const changed = (file: string) => statSync(file).mtimeMs;
  return Math.min(...outputs.map(changed)) < Math.max(...sources.map(changed));
}

function sourcesOf(folder: string): string[] {
  const own = readdirSync(folder, { withFileTypes: true });
  const settings = own.filter((entry) => entry.isFile() && /\.(?:json|ts)$/.test(entry.name));
  return [...settings.map((entry) => path.join(folder, entry.name)), ...filesBelow(path.join(folder, 'src'))];
}

function filesBelow(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
