/** The map that a compiler left at the end of what it made. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SourceMapInput } from '@jridgewell/remapping';

const COMMENT = /^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm;

/** @returns the map, parsed, or nothing when there is none that can be read */
export function fromComment(file: string, text: string): SourceMapInput | undefined {
  const address = [...text.matchAll(COMMENT)].at(-1)?.[1];
  if (address === undefined) return undefined;
  try {
    const data = /^data:application\/json[^,]*?(;base64)?,(.*)$/.exec(address);
    if (data === null) {
      const beside = path.resolve(path.dirname(file), decodeURIComponent(address));
      return parse(readFileSync(beside, 'utf8'), beside);
    }
    const [, base64, content = ''] = data;
    return parse(base64 ? Buffer.from(content, 'base64').toString() : decodeURIComponent(content), file);
  } catch {
    // The stacks then show the compiled text, as they would without us.
    return undefined;
  }
}

interface Sources {
  sources?: (string | null)[];
  sourceRoot?: string;
}

/** With whole paths as its sources: they are relative to where the map is, and it will be put somewhere else. */
function parse(json: string, where: string): SourceMapInput | undefined {
  const map: unknown = JSON.parse(json);
  if (typeof map !== 'object' || map === null) return undefined;
  const { sources, sourceRoot, ...rest } = map as Sources;
  if (!Array.isArray(sources)) return map as SourceMapInput;
  const whole = sources.map((source) => source && wholeAddress(`${rootOf(sourceRoot)}${source}`, where));
  return { ...rest, sources: whole } as SourceMapInput;
}

function rootOf(root: string | undefined): string {
  return root === undefined || root === '' || root.endsWith('/') ? (root ?? '') : `${root}/`;
}

/** `webpack://app/a.ts` stays as it is. */
function wholeAddress(source: string, where: string): string {
  if (/^[A-Za-z][\w+.-]+:/.test(source)) return source;
  return pathToFileURL(path.resolve(path.dirname(where), source)).href;
}
