import { addToProgram } from './stack.ts';

/** Places of the program, as the instrumented files hand them over when they are loaded. */

/** A function, or a call that a function is passed to. */
export interface Site {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The function's name, or the call's text. */
  readonly text: string;
  /** The call that the function is written in, as one of its arguments. */
  readonly launch: Site | undefined;
}

/**
 * As the instrumented file has it: line, column, text, for a function the index of its launch, and which of the files
 * that it was compiled from it is in.
 */
export type SiteRow = readonly [
  line: number,
  column: number,
  text: string,
  launch?: number | null,
  source?: number | null,
];

const sites: Site[] = [];

/** @returns the number of the file's first site; the others follow */
export function addFile(file: string, rows: readonly SiteRow[], sources: readonly string[] = []): number {
  // Stacks name what a file was compiled from.
  for (const one of [file, ...sources]) addToProgram(one);
  const first = sites.length;
  const own: Site[] = [];
  for (const [line, column, text, launch, source] of rows) {
    const of = (typeof source === 'number' ? sources[source] : undefined) ?? file;
    own.push({ file: of, line, column, text, launch: typeof launch === 'number' ? own[launch] : undefined });
  }
  for (const site of own) sites.push(site);
  return first;
}

export function siteAt(index: number): Site | undefined {
  return sites[index];
}
