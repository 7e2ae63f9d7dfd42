/** Mutants that change nothing anybody can see. Each is listed with the reason, and known by its code, not its line. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Mutant } from './mutant.ts';

export interface Equivalent {
  readonly file: string;
  /** The source line that it begins on, without indentation. */
  readonly code: string;
  readonly before: string;
  readonly after: string;
  /** Why the program does the same. */
  readonly because: string;
}

export function readEquivalents(): Equivalent[] {
  const file = path.join(import.meta.dirname, 'equivalents.json');
  return JSON.parse(readFileSync(file, 'utf8')) as Equivalent[];
}

export function isEquivalent(known: Equivalent, { file, code, before, after }: Mutant): boolean {
  return known.file === file && known.code === code && known.before === before && known.after === after;
}
