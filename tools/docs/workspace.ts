/** A folder outside the repository in which the pages' code runs, with the built packages and their peers installed. */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildAndSay } from '../demo/build.ts';
import { ROOT } from '../demo/paths.ts';

export interface Workspace {
  readonly root: string;
  /** Below which a page finds what it imports. */
  baseOf(page: string): string;
  remove(): void;
}

/** Later ones win: the runtime's p-queue, not another package's. */
const INSTALLED = ['node_modules', 'packages/codemod/node_modules', 'packages/runtime/node_modules'];
/** A recipe finds what these pages install first, at the versions that they install. */
const RECIPES = 'docs/recipes';
const OURS = ['runtime', 'eslint-plugin', 'codemod', 'sanitizer'];

/** Builds what is stale first. */
export function makeWorkspace(): Workspace {
  buildAndSay();
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'parent-overrides-docs-')));
  const recipes = path.join(root, 'recipes');
  link(path.join(root, 'node_modules'), INSTALLED);
  link(path.join(recipes, 'node_modules'), [`${RECIPES}/node_modules`]);
  return {
    root,
    baseOf: (page) => (page.startsWith(`${RECIPES}/`) ? recipes : root),
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Our own packages stand in each, from the repository. */
function link(modules: string, folders: readonly string[]): void {
  const links = new Map<string, string>();
  for (const folder of folders)
    for (const name of packagesIn(folder)) links.set(name, path.join(ROOT, folder, name));
  for (const name of OURS) links.set(`@parent-overrides/${name}`, path.join(ROOT, 'packages', name));
  for (const [name, target] of links) {
    mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    symlinkSync(target, path.join(modules, name), 'junction');
  }
}

function packagesIn(folder: string): string[] {
  const below = (name: string) =>
    readdirSync(path.join(ROOT, folder, name)).filter((one) => !one.startsWith('.'));
  return below('').flatMap((name) =>
    name.startsWith('@') ? below(name).map((one) => `${name}/${one}`) : [name],
  );
}
