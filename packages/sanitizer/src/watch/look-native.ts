/** Functions of ours that stand for others print as those do, and instrumented ones print as they were written. */

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the function as `this`
const nativeToString = Function.prototype.toString;
const originals = new WeakMap<object, object>();

/** What was put into a text stands between these. */
export const BEGIN = '/*$<*/';
export const END = '/*$>*/';
/** A function's own text may end before the mark does. */
const INSERTED = /\/\*\$<\*\/[^]*?(?:\/\*\$>\*\/|$)/g;

export function standFor(substitute: object, original: object): void {
  originals.set(substitute, original);
}

function original(text: string): string {
  return text.includes(BEGIN) ? text.replace(INSERTED, '') : text;
}

export function printAsWritten(): void {
  const methods = {
    toString(this: unknown): string {
      const known = typeof this === 'function' ? originals.get(this) : undefined;
      return original(nativeToString.call((known ?? this) as () => void));
    },
  };
  // A method, because it has no `prototype`, as the one that it stands for.
  const { value } = Object.getOwnPropertyDescriptor(methods, 'toString') as { value: () => string };
  standFor(value, nativeToString);
  Object.defineProperty(Function.prototype, 'toString', { value, writable: true, configurable: true });
}
