/** What a user configures, checked and filled in. */
import type { Launcher } from './launcher.ts';

/** What to look for, made by `resolveConfig` from a user's settings. */
export interface LaunchConfig {
  readonly launchers: readonly Launcher[];
  /** Modules that export the wrappers; new imports use the first. */
  readonly runtime: readonly [string, ...string[]];
  /** Further functions that count as wrappers, by exact name. */
  readonly wrappers: readonly DeclaredWrapper[];
  /** The last words that make a receiver of `submit` an executor. */
  readonly executorNames: readonly string[];
  /** Also the launchers that are on in `strict` only. */
  readonly strict: boolean;
  /** Only launches that can run as another task or as nobody: not those that share their parent's live values. */
  readonly leaksOnly: boolean;
  /** Also what is put into a list of the file's own, and taken out and called by another function. */
  readonly homeMadeQueues: boolean;
  /** Ask `Source.types` as well; without them the untyped answer stands. */
  readonly typed: boolean;
  /** Report `new Promise((resolve) => setImmediate(resolve))` too. */
  readonly reportPromiseResolvers: boolean;
}

/** A wrapper of the user's own, such as `AsyncResource.bind` or OpenTelemetry's `context.bind`. */
export interface DeclaredWrapper {
  /** The module it is imported from; absent for a global. */
  readonly module?: string;
  /** The dotted name inside that module: `context.bind`, `AsyncResource.bind`, `bindTenant`. */
  readonly name: string;
  /** Which argument is the callback; 0 when absent. */
  readonly argument?: number;
}
