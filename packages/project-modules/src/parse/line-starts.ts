/** Lines and columns of a text, by offset. Free of the parser, so that the site's playground can load it. */
export interface LineStarts {
  /** One-based line and column, as editors and ESLint count them. */
  position(offset: number): { line: number; column: number };
  /** How many lines there are; a line end at the end of the text begins no further one. */
  readonly count: number;
  /** The offset of a one-based line and column; undefined where the text has no such place. */
  offset(line: number, column: number): number | undefined;
}

/** Look up lines by offset in `text`; CRLF, LF, CR and the two Unicode separators end a line, as in ECMAScript. */
export function lineStarts(text: string): LineStarts {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(match.index + match[0].length);
  const count = starts.length > 1 && starts.at(-1) === text.length ? starts.length - 1 : starts.length;
  return {
    count,
    offset(line, column) {
      const start = starts[line - 1];
      if (start === undefined || line > count) return undefined;
      return start + column - 1 < (starts[line] ?? text.length + 1) ? start + column - 1 : undefined;
    },
    position(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
    },
  };
}
