/** Which files of a package count as its readable source. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = /\.(?:[cm]?js|jsx|[cm]?ts|tsx)$/;
const DECLARATION = /\.d\.[cm]?ts$/;
/** The average line of minified code is longer than this (github-linguist's rule for generated JavaScript). */
const LONGEST_AVERAGE_LINE = 110;

export interface SourceFile {
  /** Relative to the package, with `/`. */
  readonly path: string;
  readonly text: string;
  /** A byte order mark is not part of the text. */
  readonly hasBom: boolean;
}

export function isSourceName(path: string): boolean {
  return SOURCE.test(path) && !DECLARATION.test(path) && !/(?:^|\/)node_modules\//.test(path);
}

function isMinified(path: string, text: string): boolean {
  if (/[.-]min\.[cm]?js$/.test(path)) return true;
  return text.length / text.split('\n').length > LONGEST_AVERAGE_LINE;
}

/** Every readable source file below `directory`, by path; also how many were left out as minified or not UTF-8. */
export function readSourceFiles(directory: string): { files: SourceFile[]; leftOut: number } {
  const files: SourceFile[] = [];
  let leftOut = 0;
  for (const path of listNames(directory)) {
    const decoded = decode(readFileSync(join(directory, path)));
    if (decoded === undefined || isMinified(path, decoded)) {
      leftOut++;
      continue;
    }
    const hasBom = decoded.startsWith('\uFEFF');
    files.push({ path, text: hasBom ? decoded.slice(1) : decoded, hasBom });
  }
  return { files, leftOut };
}

function listNames(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(directory.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter(isSourceName)
    .sort();
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
