/** What trials write as they go, and what can be read from it, even after a process was killed. */
import { existsSync, readFileSync } from 'node:fs';

/** Mutants are named by their numbers. */
export type Finding =
  /** About to be on. */
  | { readonly trying: number }
  | { readonly noticed: number; readonly by: string }
  /** Reached where no trial can see what they do: outside of a test, or by what is remembered afterwards. */
  | { readonly outside: readonly number[] }
  /** A test for which everything was tried, by vitest's number of it. */
  | { readonly done: string }
  /** It left something behind in its process, which has to end. */
  | { readonly dirty: number };

export interface Findings {
  /** And what noticed it. */
  readonly noticed: Map<number, string>;
  readonly outside: Set<number>;
  /** The one that was on last. */
  readonly last: number | undefined;
  readonly done: Set<string>;
  readonly dirty: Set<number>;
}

export function readLog(file: string): Findings {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const findings = lines.map((line) => JSON.parse(line) as Finding);
  return {
    noticed: new Map(findings.flatMap((found) => ('noticed' in found ? [[found.noticed, found.by]] : []))),
    outside: new Set(findings.flatMap((found) => ('outside' in found ? found.outside : []))),
    done: new Set(findings.flatMap((found) => ('done' in found ? found.done : []))),
    dirty: new Set(findings.flatMap((found) => ('dirty' in found ? found.dirty : []))),
    last: findings.flatMap((found) => ('trying' in found ? [found.trying] : [])).at(-1),
  };
}
