/** A copy of the workspace to change: the sources that people work on are never touched. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface WorkspaceCopy {
  /** The copy of the repository's root. */
  readonly root: string;
  /** For what the tests make: it goes with the copy. */
  readonly temporary: string;
  remove(): void;
}

/**
 * Copies what git would commit, as it is on disk now, and links the installed packages.
 *
 * @throws when `root` is in no git repository
 */
export function copyWorkspace(root: string): WorkspaceCopy {
  const holder = mkdtempSync(path.join(tmpdir(), 'mutants-'));
  const copy = path.join(holder, 'workspace');
  const temporary = path.join(holder, 'tmp');
  mkdirSync(temporary);
  const listed = execFileSync('git', ['ls-files', '-coz', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  for (const file of listed.split('\0').filter((name) => name && existsSync(path.join(root, name))))
    cpSync(path.join(root, file), path.join(copy, file));
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  for (const name of readdirSync(path.join(copy, 'packages')))
    linkInstalled(path.join('packages', name), root, copy);
  return {
    root: copy,
    temporary,
    remove: () => {
      rmSync(holder, { recursive: true, force: true });
    },
  };
}

/** The links stay relative: a package of the workspace is then the copied one. Caches are not taken along. */
function linkInstalled(folder: string, root: string, copy: string): void {
  const installed = path.join(root, folder, 'node_modules');
  if (!existsSync(installed)) return;
  cpSync(installed, path.join(copy, folder, 'node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (name) => path.dirname(name) !== installed || !path.basename(name).startsWith('.'),
  });
}
