/** Monospaced text as SVG: small, sharp at any size, readable on light and on dark pages. */

/** One run of text in one style; the classes are those of the picture's style sheet. */
export interface Span {
  readonly text: string;
  readonly style?: string;
  /** Underlined as editors underline a problem. */
  readonly wavy?: boolean;
}
export type Line = readonly Span[];

const FONT = 14;
const WIDTH = FONT * 0.6;
const HEIGHT = 20;
const PADDING = 16;
/** Period and height of the wave. */
const WAVE = 4;

/**
 * @param title for screen readers
 * @param css colours of the classes; `.box` is the background, `.text` the plain text
 */
export function drawText(lines: readonly Line[], title: string, css: string): string {
  const columns = Math.max(...lines.map(lengthOf));
  const [width, height] = [columns * WIDTH + 2 * PADDING, lines.length * HEIGHT + 2 * PADDING];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${height}" width="${round(width)}" height="${height}" role="img">
<title>${escape(title)}</title>
<style>text { font: ${FONT}px ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre } ${css.replaceAll(/\s+/g, ' ').trim()}</style>
<rect class="box" x="0.5" y="0.5" width="${round(width - 1)}" height="${height - 1}" rx="8"/>
${lines.map(drawLine).join('')}</svg>
`;
}

function drawLine(line: Line, row: number): string {
  const bottom = PADDING + row * HEIGHT + HEIGHT - 6;
  let column = 0;
  const drawn = line.map((span) => {
    const left = PADDING + column * WIDTH;
    const length = span.text.length * WIDTH;
    column += span.text.length;
    // The given length holds columns in place whatever font the reader has.
    const text =
      span.text.trim() === ''
        ? ''
        : `<text class="${span.style ?? 'text'}" x="${round(left)}" y="${bottom}" textLength="${round(length)}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${escape(span.text)}</text>`;
    return text + (span.wavy === true ? drawWave(left, length, bottom + 4) : '');
  });
  return `${drawn.join('')}\n`;
}

function drawWave(left: number, length: number, top: number): string {
  const bows = Array.from({ length: Math.round(length / WAVE) }, (_, i) => `q1 ${i % 2 ? -3 : 3} ${WAVE} 0`);
  return `<path class="wave" d="M${round(left)} ${top}${bows.join('').replaceAll('q1', `q${WAVE / 2}`)}"/>`;
}

const lengthOf = (line: Line): number => line.reduce((sum, { text }) => sum + text.length, 0);
const round = (value: number): number => Math.round(value * 10) / 10;
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
