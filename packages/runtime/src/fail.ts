/** Every error of this package: what is wrong, with which setting, and what to do. */
export function fail(message: string): never {
  throw new TypeError(message);
}

/** For messages: `a Date`, `undefined`, `a function`. Never the value itself: it may be a secret. */
export function describe(value: any): string {
  if (value == null || typeof value === 'number') return `${value}`;
  return `a ${(typeof value === 'object' && value.constructor?.name) || typeof value}`;
}

export function checkFunction(callback: unknown): void {
  if (typeof callback !== 'function') fail(`A function is wanted here, not ${describe(callback)}.`);
}
