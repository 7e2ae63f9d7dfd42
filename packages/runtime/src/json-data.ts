/**
 * The one predicate for what may cross to another thread, process or queue as it is: JSON data. One for all
 * transports, because a pool's transport cannot be known from outside, and because structured clone turns
 * class instances into plain objects without a word.
 */
import { must } from './fail.ts';
import { kindOf } from './kind.ts';

const isPrimitive = (value: unknown): boolean =>
  typeof value === 'string' || value === null || typeof value === 'boolean' || Number.isFinite(value);

/**
 * A deep copy of JSON data, taken now: a pool may serialize a queued task much later.
 * @param path names the value in the error
 * @throws TypeError naming the first value that is not JSON data
 */
export function copyJson(path: string, value: any, depth = 0): unknown {
  if (isPrimitive(value)) return value;
  const kind = kindOf(value);
  const array = kind === 'Array';
  // A hole becomes an `undefined`, which is refused next.
  const copy: any = array ? [...value] : kind === 'Object' && { ...value };
  const keys = array ? [...copy.keys()] : Object.keys(copy);
  if (
    !copy ||
    // Far below what overflows the stack, here or in a serializer. A cycle is deeper than any limit.
    depth > 500 ||
    // Not all keys are copied. An array has a `length` too.
    Object.getOwnPropertyNames(value).length !== keys.length + +array ||
    Object.getOwnPropertySymbols(value).length ||
    // A later merge of such data would write to a prototype.
    Object.hasOwn(copy, '__proto__')
  ) {
    const plain = copy ? ' without cycles, holes, symbol, hidden or __proto__ keys' : '';
    const rule = `${path} must be JSON data${plain} to leave this thread`;
    must(false, `${rule} or have wire: { encode, decode } or false to stay behind`, value);
  }
  for (const key of keys) {
    const inner = copy[key];
    if (!isPrimitive(inner)) copy[key] = copyJson(`${path}.${key}`, inner, depth + 1);
  }
  return copy;
}
