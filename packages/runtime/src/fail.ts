/** Every error of this package says what is wrong, with which setting, and what to do. */
export function fail(message: string): never {
  throw new TypeError(message);
}

/**
 * Most of them have one form: `rule, not a Date`. The value itself is never shown: it may be a secret.
 * @param rule what must be, naming what is wrong and the remedy
 */
export function must(holds: unknown, rule: string, value: any): asserts holds {
  if (!holds) {
    const shown = value == null || typeof value === 'number';
    fail(`${rule}, not ${shown ? value : `a ${value.constructor?.name || typeof value}`}.`);
  }
}

export function mustCall(callback: unknown): void {
  must(typeof callback === 'function', 'A callback must be a function', callback);
}
