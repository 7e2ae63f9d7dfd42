/** The README's program as an editor shows it: ESLint's own range is underlined, ESLint's own message stands below. */
import { pathToFileURL } from 'node:url';
import { Linter } from 'eslint';
import { PLUGIN } from '../demo/paths.ts';
import { blocksOf } from './markdown.ts';
import { drawText, type Line, type Span } from './svg.ts';

const FILE = 'orders.js';
/** As wide as the code or a bit wider. */
const MESSAGE_COLUMNS = 92;

const CSS = `
  .box { fill: #fff; stroke: #d0d7de } .text { fill: #1f2328 } .number { fill: #8c959f }
  .keyword { fill: #cf222e } .string { fill: #0a3069 } .message { fill: #57606a } .error { fill: #d1242f }
  .wave { fill: none; stroke: #d1242f; stroke-width: 1.2 }
  @media (prefers-color-scheme: dark) {
    .box { fill: #0d1117; stroke: #30363d } .text { fill: #e6edf3 } .number { fill: #6e7681 }
    .keyword { fill: #ff7b72 } .string { fill: #a5d6ff } .message { fill: #9198a1 } .error { fill: #f85149 }
    .wave { stroke: #f85149 }
  }`;

/** @throws Error when the README's program does not have exactly one problem */
export async function drawSquiggle(): Promise<string> {
  const block = blocksOf('README.md').find(({ file }) => file === FILE);
  if (!block) throw new Error(`README.md has no ${FILE} any more.`);
  const { default: plugin } = (await import(pathToFileURL(PLUGIN).href)) as {
    default: { configs: { recommended: Linter.Config } };
  };
  const [problem, ...others] = new Linter().verify(block.code, [plugin.configs.recommended], FILE);
  if (!problem || others.length > 0) throw new Error(`README.md: ${FILE} should have one problem.`);
  const { line, column, endLine, endColumn = column + 1, message, ruleId } = problem;
  if (endLine !== undefined && endLine !== line) throw new Error('The problem is longer than a line.');

  const lines = block.code.trimEnd().split('\n');
  const pad = String(lines.length).length;
  const number = (n: number | string): Span => ({ text: `${String(n).padStart(pad)}  `, style: 'number' });
  const code = lines.flatMap((text, i): Line[] => {
    if (i + 1 !== line) return [[number(i + 1), ...paint(text)]];
    const [before, under, after] = [
      text.slice(0, column - 1),
      text.slice(column - 1, endColumn - 1),
      text.slice(endColumn - 1),
    ];
    const marked = paint(under).map((span): Span => ({ ...span, wavy: true }));
    return [[number(line), ...paint(before), ...marked, ...paint(after)]];
  });
  const said = wrap(`${message} eslint(${ruleId ?? ''})`, MESSAGE_COLUMNS);
  const below = said.map((text, i): Line => [
    { text: i === 0 ? '✖  ' : '   ', style: 'error' },
    { text, style: 'message' },
  ]);
  return drawText([...code, [], ...below], `${FILE} in an editor: ${message}`, CSS);
}

/** Strings and the keywords that the program has; enough to look like code. */
function paint(text: string): Span[] {
  return text.split(/('[^']*'|`[^`]*`|\b(?:import|from|const|async|for|of|new)\b)/).map((part, i): Span => {
    if (i % 2 === 0) return { text: part };
    return { text: part, style: /^\w/.test(part) ? 'keyword' : 'string' };
  });
}

function wrap(text: string, columns: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1)!;
    if (last !== '' && last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
