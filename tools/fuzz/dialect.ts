/**
 * How a generated program is written down: line ends, indentation, quotes, semicolons.
 *
 * The grammar writes marks where a style decides; `render` turns them into the style's own characters.
 */
import fc from 'fast-check';

/** End of a statement: `;`, or nothing in semicolon-free code. */
export const END = '\u0001';
/** A quote. */
export const Q = '\u0002';
const INDENT = '\u0003';
const DEDENT = '\u0004';

export interface Dialect {
  readonly eol: '\n' | '\r\n';
  readonly indent: '  ' | '    ' | '\t';
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  readonly lastNewline: boolean;
  readonly bom: boolean;
}

export const dialects: fc.Arbitrary<Dialect> = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  indent: fc.constantFrom('  ', '    ', '\t'),
  quote: fc.constantFrom("'", '"'),
  semicolons: fc.constantFrom(true, false),
  lastNewline: fc.constantFrom(true, false),
  bom: fc.constantFrom(false, true),
});

/** `{`, the lines one level deeper, `}`. */
export function block(lines: readonly string[]): string {
  return lines.length === 0 ? '{}' : `{${INDENT}\n${lines.join('\n')}${DEDENT}\n}`;
}

/** Lines one level deeper between `open` and `close`, for arguments and lists. */
export function nest(open: string, lines: readonly string[], close: string): string {
  return `${open}${INDENT}\n${lines.join('\n')}${DEDENT}\n${close}`;
}

export function render(marked: string, dialect: Dialect): string {
  let level = 0;
  const lines = marked.split('\n').map((line) => {
    const [ups, downs] = [line.split(INDENT).length - 1, line.split(DEDENT).length - 1];
    const bare = line.replaceAll(INDENT, '').replaceAll(DEDENT, '').replaceAll(Q, dialect.quote);
    const indented = bare === '' ? '' : dialect.indent.repeat(level) + bare;
    level += ups - downs;
    return indented;
  });
  const text = dialect.semicolons ? lines.map(withSemicolons) : withoutSemicolons(lines);
  return text.join(dialect.eol) + (dialect.lastNewline ? dialect.eol : '');
}

function withSemicolons(line: string): string {
  return line.replaceAll(END, ';');
}

/** In semicolon-free code a line that starts with `(`, `[` or a template takes the semicolon of the line before. */
function withoutSemicolons(lines: readonly string[]): string[] {
  let ended = false;
  return lines.map((line) => {
    const hazard = ended && /^\s*[([`<+\-/]/.test(line) && !/^\s*\/[/*]/.test(line);
    if (!/^\s*(?:\/[/*].*)?$/.test(line)) ended = line.endsWith(END);
    // Inside a line a statement can only be ended by a semicolon.
    const bare = line.replace(new RegExp(`${END}$`), '').replaceAll(END, ';');
    return hazard ? bare.replace(/\S/, ';$&') : bare;
  });
}
