/** Lines of the program's files, as they stand on disk. */
import { readFileSync } from 'node:fs';

const files = new Map<string, readonly string[]>();

/** @param line counts from one. @returns an empty text where there is no such file or line */
export function lineAt(file: string, line: number): string {
  let lines = files.get(file);
  if (lines === undefined) files.set(file, (lines = read(file)));
  return lines[line - 1] ?? '';
}

function read(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
