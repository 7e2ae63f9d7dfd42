/** `FILE:LINE[:COLUMN]`, and the calls that are meant by it. */
import { callName, type CallExplanation, type Explained } from '@parent-overrides/launch-sites';
import { MOST_CALLS_EXPLAINED } from '../bounds.ts';
import type { LineStarts } from '@parent-overrides/project-modules/line-starts';
import { UsageError } from '../usage-error.ts';

export interface Place {
  readonly file: string;
  /** One-based, as reports and editors count. */
  readonly line: number;
  readonly column?: number;
}

/** @throws {UsageError} when it is no such place */
export function readPlace(written: string): Place {
  const [, file, line, column] = /^(.+?):(\d+)(?::(\d+))?$/.exec(written) ?? [];
  if (file === undefined || line === undefined)
    throw new UsageError(
      `explain needs a place, FILE:LINE or FILE:LINE:COLUMN, not ${written}. (To migrate a file or folder that is called explain, write ./explain.)`,
    );
  if (Number(line) < 1) throw new UsageError(`${written}: lines are counted from 1.`);
  if (column === undefined) return { file, line: Number(line) };
  if (Number(column) < 1) throw new UsageError(`${written}: columns are counted from 1.`);
  return { file, line: Number(line), column: Number(column) };
}

/**
 * The explanations of the calls that a place means: with a column the innermost around it, else all whose name is on
 * the line. Reports name a launch by what it launches, which may stand on a later line than its name: that counts too.
 *
 * @param shown the file, as messages name it
 * @throws {UsageError} when the text has no such place, or there is no call
 */
export function callsAt(
  calls: readonly Explained[],
  lines: LineStarts,
  { line, column }: Place,
  shown: string,
  explain: (call: Explained) => CallExplanation,
): CallExplanation[] {
  if (line > lines.count)
    throw new UsageError(
      `${shown} has ${lines.count === 1 ? '1 line' : `${lines.count} lines`}, and no line ${line}.`,
    );
  const lineOf = (offset: number): number => lines.position(offset).line;
  const place = column === undefined ? `Line ${line} of ${shown}` : `${shown}:${line}:${column}`;
  const offset = column === undefined ? undefined : lines.offset(line, column);
  if (column !== undefined && offset === undefined)
    throw new UsageError(`Line ${line} of ${shown} has no column ${column}.`);

  const around = calls
    .filter(({ range: [start, end] }) =>
      offset === undefined ? lineOf(start) <= line && line <= lineOf(end) : start <= offset && offset < end,
    )
    .sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
  const asked =
    offset === undefined
      ? around.filter((call) => lineOf(callName(call)[0]) === line)
      : around.filter((call) => !isInBody(call, offset)).slice(-1);
  if (asked.length > MOST_CALLS_EXPLAINED)
    throw new UsageError(`${place} has ${asked.length} calls. Give a column too: FILE:LINE:COLUMN.`);
  const reported = around
    .filter((call) => !asked.includes(call))
    .slice(-MOST_CALLS_EXPLAINED)
    .map(explain)
    .filter(({ launches }) =>
      launches.some(({ site: { head, target } }) =>
        [head[0], target[0]].some((at) => (offset === undefined ? lineOf(at) === line : at === offset)),
      ),
    );
  // What a report points at is meant, whatever else is there.
  if (offset !== undefined && reported.length > 0) return reported;
  const found = [...reported, ...asked.map(explain)];
  if (found.length === 0)
    throw new UsageError(
      `${place} ${column === undefined ? 'has' : 'is in'} no call and no \`new\`. ${nearest(
        calls.map((call) => lineOf(callName(call)[0])),
        line,
      )}`,
    );
  return found;
}

/** Inside a function that the call is given: another place, about which nobody asks by the call. */
function isInBody(call: Explained, offset: number): boolean {
  const parts =
    call.type === 'AssignmentExpression' ? [call.left, call.right] : [call.callee, ...call.arguments];
  return parts.some((part) => {
    const body = 'body' in part && part.body;
    return !!body && 'range' in body && body.range[0] < offset && offset < body.range[1];
  });
}

function nearest(others: readonly number[], line: number): string {
  const before = Math.max(...others.filter((other) => other <= line));
  const after = Math.min(...others.filter((other) => other > line));
  const near = [before, after].filter(Number.isFinite);
  if (near.length === 0) return 'The file has no other.';
  return near.length === 1
    ? `The nearest is on line ${near[0]}.`
    : `The nearest are on lines ${near.join(' and ')}.`;
}
