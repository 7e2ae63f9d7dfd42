/** Insertions into a text. Nothing is replaced, so the text as it was written can be had back from the new one. */
import MagicString from 'magic-string';
import { BEGIN, END } from '../watch/look-native.ts';

export class Edits {
  private readonly text: MagicString;

  constructor(text: string) {
    this.text = new MagicString(text);
  }

  /** Before what starts here. Of two at one place, the first one called comes first. */
  before(position: number, inserted: string): void {
    this.text.appendRight(position, mark(inserted));
  }

  /** Behind what ends here. Of two at one place, the first one called comes first. */
  behind(position: number, inserted: string): void {
    this.text.appendLeft(position, mark(inserted));
  }

  around(node: { readonly start: number; readonly end: number }, head: string, inner: () => void): void {
    this.before(node.start, head);
    inner();
    this.behind(node.end, ')');
  }

  toString(): string {
    return this.text.toString();
  }

  map(source: string): string {
    return this.text.generateMap({ source, hires: 'boundary', includeContent: true }).toString();
  }
}

function mark(inserted: string): string {
  return `${BEGIN}${inserted}${END}`;
}
