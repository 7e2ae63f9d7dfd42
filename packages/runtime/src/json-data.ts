/**
 * The one predicate for what may cross to another thread, process or queue as it is: JSON data. One for all
 * transports, because a pool's transport cannot be known from outside, and because structured clone turns
 * class instances into plain objects without a word.
 */
import { containerKind, describe } from './kind.ts';

/** Far below what overflows the stack, here or in a serializer. */
const MAX_DEPTH = 500;

/**
 * A deep copy of JSON data, taken now: a pool may serialize a queued task much later.
 * `refuse` gets the path and kind of the first value that is not JSON data, and throws.
 */
export function copyJson(
  value: unknown,
  refuse: (path: string, kind: string) => never,
  path = '',
  ancestors: object[] = [],
): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) {
    return value;
  }
  const kind = containerKind(value);
  if (kind !== 'Array' && kind !== 'Object') return refuse(path, describe(value));
  const source = value as Record<string, unknown>;
  if (ancestors.includes(source)) return refuse(path, 'a cycle');
  if (ancestors.length > MAX_DEPTH) return refuse('', `nested deeper than ${MAX_DEPTH} levels`);
  ancestors.push(source);
  const keys = Object.keys(source);
  if (Object.getOwnPropertySymbols(source).length > 0) refuse(path, 'an object with symbol keys');
  const copy: any = kind === 'Array' ? new Array(keys.length) : {};
  if (kind === 'Array' && keys.length !== (value as unknown[]).length) {
    refuse(path, 'an array with holes or named properties');
  }
  for (const key of keys) {
    // A later merge of such data would write to a prototype.
    if (key === '__proto__') refuse(path, 'an object with the key __proto__');
    copy[key] = copyJson(source[key], refuse, `${path}.${key}`, ancestors);
  }
  ancestors.pop();
  return copy;
}
