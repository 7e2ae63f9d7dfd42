/** The places of one file that the run-time half has to know: functions, and the calls they are passed to. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { originalPositionFor, type TraceMap } from '@jridgewell/trace-mapping';
import type { SiteRow } from '../watch/sites.ts';
import { bare, type Node, nodeIn } from './nodes.ts';

type Parts = [
  line: number,
  column: number,
  text: string,
  launch: number | undefined,
  source: number | undefined,
];

const LONGEST = 60;

export class SitesOfFile {
  readonly rows: SiteRow[] = [];
  /** The files that it was made from, where it is not one of them: rows name them by their index. */
  readonly sources: string[] = [];
  private readonly file: string;
  private readonly text: string;
  private readonly before: TraceMap | undefined;
  private readonly known = new Map<string, number>();
  private readonly lineStarts: number[] = [0];

  /** @param before maps the text back to what people wrote, when something compiled it */
  constructor(file: string, text: string, before: TraceMap | undefined) {
    this.file = file;
    this.text = text;
    this.before = before;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.lineStarts.push(at + 1);
  }

  /** @returns its index */
  addFunction(node: Node, name: string, launch: number | undefined): number {
    const { line, column, source } = this.place(node.start);
    return this.add(line, column, name, launch, source);
  }

  /** @returns its index */
  addCall(call: Node): number {
    const { line, column, source } = this.place(nameOfCall(call));
    return this.add(line, column, this.textOf(call), undefined, source);
  }

  private add(...[line, column, text, launch, source]: Parts): number {
    const row: SiteRow =
      source !== undefined
        ? [line, column, text, launch ?? null, source]
        : launch !== undefined
          ? [line, column, text, launch]
          : [line, column, text];
    return this.rows.push(row) - 1;
  }

  private textOf(call: Node): string {
    const callee = nodeIn(call, 'callee') ?? call;
    const text = this.text.slice(callee.start, callee.end).replace(/\s+/g, ' ');
    const shown = text.length > LONGEST ? `…${text.slice(-LONGEST)}` : text;
    return `${call.type === 'NewExpression' ? 'new ' : ''}${shown}`;
  }

  private place(offset: number): { line: number; column: number; source?: number | undefined } {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const column = offset - (this.lineStarts[low] ?? 0);
    if (this.before !== undefined) {
      const found = originalPositionFor(this.before, { line: low + 1, column });
      if (found.source !== null) {
        return { line: found.line, column: found.column + 1, source: this.sourceOf(found.source) };
      }
    }
    return { line: low + 1, column: column + 1 };
  }

  /** The index of a source, as the map has it; nothing when it is the file itself, or is not there. */
  private sourceOf(name: string): number | undefined {
    let index = this.known.get(name);
    if (index === undefined) {
      const source = name.startsWith('file:')
        ? fileURLToPath(name)
        : path.resolve(path.dirname(this.file), name);
      index = source === this.file || !existsSync(source) ? -1 : this.sources.push(source) - 1;
      this.known.set(name, index);
    }
    return index < 0 ? undefined : index;
  }
}

/** Where the launcher's name is: `add` of a `queue` that is called over several lines. */
function nameOfCall(call: Node): number {
  const callee = bare(nodeIn(call, 'callee'));
  if (callee === undefined) return call.start;
  return callee.type === 'MemberExpression' ? (nodeIn(callee, 'property') ?? callee).start : callee.start;
}
