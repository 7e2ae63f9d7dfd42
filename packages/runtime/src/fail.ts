/**
 * Every error of this package says what is wrong, with which setting, and what to do. Names in it may come from a
 * payload, and it may end in a log: so it is one line without control characters, and of what is long the middle is
 * left out.
 */
export function fail(message: string): never {
  const bounded = message.length > 600 ? `${message.slice(0, 300)} … ${message.slice(-300)}` : message;
  throw new TypeError(bounded.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' '));
}

/** What kind of value it is. The value itself is not shown: it may be a secret. */
export function kindName(value: unknown): string {
  if (value == null || typeof value === 'number') return String(value);
  // The class's name, not what a payload's own `constructor` says.
  const name: unknown = Object(value) === value && Object.getPrototypeOf(value)?.constructor?.name;
  const kind = typeof name === 'string' && name ? name : typeof value;
  return `${/^[AEIO]/i.test(kind) ? 'an' : 'a'} ${kind}`;
}

/**
 * Most of them have one form: `rule, not a Date`.
 * @param rule what must be, naming what is wrong and the remedy
 * @param value what is there instead
 */
export function must(holds: unknown, rule: string, value: unknown): asserts holds {
  if (!holds) fail(`${rule}, not ${kindName(value)}.`);
}

export function mustCall(callback: unknown): void {
  must(typeof callback === 'function', 'A callback must be a function', callback);
}
