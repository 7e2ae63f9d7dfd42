import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');
export const EXAMPLE = path.join(ROOT, 'examples', 'parallel-evaluation');
export const CODEMOD = path.join(ROOT, 'packages', 'codemod', 'dist', 'cli.js');
export const PLUGIN = path.join(ROOT, 'packages', 'eslint-plugin', 'dist', 'index.js');
