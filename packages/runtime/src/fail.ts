/** Every error of this package says what is wrong, with which setting, and what to do. */
export function fail(message: string): never {
  throw new TypeError(message);
}

/** Far more than a name needs. Names may come from payloads, and a message may end in a log. */
const LONGEST = 200;

/**
 * A message, as a template's tag: what is put into it takes one line and a bounded part of it, whoever wrote it.
 * The separators and the control and format characters of Unicode become spaces.
 */
export function text(parts: TemplateStringsArray, ...outside: unknown[]): string {
  const lines = outside.map((value) => {
    const whole = String(value);
    const line = whole.slice(0, LONGEST).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ');
    return whole.length > LONGEST ? `${line}…` : line;
  });
  return String.raw({ raw: parts }, ...lines);
}

/** What kind of value it is. The value itself is not shown: it may be a secret. */
export function kindName(value: unknown): string {
  if (value == null || typeof value === 'number') return String(value);
  // The class's name, not what a payload's own `constructor` says.
  const name: unknown = Object(value) === value && Object.getPrototypeOf(value)?.constructor?.name;
  const kind = typeof name === 'string' && name ? name : typeof value;
  return text`${/^[AEIOaeio]/.test(kind) ? 'an' : 'a'} ${kind}`;
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
