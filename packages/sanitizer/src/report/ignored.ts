/** `// sanitizer-ignore: REASON`, at the end of a line or above it: what is launched or read there is meant to be so. */
import { writeSync } from 'node:fs';
import type { Finding, Place } from './finding.ts';
import { lineAt } from './source-lines.ts';

const COMMENT = /(?:\/\/|\/\*)\s*sanitizer-ignore\b(.*)/;
const ALONE = /^\s*(?:\/\/|\/\*)/;

/** Whether the launch, the callback or every read is marked, with a reason. */
export function isIgnored({ launch, callback, reads }: Omit<Finding, 'advice'>): boolean {
  const places = [launch, callback].filter((place) => place !== null);
  return places.some(isMarked) || (reads.length > 0 && reads.every(isMarked));
}

function isMarked({ file, line }: Place): boolean {
  const above = lineAt(file, line - 1);
  const texts = ALONE.test(above) ? [lineAt(file, line), above] : [lineAt(file, line)];
  return texts.some((text) => isReason(COMMENT.exec(text)?.[1], `${file}:${line}`));
}

const said = new Set<string>();

function isReason(rest: string | undefined, where: string): boolean {
  if (rest === undefined) return false;
  if (/^:\s*[^\s*]/.test(rest)) return true;
  if (!said.has(where)) {
    said.add(where);
    // Not as a warning: a process that ends shows none any more.
    writeSync(
      2,
      `${where}: sanitizer-ignore needs a reason, as in "sanitizer-ignore: the cache is everybody's".\n`,
    );
  }
  return false;
}
