/** The map that a compiler left at the end of what it made. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceMapInput } from '@jridgewell/remapping';

const COMMENT = /^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm;

/** @returns the map, parsed, or nothing when there is none that can be read */
export function fromComment(file: string, text: string): SourceMapInput | undefined {
  const address = [...text.matchAll(COMMENT)].at(-1)?.[1];
  if (address === undefined) return undefined;
  try {
    const data = /^data:application\/json[^,]*?(;base64)?,(.*)$/.exec(address);
    if (data === null) return parse(readFileSync(path.resolve(path.dirname(file), address), 'utf8'));
    const [, base64, content = ''] = data;
    return parse(base64 ? Buffer.from(content, 'base64').toString() : decodeURIComponent(content));
  } catch {
    // The stacks then show the compiled text, as they would without us.
    return undefined;
  }
}

function parse(json: string): SourceMapInput | undefined {
  const map: unknown = JSON.parse(json);
  return typeof map === 'object' && map !== null ? (map as SourceMapInput) : undefined;
}
