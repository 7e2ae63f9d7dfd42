/** The kinds of value that settings have (a name, a list, a pattern), each with its check and its sentence. */
import { LONGEST_VALUE } from '../bounds.ts';

/** A setting that cannot be used. The message names where it stands, the key, the value and what is allowed. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

export type Check = (value: unknown, key: string) => void;

/** Says what is wrong with a value, where, and what is allowed. */
export class Checker {
  readonly #where: string;

  constructor(where: string) {
    this.#where = where;
  }

  fail(key: string, value: unknown, allowed: string): never {
    const at = key === '' ? this.#where : `${this.#where}: "${key}"`;
    throw new SettingsError(`${at} is ${show(value)}, but it must be ${allowed}.`);
  }

  object(
    value: unknown,
    key: string,
    checks: Readonly<Record<string, Check>>,
    required: readonly string[] = [],
  ): void {
    if (!isPlainObject(value)) this.fail(key, value, 'an object');
    const prefix = key === '' ? '' : `${key}.`;
    for (const [name, item] of Object.entries(value)) {
      const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
      if (!check)
        throw new SettingsError(
          `${this.#where}: "${prefix}${name}" is not a known key. Known keys: ${Object.keys(checks).join(', ')}.`,
        );
      if (item !== undefined) check(item, `${prefix}${name}`);
    }
    for (const name of required)
      if (value[name] === undefined)
        throw new SettingsError(`${this.#where}: "${prefix}${name}" is missing.`);
  }

  list(value: unknown, key: string, check: Check, allowed = 'a list'): void {
    if (!Array.isArray(value)) this.fail(key, value, allowed);
    // By index: `forEach` passes over holes.
    for (let index = 0; index < value.length; index++) check(value[index], `${key}[${index}]`);
  }

  /** The modules that export the wrappers. */
  readonly runtime: Check = (value, key) => {
    const allowed = 'a name or a list of at least one';
    if (typeof value === 'string') {
      this.#imported(value, key);
      return;
    }
    this.list(value, key, this.module, allowed);
    const [first] = value as readonly unknown[];
    if (first === undefined) this.fail(key, value, allowed);
    this.#imported(first, `${key}[0]`);
  };

  /** The first module is written into new imports as it stands, whichever folder the file is in. */
  readonly #imported: Check = (value, key) => {
    this.module(value, key);
    if (/^\.{1,2}(?:\/|$)/.test(value as string))
      this.fail(
        key,
        value,
        'a package or an alias ("#overrides", an entry of "imports" in package.json): ' +
          'new imports use it as it stands, and a relative path is another file in every folder',
      );
  };

  readonly name: Check = (value, key) => {
    if (typeof value !== 'string' || value.trim() === '')
      this.fail(key, value, 'a name (a string that is not empty)');
  };

  /** Compared as it stands, so a pattern would match nothing, in silence. */
  readonly module: Check = (value, key) => {
    this.name(value, key);
    if (/[*^|\\]/.test(value as string))
      this.fail(key, value, 'a module exactly as imports write it ("p-queue", "#lib/runner"), no pattern');
  };

  /** `submit`'s receiver is judged by its last word: two words would never match. */
  readonly word: Check = (value, key) => {
    if (typeof value !== 'string' || !/^(?:[a-z]+|[A-Z][a-z]*|[A-Z]+)$/.test(value))
      this.fail(key, value, 'one word, such as "executor" (the last word of the names that count)');
  };

  /** `context.bind`: identifiers between dots. */
  readonly dotted: Check = (value, key) => {
    if (
      typeof value !== 'string' ||
      !/^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u.test(value)
    )
      this.fail(key, value, 'a name, with dots for members ("context.bind")');
    if (/^(?:globalThis|global|window|self)\./.test(value))
      this.fail(key, value, 'the name itself, without the global object');
  };

  readonly boolean: Check = (value, key) => {
    if (typeof value !== 'boolean') this.fail(key, value, 'true or false');
  };

  readonly index: Check = (value, key) => {
    if (!isIndex(value)) this.fail(key, value, 'the index of an argument (0 is the first)');
  };

  readonly wrapper: Check = (value, key) => {
    if (typeof value === 'string') {
      this.dotted(value, key);
      return;
    }
    if (!isPlainObject(value)) this.fail(key, value, 'a name or { module, name, argument }');
    this.object(value, key, { module: this.module, name: this.dotted, argument: this.index }, ['name']);
  };

  /** One of these words, or `true`. */
  oneOf(...allowed: readonly (string | true)[]): Check {
    return (value, key) => {
      if (allowed.includes(value as string | true)) return;
      const meant = allowed.find((word) => typeof value === 'string' && isNear(value, String(word)));
      const hint = meant === undefined ? '' : ` (is it ${show(meant)}?)`;
      this.fail(key, value, `one of ${allowed.map(show).join(', ')}${hint}`);
    };
  }
}

/** Is this a word with a slip: a letter too many, too few, wrong, or two that changed places? */
function isNear(given: string, word: string): boolean {
  const slips = (text: string): Set<string> =>
    new Set([text, ...Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1))]);
  const ofWord = slips(word.toLowerCase());
  return [...slips(given.toLowerCase())].some((slip) => ofWord.has(slip));
}

export function isIndex(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

/** Not a list, a Map or an instance, whose keys would be passed over; of another realm is fine. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

export function show(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? showObject(value) : showSimple(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}

function showObject(value: object): string {
  if (!isPlainObject(value) && !Array.isArray(value)) {
    const { constructor: made } = value as { constructor?: { name?: string } };
    return `an instance of ${made?.name ?? 'nothing known'}`;
  }
  try {
    return JSON.stringify(value);
  } catch {
    // A cycle, or a BigInt inside.
    return Array.isArray(value) ? 'a list without a JSON' : 'an object without a JSON';
  }
}

function showSimple(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
