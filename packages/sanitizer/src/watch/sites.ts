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

/** As the instrumented file has it: line, column, text, and for a function the index of its launch. */
export type SiteRow = readonly [line: number, column: number, text: string, launch?: number];

const sites: Site[] = [];

/** @returns the number of the file's first site; the others follow */
export function addFile(file: string, rows: readonly SiteRow[]): number {
  addToProgram(file);
  const first = sites.length;
  const own: Site[] = [];
  for (const [line, column, text, launch] of rows) {
    own.push({ file, line, column, text, launch: launch === undefined ? undefined : own[launch] });
  }
  for (const site of own) sites.push(site);
  return first;
}

export function siteAt(index: number): Site | undefined {
  return sites[index];
}
