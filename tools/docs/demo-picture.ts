/** What `pnpm demo` printed, shortened to what fits into a picture: only whole lines are left out, and `...` says so. */
import { drawText, type Line } from './svg.ts';

const COLUMNS = 112;
/** In each section, the lines that stay, the first time that they come. */
const KEPT: Readonly<Record<string, RegExp>> = {
  1: /\d+ of \d+ right|of creative ran|creative spent/,
  2: /p-queue\.ts|problems$/,
  3: /^ {2}(\+\+\+ b\/src\/ways\/p-queue\.ts|[+-] .*queue\.add)|✓/,
  4: /problems$/,
  5: /./,
};
const CSS = `
  .box { fill: #0d1117; stroke: #30363d } .text { fill: #c9d1d9 } .heading { fill: #f0f6fc; font-weight: bold }
  .good { fill: #3fb950 } .bad { fill: #ff7b72 } .dim { fill: #6e7681 } .removed { fill: #ff7b72 } .added { fill: #3fb950 }`;

/** @param output all that the demo printed */
export function drawDemo(output: string): string {
  const lines: Line[] = [[{ text: '$ npx -y pnpm@10 demo', style: 'heading' }]];
  let section = '';
  let shortened = false;
  const shown = new Set<string>();
  for (const text of output.split('\n')) {
    const heading = /^(\d)\. /.exec(text)?.[1];
    if (heading !== undefined) {
      if (shortened) lines.push([{ text: '  ...', style: 'dim' }]);
      section = heading;
      shortened = false;
      lines.push([], [{ text, style: 'heading' }]);
    } else if (/^Everything came out/.test(text)) {
      lines.push([], [{ text: text.replace(/, in [\d.]+ s/, ''), style: 'good' }]);
    } else if (section !== '' && text.trim() !== '') {
      const once = !shown.has(text) || section === '5';
      shown.add(text);
      if (once && KEPT[section]!.test(text)) lines.push(paint(text));
      else shortened = true;
    }
  }
  return drawText(lines, 'The output of pnpm demo, shortened', CSS);
}

/** As the demo paints on a terminal. */
function paint(text: string): Line {
  const shown = text.length > COLUMNS ? `${text.slice(0, COLUMNS - 3)}...` : text;
  const tick = /^ {2}✓/.test(text);
  if (tick) return [{ text: shown.slice(0, 3), style: 'good' }, { text: shown.slice(3) }];
  const [, name, right, rest] = /^( {2}\S.{13})(\d+ of \d+ right)(.*)$/.exec(shown) ?? [];
  if (name !== undefined) {
    const all = /^(\d+) of \1 /.test(right!);
    return [{ text: name }, { text: right!, style: all ? 'good' : 'bad' }, { text: rest! }].filter(
      ({ text: part }) => part !== '',
    );
  }
  if (/^ {2}[+-]/.test(text)) return [{ text: shown, style: text[2] === '+' ? 'added' : 'removed' }];
  return [{ text: shown }];
}
