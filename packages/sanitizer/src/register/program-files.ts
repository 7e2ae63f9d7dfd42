/** Which files are the program's own. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Packages that are looked into besides the program's own files, from `PARENT_OVERRIDES_INCLUDE=a,b`. */
const included = (process.env['PARENT_OVERRIDES_INCLUDE'] ?? '').split(',').filter((name) => name !== '');

const INSTALLED = /[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/g;

/** @param more names of installed packages that are looked into as well */
export function isProgramFile(file: string, more: readonly string[] = included): boolean {
  const [, installed] = [...file.matchAll(INSTALLED)].at(-1) ?? [];
  if (installed !== undefined) return more.includes(installed.replace('\\', '/'));
  return !isOurs(file);
}

/** What this package and its sisters are made of, where they are linked instead of installed. */
function isOurs(file: string): boolean {
  const folder = packageOf(path.dirname(file));
  return folder !== undefined && /^(?:dist|src)[\\/]/.test(path.relative(folder, file));
}

const packages = new Map<string, string | undefined>();

/** The folder of the package of ours that a folder belongs to. */
function packageOf(folder: string): string | undefined {
  if (packages.has(folder)) return packages.get(folder);
  const name = nameOf(folder);
  const parent = path.dirname(folder);
  const above = name === undefined && parent !== folder ? packageOf(parent) : undefined;
  const found = name?.startsWith('@parent-overrides/') === true ? folder : above;
  packages.set(folder, found);
  return found;
}

function nameOf(folder: string): string | undefined {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name ?? '';
  } catch {
    return '';
  }
}
