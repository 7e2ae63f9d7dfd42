/** One small change of a source file. Everything else of a mutation run is about making, trying or naming these. */
export interface Mutant {
  /** Relative to the root of the repository, with `/`. */
  readonly file: string;
  /** Offsets of what is replaced. */
  readonly range: readonly [number, number];
  readonly before: string;
  readonly after: string;
  /** From 1. */
  readonly line: number;
  /** The source line that it begins on, without indentation: an equal mutant is known by it. */
  readonly code: string;
}

/** The replacement of a range of a text. */
export interface Change {
  readonly range: readonly [number, number];
  readonly after: string;
}

export function applyMutant(text: string, { range: [from, to], after }: Change): string {
  return text.slice(0, from) + after + text.slice(to);
}

/** `packages/x/src/a.ts:12  a < b -> a <= b`, each on one line. */
export function describe({ file, line, before, after }: Mutant): string {
  return `${file}:${line}  ${short(before)} -> ${short(after) || '(nothing)'}`;
}

function short(code: string): string {
  const line = code.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 60)} ... ${line.slice(-25)}` : line;
}
