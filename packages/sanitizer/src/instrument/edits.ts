/**
 * Insertions into a text. Nothing is replaced and no line is added, so the text as it was written can be had back from
 * the new one, and a line is the same line in both.
 */
import { encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import { BEGIN, END } from '../watch/look-native.ts';

interface Insertions {
  /** Behind what ends here. */
  behind: string;
  /** Before what starts here. */
  before: string;
}

export class Edits {
  private readonly text: string;
  private readonly insertions = new Map<number, Insertions>();

  constructor(text: string) {
    this.text = text;
  }

  /** Before what starts here. Of two at one place, the first one called comes first. */
  before(position: number, inserted: string): void {
    this.at(position).before += mark(inserted);
  }

  /** Behind what ends here. Of two at one place, the first one called comes first. */
  behind(position: number, inserted: string): void {
    this.at(position).behind += mark(inserted);
  }

  around(node: { readonly start: number; readonly end: number }, head: string, inner: () => void): void {
    this.before(node.start, head);
    inner();
    this.behind(node.end, ')');
  }

  toString(): string {
    const parts: string[] = [];
    let last = 0;
    for (const [position, { behind, before }] of this.sorted()) {
      parts.push(this.text.slice(last, position), behind, before);
      last = position;
    }
    parts.push(this.text.slice(last));
    return parts.join('');
  }

  /** From the new text to the old one, as a source map's JSON. */
  map(source: string): string {
    const { text } = this;
    const insertions = this.sorted();
    const lines: SourceMapSegment[][] = [[]];
    let next = 0;
    let start = 0;
    let shift = 0;
    for (const match of text.matchAll(PLACES)) {
      const { index } = match;
      for (; next < insertions.length; next++) {
        const [position, { behind, before }] = insertions[next] ?? [Infinity, NONE];
        if (position > index) break;
        shift += behind.length + before.length;
      }
      if (match[0] === '\n') {
        lines.push([]);
        start = index + 1;
        shift = 0;
        continue;
      }
      const column = index - start;
      lines.at(-1)?.push([column + shift, 0, lines.length - 1, column]);
    }
    return JSON.stringify({
      ...{ version: 3, sources: [source], names: [] },
      mappings: encode(lines),
    });
  }

  private at(position: number): Insertions {
    let insertions = this.insertions.get(position);
    if (insertions === undefined) {
      this.insertions.set(position, (insertions = { behind: '', before: '' }));
    }
    return insertions;
  }

  private sorted(): [number, Insertions][] {
    return [...this.insertions].sort(([one], [other]) => one - other);
  }
}

const NONE: Insertions = { behind: '', before: '' };

/** Words, brackets and line ends: the places that stacks and coverage name. */
const PLACES = /[\w$#]+|[^\w$#\s]|\n/g;

function mark(inserted: string): string {
  return `${BEGIN}${inserted}${END}`;
}
