/** The repository's Markdown pages and their fenced code blocks. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../demo/paths.ts';

export interface Block {
  /** Path of the page, from the root. */
  readonly page: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** What `<!-- block: ... -->` above it says. */
  readonly mark: string | undefined;
  /** The file it is: its first line says `// NAME`, or the line of text above it names it in backticks and ends in a colon. */
  readonly file: string | undefined;
}

const FENCE = /^( *)(`{3,})(\S*)(.*)$/;
const MARK = /^ *<!-- block: (.+) -->$/;
const FIRST_LINE = /^\/\/ ([\w./-]+\.[cm]?[jt]s)\n/;
const NAMED_ABOVE = /`([\w./-]+\.(?:[cm]?[jt]s|json))`[^`]*:$/;

/** Every Markdown file that git has or would take, but the API reports, which hold declarations without bodies. */
export function pages(): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', '*.md'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter((page) => page !== '' && !page.endsWith('/api.md') && existsSync(path.join(ROOT, page)));
}

export function readPage(page: string): string {
  return readFileSync(path.join(ROOT, page), 'utf8');
}

/** @throws Error for a fence that is not closed */
export function blocksOf(page: string, text = readPage(page)): Block[] {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  let mark: string | undefined;
  let above = '';
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const [, indent = '', fence, language = ''] = FENCE.exec(line) ?? [];
    if (fence === undefined) {
      const said = MARK.exec(line)?.[1];
      if (said !== undefined) mark = said;
      else if (line.trim() !== '') [above, mark] = [line, undefined];
      continue;
    }
    const end = lines.findIndex((other, i) => i > at && other.trim() === fence);
    if (end < 0) throw new Error(`${page}:${at + 1}: this block has no end.`);
    const code = lines
      .slice(at + 1, end)
      .map((inside) => (inside.startsWith(indent) ? inside.slice(indent.length) : inside) + '\n')
      .join('');
    const file = FIRST_LINE.exec(code)?.[1] ?? NAMED_ABOVE.exec(above)?.[1];
    blocks.push({ page, line: at + 1, language, code, mark, file });
    [above, mark] = ['', undefined];
    at = end;
  }
  return blocks;
}
