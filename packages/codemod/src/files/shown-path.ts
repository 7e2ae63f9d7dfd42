import { realpathSync } from 'node:fs';
import path from 'node:path';
import { slashes } from './select-files.ts';

/** Paths as a reader types them: relative to where the command runs, with forward slashes. */
export function shownPath(cwd: string): (file: string) => string {
  const base = realpathSync(cwd);
  return (file) => slashes(path.relative(base, file)) || '.';
}
