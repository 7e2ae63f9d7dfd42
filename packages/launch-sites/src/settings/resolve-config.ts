/** From a user's settings to what the analysis looks for. Everything that a user can get wrong is said here. */
import type { DeclaredWrapper, LaunchConfig } from '../vocabulary/config.ts';
import { LAUNCHERS } from '../launchers/launchers.ts';
import { remembered } from '../memo.ts';
import { type Launcher } from '../vocabulary/launcher.ts';
import { LauncherChecker } from './check-launcher.ts';

export const DEFAULT_RUNTIME = '@parent-overrides/runtime';
const EXECUTOR_NAMES: readonly string[] = ['executor', 'pool', 'threads', 'workers', 'scheduler'];

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
  /** Only launches that can run as another task or as nobody: not those that share their parent's live values. */
  readonly leaksOnly?: boolean;
  /** Also queues that the project makes itself: functions in a list that somebody else takes out and calls. On unless false. */
  readonly homeMadeQueues?: boolean;
  /** Use type information where the parser has it: finds launches that the file alone does not show. */
  readonly typed?: boolean;
  /** Report `new Promise((resolve) => setImmediate(resolve))` too. */
  readonly reportPromiseResolvers?: boolean;
}

/**
 * Checks settings and fills in the defaults. `where` names their origin in messages.
 * @throws SettingsError
 */
export function resolveConfig(
  settings: ParentOverridesSettings = {},
  where = "settings['parent-overrides']",
): LaunchConfig {
  const check = new LauncherChecker(where);
  check.object(settings, '', {
    runtime: check.runtime,
    wrappers: (value, key) => {
      check.list(value, key, check.wrapper);
    },
    launchers: (value, key) => {
      check.list(value, key, check.launcher);
    },
    executorNames: (value, key) => {
      check.list(value, key, check.word);
    },
    strict: check.boolean,
    leaksOnly: check.boolean,
    homeMadeQueues: check.boolean,
    typed: check.boolean,
    reportPromiseResolvers: check.boolean,
  });
  const runtime =
    typeof settings.runtime === 'string' ? [settings.runtime] : (settings.runtime ?? [DEFAULT_RUNTIME]);
  const [first = DEFAULT_RUNTIME, ...others] = runtime;
  const own = settings.launchers ?? [];
  for (const [index, { id, versions }] of own.entries())
    if (own.findIndex((other) => other.id === id && other.versions === versions) !== index)
      check.fail(
        `launchers[${index}].id`,
        id,
        'an id that no other row of the list has for the same versions',
      );
  const replaced = new Set(own.map((launcher) => launcher.id));
  return {
    launchers: [
      ...LAUNCHERS.filter((launcher) => !replaced.has(launcher.id)),
      ...own.map((row): Launcher => ({ ...row, isOwn: true })),
    ],
    runtime: [first, ...others],
    wrappers: (settings.wrappers ?? []).map((wrapper) =>
      typeof wrapper === 'string' ? { name: wrapper } : wrapper,
    ),
    executorNames: (settings.executorNames ?? EXECUTOR_NAMES).map((name) => name.toLowerCase()),
    strict: settings.strict ?? false,
    leaksOnly: settings.leaksOnly ?? false,
    homeMadeQueues: settings.homeMadeQueues ?? true,
    typed: settings.typed ?? false,
    reportPromiseResolvers: settings.reportPromiseResolvers ?? false,
  };
}

const untyped = new WeakMap<LaunchConfig, LaunchConfig>();

/** For a file without a TypeScript program: the untyped answer, and its cheap look at the text. One object for each. */
export function withoutTypes(config: LaunchConfig): LaunchConfig {
  return config.typed ? remembered(untyped, config, () => ({ ...config, typed: false })) : config;
}
