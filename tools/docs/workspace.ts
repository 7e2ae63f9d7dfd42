/** A folder outside the repository in which the pages' code runs, with the built packages and their peers installed. */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildAndSay } from '../demo/build.ts';
import { ROOT } from '../demo/paths.ts';

export interface Workspace {
  readonly root: string;
  remove(): void;
}

/** Later ones win: the runtime's p-queue, not another package's. */
const INSTALLED = [
  'node_modules',
  'packages/codemod/node_modules',
  'docs/recipes/node_modules',
  'packages/runtime/node_modules',
];
const OURS = ['runtime', 'eslint-plugin', 'codemod', 'sanitizer'];

/** Builds what is stale first. */
export function makeWorkspace(): Workspace {
  buildAndSay();
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'parent-overrides-docs-')));
  const modules = path.join(root, 'node_modules');
  const links = new Map<string, string>();
  for (const folder of INSTALLED)
    for (const name of packagesIn(folder)) links.set(name, path.join(ROOT, folder, name));
  for (const name of OURS) links.set(`@parent-overrides/${name}`, path.join(ROOT, 'packages', name));
  for (const [name, target] of links) {
    mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    symlinkSync(target, path.join(modules, name), 'junction');
  }
  return {
    root,
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function packagesIn(folder: string): string[] {
  const below = (name: string) =>
    readdirSync(path.join(ROOT, folder, name)).filter((one) => !one.startsWith('.'));
  return below('').flatMap((name) =>
    name.startsWith('@') ? below(name).map((one) => `${name}/${one}`) : [name],
  );
}
