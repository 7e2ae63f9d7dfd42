/** The checks behind `resolveConfig`: everything that a user can get wrong is said here. */
import { LONGEST_VALUE } from '../bounds.ts';
import { SUBMIT, type Launcher } from '../vocabulary/launcher.ts';

/** A setting that cannot be used. The message names where it stands, the key, the value and what is allowed. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

type Check = (value: unknown, key: string) => void;

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
    this.list(value, key, this.#module, allowed);
    const [first] = value as readonly unknown[];
    if (first === undefined) this.fail(key, value, allowed);
    this.#imported(first, `${key}[0]`);
  };

  /** The first module is written into new imports as it stands, whichever folder the file is in. */
  readonly #imported: Check = (value, key) => {
    this.#module(value, key);
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
  readonly #module: Check = (value, key) => {
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
    this.object(value, key, { module: this.#module, name: this.dotted, argument: this.index }, ['name']);
  };

  readonly launcher: Check = (value, key) => {
    this.object(
      value,
      key,
      {
        id: this.name,
        from: (item, at) => {
          this.list(item, at, this.#origin);
        },
        receiver: this.#oneOf('new', 'call'),
        member: this.dotted,
        types: (item, at) => {
          this.list(item, at, this.name);
        },
        kind: this.#oneOf('callback', 'spawn', 'payload', 'stringified'),
        argument: this.#argument,
        loss: this.#oneOf('starts-empty', 'shared', 'another-task'),
        preset: this.#oneOf('recommended', 'strict'),
        waitsWith: (item, at) => {
          this.list(item, at, this.name);
        },
        refused: this.#oneOf('constructor-time-capture', 'stringified-function', 'worker-file-unknown'),
        workerFile: (item, at) => {
          this.object(item, at, { argument: this.index, option: this.name }, ['argument']);
        },
        evidence: this.name,
      },
      ['id', 'from', 'kind', 'argument', 'loss', 'preset', 'evidence'],
    );
    this.#consistent(value as Launcher, key);
  };

  /** What each field allows by itself, but not beside the others. */
  #consistent(row: Launcher, key: string): void {
    const { kind, argument } = row;
    const disallow = (field: keyof Launcher, allowed: string): never =>
      this.fail(`${key}.${field}`, row[field], allowed);
    if (row.id === SUBMIT) disallow('id', 'another id: this launcher has no row to replace');
    if (row.from.length === 0) disallow('from', 'a list of at least one origin');
    if (kind === 'payload' && argument === 'first-function')
      disallow('argument', "an index, 'each-element' or 'first-parameter' for kind 'payload'");
    if (kind !== 'payload' && argument === 'first-parameter')
      disallow('argument', "an index, 'first-function' or 'each-element' for this kind");
    if (kind === 'spawn' && (row.receiver ?? row.member) !== undefined)
      disallow(
        row.receiver ? 'receiver' : 'member',
        "absent for kind 'spawn', whose export is constructed itself",
      );
    if (kind !== 'callback') return;
    if (row.workerFile) disallow('workerFile', "absent for kind 'callback', which runs in this thread");
    if (row.refused === 'worker-file-unknown')
      disallow('refused', "'constructor-time-capture' or 'stringified-function' for kind 'callback'");
  }

  readonly #argument: Check = (value, key) => {
    const words: readonly unknown[] = ['first-function', 'each-element', 'first-parameter'];
    if (!isIndex(value) && !words.includes(value))
      this.fail(
        key,
        value,
        "the index of an argument, 'first-function', 'each-element' or 'first-parameter'",
      );
  };

  readonly #origin: Check = (value, key) => {
    if (!isPlainObject(value) || 'global' in value === 'module' in value)
      this.fail(key, value, 'either { global } or { module, export }');
    if ('global' in value) this.object(value, key, { global: this.dotted });
    else this.object(value, key, { module: this.#module, export: this.dotted }, ['module', 'export']);
  };

  #oneOf(...allowed: readonly string[]): Check {
    return (value, key) => {
      if (!allowed.includes(value as string)) this.fail(key, value, `one of ${allowed.map(show).join(', ')}`);
    };
  }
}

function isIndex(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

/** Not a list, a Map or an instance, whose keys would be passed over; of another realm is fine. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function show(value: unknown): string {
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
