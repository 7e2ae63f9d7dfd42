/** The call at a place, and which of its arguments is the callback. */
import type { callsOf, Source } from '@parent-overrides/launch-sites';
import type { Place } from '../report/finding.ts';
import { offsetOf } from './source.ts';

export type Call = ReturnType<typeof callsOf>[number];
export type Argument = Call['arguments'][number];

/** @param place where the launcher's name is */
export function callAt(source: Source, place: Place): Call | undefined {
  const offset = offsetOf(source.text, place.line, place.column);
  return [...(source.calls ?? [])]
    .filter(({ callee }) => callee.range[0] <= offset && offset < callee.range[1])
    .sort((a, b) => a.callee.range[1] - a.callee.range[0] - (b.callee.range[1] - b.callee.range[0]))
    .find(({ callee }) => nameStart(callee) === offset);
}

function nameStart(callee: Call['callee']): number {
  return callee.type === 'MemberExpression' ? callee.property.range[0] : callee.range[0];
}

/** Written there, or named there. */
export function callbackOf(source: Source, call: Call, callback: Place | null): Argument | undefined {
  if (callback === null) return undefined;
  const offset = offsetOf(source.text, callback.line, callback.column);
  const written = call.arguments.find(({ range }) => range[0] <= offset && offset < range[1]);
  if (written !== undefined && callback.file === source.filename) return written;
  const references = call.arguments.filter(
    ({ type }) => type === 'Identifier' || type === 'MemberExpression',
  );
  const named = references.find((argument) => nameOf(argument) === callback.text);
  return named ?? references.find((argument) => argument.type === 'Identifier');
}

function nameOf(argument: Argument): string | undefined {
  if (argument.type === 'Identifier') return argument.name;
  if (argument.type !== 'MemberExpression' || argument.property.type !== 'Identifier') return undefined;
  return argument.property.name;
}
