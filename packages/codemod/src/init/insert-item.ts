/** One more item at the end of a list as it is written: of an array, an object or a call's arguments. */
import type { TextEdit } from '@parent-overrides/launch-sites';
import type { Comment } from 'oxc-parser';

export interface WrittenList {
  readonly text: string;
  readonly comments: readonly Comment[];
  /** The items' ranges; a hole in an array is none. */
  readonly items: readonly (readonly [start: number, end: number])[];
  /** Where the closing bracket is. */
  readonly close: number;
}

/** @returns edits that change nothing but what the item needs: comments and line breaks stay, one item a line stays so */
export function insertItem(list: WrittenList, item: string): TextEdit[] {
  const { text, close } = list;
  const last = list.items.at(-1);
  if (!last) return [insert(afterOpening(list), item)];
  const comma = commaAfter(list, last[1]);
  const isMultiline = text.slice(last[1], close).includes('\n');
  if (!isMultiline)
    return comma === undefined ? [insert(last[1], `, ${item}`)] : [insert(comma + 1, ` ${item}`)];

  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const line = `${newline}${indentAt(text, last[0])}${item}`;
  if (comma !== undefined) return [insert(endOfRemark(list, comma + 1), `${line},`)];
  const at = endOfRemark(list, last[1]);
  // A remark on the last item's line stays with it.
  return at === last[1] ? [insert(at, `,${line}`)] : [insert(last[1], ','), insert(at, line)];
}

function insert(at: number, text: string): TextEdit {
  return { range: [at, at], text };
}

/** In an empty list: behind its opening bracket, so that a comment inside stays inside. */
function afterOpening({ text, comments, close }: WrittenList): number {
  let at = close;
  for (let before = -1; before !== at;) {
    before = at;
    while (/\s/.test(text[at - 1] ?? '')) at--;
    const comment = comments.find(({ end }) => end === at);
    if (comment) at = comment.start;
  }
  return at;
}

function commaAfter({ text, comments, close }: WrittenList, from: number): number | undefined {
  for (let at = from; at < close; at++) {
    const comment = comments.find(({ start }) => start === at);
    if (comment) at = comment.end - 1;
    else if (text[at] === ',') return at;
  }
  return undefined;
}

/** Behind a comment that stands on the same line. */
function endOfRemark({ text, comments }: WrittenList, from: number): number {
  let at = from;
  for (;;) {
    let next = at;
    while (text[next] === ' ' || text[next] === '\t') next++;
    const remark = comments.find(({ start }) => start === next);
    if (!remark || text.slice(remark.start, remark.end).includes('\n')) return at;
    at = remark.end;
  }
}

function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}
