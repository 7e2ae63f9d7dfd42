/** One text of the program in, the same text out, instrumented. */
import remapping, { type SourceMapInput } from '@jridgewell/remapping';
import { TraceMap } from '@jridgewell/trace-mapping';
import { parseSync, type ParserOptions } from 'oxc-parser';
import { instrument } from './instrument.ts';
import type { Node } from './nodes.ts';
import { SitesOfFile } from './sites-of-file.ts';
import { BEGIN } from '../watch/look-native.ts';

export interface InstrumentOptions {
  /** The map that came with the text, when something compiled it: places are then told as people wrote them. */
  readonly map?: SourceMapInput | undefined;
  /** Whoever asked puts the maps together itself. */
  readonly ownMap?: boolean | undefined;
  /** What the map calls the file, when that is not its path. */
  readonly source?: string | undefined;
  readonly sourceType?: 'module' | 'commonjs' | undefined;
  /** What stands before the file's own text, to reach the run-time half. */
  readonly prelude?: string | undefined;
}

export interface Instrumented {
  readonly code: string;
  /** From the new text to the sources, as JSON. */
  readonly map: string;
}

/** Why a text is left as it is. */
export class SteppedAside extends Error {
  override readonly name = 'SteppedAside';
}

/**
 * @param file a path; its ending tells what language the text is in
 * @returns nothing when it is instrumented already
 * @throws {SteppedAside} when the text cannot be read, or is too large to be anybody's own
 */
export function instrumentText(
  file: string,
  text: string,
  options: InstrumentOptions = {},
): Instrumented | undefined {
  if (text.length > LARGEST)
    throw new SteppedAside(`it has ${text.length} characters; ${LARGEST} are the most`);
  // By another loader in the same chain.
  if (text.includes(BEGIN)) return undefined;
  const program = parse(file, text, options.sourceType);
  const before = options.map === undefined ? undefined : new TraceMap(options.map);
  const sites = new SitesOfFile(file, text, before);
  const head = headOf(text, program);
  const { edits, fileVariable } = instrument({ text, program, head, sites });
  const told = [file, sites.rows, ...(sites.sources.length > 0 ? [sites.sources] : [])];
  const rows = told.map((part) => JSON.stringify(part)).join(', ');
  edits.behind(head, `;${options.prelude ?? ''}var ${fileVariable} = $parentOverrides.file(${rows});`);
  const map = edits.map(options.source ?? file);
  const merged =
    options.map === undefined || options.ownMap === true
      ? map
      : remapping([map, options.map], () => null).toString();
  return { code: edits.toString(), map: merged };
}

const LARGEST = 20_000_000;

function parse(file: string, text: string, sourceType: ParserOptions['sourceType']): Node {
  let reason: string | undefined;
  for (const attempt of attempts(file, sourceType)) {
    const result = parseSync(file, text, attempt);
    const error = result.errors.find(({ severity }) => (severity as string) === 'Error');
    if (error === undefined) return result.program as unknown as Node;
    reason ??= error.message;
  }
  throw new SteppedAside(`it does not parse: ${reason ?? 'no reason is known'}`);
}

function attempts(file: string, sourceType: ParserOptions['sourceType']): ParserOptions[] {
  const kind = sourceType === undefined ? {} : { sourceType };
  if (/\.[cm]?tsx?$/.test(file)) return [kind, { sourceType: 'commonjs' }];
  return [
    { ...kind, lang: 'js' },
    { ...kind, lang: 'jsx' },
    { lang: 'jsx', sourceType: 'commonjs' },
    { lang: 'jsx', sourceType: 'module' },
  ];
}

/** Behind a `#!` line, a byte order mark and the directives. */
function headOf(text: string, program: Node): number {
  const statements = program['body'] as Node[];
  const directives = statements.filter((statement) => typeof statement['directive'] === 'string');
  const last = directives.at(-1);
  if (last !== undefined) return last.end;
  const first = /^\uFEFF?(?:#![^\r\n]*(?:\r?\n|$))?/.exec(text);
  return first?.[0].length ?? 0;
}
