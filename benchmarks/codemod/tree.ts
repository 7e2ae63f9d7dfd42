/** Source trees of a given size, made of the corpus. */
import { copyFileSync, linkSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Lay out `copies` copies of `files` below `root`. The copies are hard links to the first one: reading them costs
 * the same, and a dry run changes none.
 */
export function makeTree(root: string, files: readonly string[], base: string, copies: number): void {
  const made = new Set<string>();
  for (const file of files) {
    const relative = path.relative(base, file);
    for (let copy = 0; copy < copies; copy++) {
      const target = path.join(root, String(copy), relative);
      const directory = path.dirname(target);
      if (!made.has(directory)) mkdirSync(directory, { recursive: true });
      made.add(directory);
      if (copy === 0) copyFileSync(file, target);
      else linkSync(path.join(root, '0', relative), target);
    }
  }
}
