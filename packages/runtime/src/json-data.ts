/**
 * The one predicate for what may cross to another thread, process or queue as it is: JSON data. One for all
 * transports, because a pool's transport cannot be known from outside, and because structured clone turns
 * class instances into plain objects without a word.
 */
import { describe, fail } from './fail.ts';
import { containerKind } from './kind.ts';

/** Far below what overflows the stack, here or in a serializer. A cycle is deeper than any limit. */
const MAX_DEPTH = 500;

/**
 * A deep copy of JSON data, taken now: a pool may serialize a queued task much later.
 * @param path names the value in the error
 * @throws TypeError naming the first value that is not JSON data
 */
export function copyJson(path: string, value: any, depth = 0): unknown {
  if (value === null || value === true || value === false || typeof value === 'string') return value;
  if (Number.isFinite(value)) return value;
  const kind = containerKind(value);
  const keys = kind === 'Array' ? [...value.keys()] : kind === 'Object' && Object.keys(value);
  const wrong = !keys
    ? ''
    : depth > MAX_DEPTH
      ? ` in a cycle or more than ${MAX_DEPTH} levels deep`
      : // An array has a `length` too. A later merge of data with the key __proto__ would write to a prototype.
        Reflect.ownKeys(value).length - keys.length !== +(kind === 'Array') ||
          Object.hasOwn(value, '__proto__')
        ? ' with holes, or with symbol, hidden or __proto__ keys'
        : undefined;
  if (!keys || wrong !== undefined) {
    fail(
      `${path.slice(0, 200)} is ${describe(value)}${wrong}, not JSON data, and cannot leave this thread: ` +
        'define it with wire: { encode, decode }, or false to leave it behind.',
    );
  }
  const copy: any = kind === 'Array' ? [] : {};
  for (const key of keys) copy[key] = copyJson(`${path}.${key}`, value[key], depth + 1);
  return copy;
}
