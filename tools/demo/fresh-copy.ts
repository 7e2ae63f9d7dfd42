import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EXAMPLE, ROOT } from './paths.ts';
import { mustRun } from './run-command.ts';

export interface FreshCopy {
  /** The example's own folder. */
  directory: string;
  remove(): void;
}

/**
 * A copy of the example in a git repository of its own, with everything committed, as the codemod wants it.
 *
 * It lies outside this repository, so that nothing of it is ignored here, at the same depth below a root that has the
 * same `tsconfig.base.json`; the installed packages are links to this repository's.
 */
export function makeFreshCopy(): FreshCopy {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'parent-overrides-demo-')));
  const directory = path.join(root, path.relative(ROOT, EXAMPLE));
  mkdirSync(directory, { recursive: true });
  const isOwn = (file: string) => !['node_modules', 'dist', '.cache'].includes(path.basename(file));
  cpSync(EXAMPLE, directory, { recursive: true, filter: isOwn });
  cpSync(path.join(ROOT, 'tsconfig.base.json'), path.join(root, 'tsconfig.base.json'));
  writeFileSync(path.join(root, '.gitignore'), 'node_modules\ndist\n');
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'), 'junction');
  symlinkSync(path.join(EXAMPLE, 'node_modules'), path.join(directory, 'node_modules'), 'junction');
  commitEverything(root);
  return {
    directory,
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function commitEverything(root: string): void {
  // Nobody's name, hooks or signing key is needed for a commit that is thrown away.
  const settings = [
    'user.name=demo',
    'user.email=demo@example.invalid',
    'commit.gpgSign=false',
    'core.hooksPath=',
  ];
  const git = (...args: string[]) =>
    mustRun('git', [...settings.flatMap((one) => ['-c', one]), ...args], root);
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'The example, before the migration');
}
