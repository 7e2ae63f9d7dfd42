/** The places of one file that the run-time half has to know: functions, and the calls they are passed to. */
import { originalPositionFor, type TraceMap } from '@jridgewell/trace-mapping';
import type { SiteRow } from '../watch/sites.ts';
import { bare, type Node, nodeIn } from './nodes.ts';

const LONGEST = 60;

export class SitesOfFile {
  readonly rows: SiteRow[] = [];
  private readonly text: string;
  private readonly before: TraceMap | undefined;
  private readonly lineStarts: number[] = [0];

  /** @param before maps the text back to what people wrote, when something compiled it */
  constructor(text: string, before: TraceMap | undefined) {
    this.text = text;
    this.before = before;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.lineStarts.push(at + 1);
  }

  /** @returns its index */
  addFunction(node: Node, name: string, launch: number | undefined): number {
    const place = this.place(node.start);
    return this.rows.push(launch === undefined ? [...place, name] : [...place, name, launch]) - 1;
  }

  /** @returns its index */
  addCall(call: Node): number {
    return this.rows.push([...this.place(nameOfCall(call)), this.textOf(call)]) - 1;
  }

  private textOf(call: Node): string {
    const callee = nodeIn(call, 'callee') ?? call;
    const text = this.text.slice(callee.start, callee.end).replace(/\s+/g, ' ');
    const shown = text.length > LONGEST ? `…${text.slice(-LONGEST)}` : text;
    return `${call.type === 'NewExpression' ? 'new ' : ''}${shown}`;
  }

  private place(offset: number): [line: number, column: number] {
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
      if (found.line !== null) return [found.line, found.column + 1];
    }
    return [low + 1, column + 1];
  }
}

/** Where the launcher's name is: `add` of a `queue` that is called over several lines. */
function nameOfCall(call: Node): number {
  const callee = bare(nodeIn(call, 'callee'));
  if (callee === undefined) return call.start;
  return callee.type === 'MemberExpression' ? (nodeIn(callee, 'property') ?? callee).start : callee.start;
}
