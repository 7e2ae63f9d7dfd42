/** The checks behind `resolveConfig`: everything that a user can get wrong is said here. */
import { SUBMIT, type Launcher } from './launchers.ts';

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
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      this.fail(key, value, 'an object');
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
      if ((value as Record<string, unknown>)[name] === undefined)
        throw new SettingsError(`${this.#where}: "${prefix}${name}" is missing.`);
  }

  list(value: unknown, key: string, check: Check): void {
    if (!Array.isArray(value)) this.fail(key, value, 'a list');
    value.forEach((item, index) => {
      check(item, `${key}[${index}]`);
    });
  }

  names(value: unknown, key: string, atLeastOne: boolean): void {
    this.list(value, key, (item, at) => {
      this.name(item, at);
    });
    if (atLeastOne && (value as unknown[]).length === 0)
      this.fail(key, value, 'a name or a list of at least one');
  }

  name(value: unknown, key: string): void {
    if (typeof value !== 'string' || value.trim() === '')
      this.fail(key, value, 'a name (a string that is not empty)');
  }

  /** `submit`'s receiver is judged by its last word: two words would never match. */
  word(value: unknown, key: string): void {
    if (typeof value !== 'string' || !/^(?:[a-z]+|[A-Z][a-z]*|[A-Z]+)$/.test(value))
      this.fail(key, value, 'one word, such as "executor" (the last word of the names that count)');
  }

  /** `context.bind`: identifiers between dots. */
  dotted(value: unknown, key: string): void {
    if (
      typeof value !== 'string' ||
      !/^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u.test(value)
    )
      this.fail(key, value, 'a name, with dots for members ("context.bind")');
    if (/^(?:globalThis|global|window|self)\./.test(value))
      this.fail(key, value, 'the name itself, without the global object');
  }

  boolean(value: unknown, key: string): void {
    if (typeof value !== 'boolean') this.fail(key, value, 'true or false');
  }

  index(value: unknown, key: string): void {
    if (!Number.isInteger(value) || (value as number) < 0)
      this.fail(key, value, 'the index of an argument (0 is the first)');
  }

  oneOf(value: unknown, key: string, allowed: readonly unknown[]): void {
    if (!allowed.includes(value)) this.fail(key, value, `one of ${allowed.map(show).join(', ')}`);
  }

  wrapper(value: unknown, key: string): void {
    if (typeof value === 'string') {
      this.dotted(value, key);
      return;
    }
    const name: Check = (item, at) => {
      this.name(item, at);
    };
    this.object(
      value,
      key,
      {
        module: name,
        name: (item, at) => {
          this.dotted(item, at);
        },
        argument: (item, at) => {
          this.index(item, at);
        },
      },
      ['name'],
    );
  }

  launcher(value: unknown, key: string): void {
    const name: Check = (item, at) => {
      this.name(item, at);
    };
    this.object(
      value,
      key,
      {
        id: name,
        from: (item, at) => {
          this.list(item, at, (source, where) => {
            this.source(source, where);
          });
        },
        receiver: (item, at) => {
          this.oneOf(item, at, ['new', 'call']);
        },
        member: name,
        types: (item, at) => {
          this.names(item, at, false);
        },
        kind: (item, at) => {
          this.oneOf(item, at, ['callback', 'spawn', 'payload', 'stringified']);
        },
        argument: (item, at) => {
          if (!(['first-function', 'each-element', 'first-parameter'] as unknown[]).includes(item))
            if (!Number.isInteger(item) || (item as number) < 0)
              this.fail(
                at,
                item,
                "the index of an argument, 'first-function', 'each-element' or 'first-parameter'",
              );
        },
        loss: (item, at) => {
          this.oneOf(item, at, ['starts-empty', 'shared', 'another-task']);
        },
        preset: (item, at) => {
          this.oneOf(item, at, ['recommended', 'strict']);
        },
        manual: (item, at) => {
          this.oneOf(item, at, ['constructor-time-capture', 'stringified-function', 'worker-file-unknown']);
        },
        workerFile: (item, at) => {
          this.object(
            item,
            at,
            {
              argument: (inner, where) => {
                this.index(inner, where);
              },
              option: name,
            },
            ['argument'],
          );
        },
        evidence: name,
      },
      ['id', 'from', 'kind', 'argument', 'loss', 'preset', 'evidence'],
    );
    const row = value as Launcher;
    if (row.id === SUBMIT) this.fail(`${key}.id`, row.id, 'another id: this launcher has no row to replace');
    const isPayload = row.kind === 'payload';
    if (isPayload && (row.argument === 'each-element' || row.argument === 'first-function'))
      this.fail(`${key}.argument`, row.argument, "an index or 'first-parameter' for kind 'payload'");
    if (!isPayload && row.argument === 'first-parameter')
      this.fail(
        `${key}.argument`,
        row.argument,
        "an index, 'first-function' or 'each-element' for this kind",
      );
    if (row.from.length === 0) this.fail(`${key}.from`, row.from, 'a list of at least one source');
    if (row.kind === 'spawn' && (row.receiver ?? row.member) !== undefined)
      this.fail(
        `${key}.${row.receiver ? 'receiver' : 'member'}`,
        row.receiver ?? row.member,
        "absent for kind 'spawn', whose export is constructed itself",
      );
  }

  source(value: unknown, key: string): void {
    const name: Check = (item, at) => {
      this.name(item, at);
    };
    const dotted: Check = (item, at) => {
      this.dotted(item, at);
    };
    if (typeof value !== 'object' || value === null || !('global' in value || 'module' in value))
      this.fail(key, value, '{ global } or { module, export }');
    if ('global' in value) this.object(value, key, { global: dotted });
    else this.object(value, key, { module: name, export: dotted }, ['module', 'export']);
  }
}

function show(value: unknown): string {
  // Neither has a JSON.
  return value === undefined || typeof value === 'function' ? String(value) : JSON.stringify(value);
}
