/**
 * The one predicate for what may cross to another thread, process or queue as it is: JSON data. One for all
 * transports, because a pool's transport cannot be known from outside, and because structured clone turns
 * class instances into plain objects without a word.
 */
import { must } from './fail.ts';
import { kindOf } from './kind.ts';

/**
 * A deep copy of JSON data, taken now: a pool may serialize a queued task much later.
 * @param path names the value in the error
 * @throws TypeError naming the first value that is not JSON data
 */
export function copyJson(path: string, value: any, depth = 0): unknown {
  if (value === null || /^(string|boolean)$/.test(typeof value) || Number.isFinite(value)) return value;
  const kind = kindOf(value);
  const array = kind === 'Array';
  // A hole becomes an `undefined`, which is refused next.
  const copy: any = array ? [...value] : kind === 'Object' && { ...value };
  const keys = Object.keys(copy);
  must(
    copy &&
      // Far below what overflows the stack, here or in a serializer. A cycle is deeper than any limit.
      depth < 500 &&
      // All keys are copied; an array has a `length` too.
      Reflect.ownKeys(value).length === keys.length + +array &&
      // A later merge of such data would write to a prototype.
      !keys.includes('__proto__'),
    `${path} must be JSON data${copy ? ' without cycles, holes, symbol, hidden or __proto__ keys' : ''} ` +
      'to leave this thread or have wire: { encode, decode } or false to stay behind',
    value,
  );
  for (const key of keys) copy[key] = copyJson(`${path}.${key}`, copy[key], depth + 1);
  return copy;
}
