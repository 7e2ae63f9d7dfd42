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
  return !isOurs(path.dirname(file));
}

const answers = new Map<string, boolean>();

/** This package and its sisters, where they are linked instead of installed. */
function isOurs(folder: string): boolean {
  let answer = answers.get(folder);
  if (answer === undefined) {
    const parent = path.dirname(folder);
    answer = nameOf(folder)?.startsWith('@parent-overrides/') ?? (parent !== folder && isOurs(parent));
    answers.set(folder, answer);
  }
  return answer;
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
