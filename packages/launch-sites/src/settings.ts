/** From a user's settings to what the analysis looks for. Everything that a user can get wrong is said here. */
import type { DeclaredWrapper, LaunchConfig } from './launch-site.ts';
import { LAUNCHERS, SUBMIT, type Launcher } from './launchers.ts';
import { triggerOf } from './match-launcher.ts';

export const DEFAULT_RUNTIME = '@parent-overrides/runtime';
export const EXECUTOR_NAMES: readonly string[] = ['executor', 'pool', 'threads', 'workers', 'scheduler'];

/** The shared settings of the rules and the codemod (`settings['parent-overrides']`, `--config FILE`). */
export interface ParentOverridesSettings {
  /** The modules that export the wrappers, such as a project's own barrel; new imports use the first. */
  readonly runtime?: string | readonly string[];
  /** Further functions that count as wrappers: `"bindTenant"` for a global, `{ module, name }` for an import. */
  readonly wrappers?: readonly (string | DeclaredWrapper)[];
  /** Further launchers, rows of the same shape as the table's; a row with a known id replaces it. */
  readonly launchers?: readonly Launcher[];
  /** The last words that make a receiver of `submit` an executor; replaces the defaults. */
  readonly executorNames?: readonly string[];
  /** Also the launchers that are on in the strict presets only. */
  readonly strict?: boolean;
  /** Use type information where the parser has it: finds launches that the file alone does not show. */
  readonly typed?: boolean;
  /** Report `new Promise((resolve) => setImmediate(resolve))` too. */
  readonly reportPromiseResolvers?: boolean;
}

/** A setting that cannot be used. The message names where it stands, the key, the value and what is allowed. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Checks settings and fills in the defaults. `where` names their origin in messages.
 * @throws SettingsError
 */
export function resolveConfig(
  settings: ParentOverridesSettings = {},
  where = "settings['parent-overrides']",
): LaunchConfig {
  const check = new Checker(where);
  check.object(settings, '', {
    runtime: (value, key) => {
      check.names(typeof value === 'string' ? [value] : value, key, true);
    },
    wrappers: (value, key) => {
      check.list(value, key, (item, at) => {
        check.wrapper(item, at);
      });
    },
    launchers: (value, key) => {
      check.list(value, key, (item, at) => {
        check.launcher(item, at);
      });
    },
    executorNames: (value, key) => {
      check.names(value, key, false);
    },
    strict: (value, key) => {
      check.boolean(value, key);
    },
    typed: (value, key) => {
      check.boolean(value, key);
    },
    reportPromiseResolvers: (value, key) => {
      check.boolean(value, key);
    },
  });
  const runtime =
    typeof settings.runtime === 'string' ? [settings.runtime] : (settings.runtime ?? [DEFAULT_RUNTIME]);
  const [first = DEFAULT_RUNTIME, ...others] = runtime;
  const own = settings.launchers ?? [];
  const replaced = new Set(own.map((launcher) => launcher.id));
  return {
    launchers: [...LAUNCHERS.filter((launcher) => !replaced.has(launcher.id)), ...own],
    runtime: [first, ...others],
    wrappers: (settings.wrappers ?? []).map((wrapper) =>
      typeof wrapper === 'string' ? { name: wrapper } : wrapper,
    ),
    executorNames: (settings.executorNames ?? EXECUTOR_NAMES).map((name) => name.toLowerCase()),
    strict: settings.strict ?? false,
    typed: settings.typed ?? false,
    reportPromiseResolvers: settings.reportPromiseResolvers ?? false,
  };
}

type Check = (value: unknown, key: string) => void;

class Checker {
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
      this.name(value, key);
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
        name,
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
    if (typeof value === 'object' && value !== null && 'global' in value)
      this.object(value, key, { global: name });
    else this.object(value, key, { module: name, export: name }, ['module', 'export']);
  }
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

const prefilters = new WeakMap<LaunchConfig, RegExp>();

/** A cheap look at the text: false means that `findLaunchSites` would find nothing, so nobody has to parse. */
export function mayLaunch(text: string, config: LaunchConfig): boolean {
  // With types, the file need not name what it launches with.
  if (config.typed) return true;
  let prefilter = prefilters.get(config);
  if (!prefilter) {
    prefilter = new RegExp(triggers(config).join('|'));
    prefilters.set(config, prefilter);
  }
  return prefilter.test(text);
}

/** A file that launches spells the global or the module, whatever it calls them later. */
function triggers(config: LaunchConfig): string[] {
  const launchers = config.launchers.filter(({ preset }) => config.strict || preset === 'recommended');
  const sources = launchers.flatMap(({ from }) => from);
  const names = sources.filter((source) => 'global' in source).map(triggerOf);
  if (launchers.some(({ id }) => id === SUBMIT)) names.push('submit');
  const modules = sources.filter((source) => 'module' in source).map(triggerOf);
  return [
    `\\b(?:${alternatives(names)})\\b`,
    // A bare `async` or `threads` is a word of many files: a module counts between its quotes.
    `['"\`](?:node:)?(?:${alternatives(modules)})['"\`]`,
  ];
}

function alternatives(words: readonly string[]): string {
  return [...new Set(words)].map((word) => word.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)).join('|');
}
