/** A package of the workspace names what its build writes; what was written by hand stands beside it. */
import { existsSync } from 'node:fs';
import path from 'node:path';

const SCRIPT = /\.(?:d\.)?[cm]?[jt]sx?$/;
const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** The folders that builds write to; below them a folder for each module system is common. */
const BUILT = /(^|\/)(?:dist|build|out|lib|output)(?:\/(?:esm|cjs|es|mjs|node|commonjs|module|src))?\//;

/** Is this a file of code that the analysis reads? Declarations say nothing about how a value was made. */
export function isSource(file: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(file) && !/\.d\.[cm]?ts$/.test(file);
}

/** The hand-written file behind a built one of the same package, or undefined where none is found. */
export function sourceOf(built: string, packageDirectory: string): string | undefined {
  const inside = path.relative(packageDirectory, built).split(path.sep).join('/');
  const match = BUILT.exec(inside);
  if (!match) return undefined;
  const before = inside.slice(0, match.index) + (match[1] ?? '');
  const after = inside.slice(match.index + match[0].length).replace(SCRIPT, '');
  for (const folder of ['src/', 'lib/', '']) {
    if (match[0].includes(folder) && folder === 'lib/') continue;
    const file = firstSource(path.join(packageDirectory, `${before}${folder}${after}`));
    if (file !== undefined && file !== built) return file;
  }
  return undefined;
}

/** The file that `base` means when its ending, or the `index` in it, is left out. */
export function firstSource(base: string): string | undefined {
  if (!existsSync(path.dirname(base))) return undefined;
  for (const start of [base, path.join(base, 'index')])
    for (const ending of ENDINGS) if (existsSync(start + ending)) return start + ending;
  return undefined;
}
