/** A row of the launcher table. */
import type { LaunchKind, Loss, RefusalReason } from './launch-site.ts';

/** Where a launcher comes from: a global (dotted for a member), or an export of a module (`default` for the default export). */
export type LauncherOrigin =
  { readonly global: string } | { readonly module: string; readonly export: string };

/**
 * What gets wrapped: the argument at an index; the first or the last argument that is a function, and never another one; every one that is;
 * the last argument where that is a function (an optional callback); every element of the array at index 0; the first
 * element of the array at index 1; data that a name may come before; or functions inside of an object.
 */
export type LaunchArgument =
  | number
  | 'first-function'
  | 'last-function'
  | 'each-function'
  | 'optional-callback'
  | 'each-element'
  | 'first-parameter'
  | 'behind-name'
  | FunctionsInObject;

/**
 * Functions by their keys: in an options object, which may as well have none (`exec(name, [], { on })`), or in a handler
 * object, which is there for nothing else (`dispatch(options, { onData })`).
 */
export type FunctionsInObject =
  | { readonly options: number; readonly keys: readonly string[] }
  | { readonly handler: number; readonly keys: readonly string[] };

/**
 * The launched function is given once. `calls`: a function comes out, and each call of it is a launch
 * (`debounce(fn)`). Otherwise the methods of what comes out that take one value each, and each of those is a launch
 * (`fastq(worker).push(value)`); `lists` where a list of values stands for its elements.
 */
export type GivenOnce = 'calls' | { readonly values: readonly string[]; readonly lists?: true };

export interface Launcher {
  /**
   * `p-queue#add`. Unique, but for rows of other `versions` of the same thing. One row is in force for one method of a
   * receiver: a call that launches two of its arguments needs a richer `argument`, not a second row.
   */
  readonly id: string;
  readonly from: readonly LauncherOrigin[];
  /**
   * How the exported value leads to the launch. Absent: the value itself is called (`setImmediate(fn)`) or,
   * for kind `spawn`, constructed. `new`: the launch is on an instance (`new PQueue().add(fn)`). `call`: it is
   * on a result (`pLimit(2)(fn)`, `workerpool.pool().exec(...)`).
   */
  readonly receiver?: 'new' | 'call';
  /** The method on the receiver; absent when the receiver itself is called. */
  readonly member?: string;
  /** The names of the receiver's type: in an annotation (`LimitFunction`), and where its member is declared (`PQueue`). */
  readonly types?: readonly string[];
  readonly kind: LaunchKind;
  /** For a callback: the launch is `new`, which takes the function itself (`new CronJob(time, fn)`). */
  readonly constructed?: true;
  readonly argument: LaunchArgument;
  /**
   * For `first-function`: a call without a function is an error there, so the one argument that may be a function is it.
   * Absent where a call may do without, as `pool.query(sql)` does: there only what is seen to be a function is wrapped.
   */
  readonly required?: true;
  /** Beside an index: a call may do without (`push(task, callback)`), so only what is seen to be a function is wrapped. */
  readonly optional?: true;
  /** Set where the function is given before the launches. */
  readonly given?: GivenOnce;
  /** Set where several calls become one run, as those of a debounced function do. */
  readonly coalesces?: true;
  /** Set for a global of web pages, which few servers have. */
  readonly ofPages?: true;
  readonly loss: Loss;
  /**
   * Options of the construction that make tasks wait for each other. Without any of them (or with `Infinity`) each
   * task starts at once, in the context of its caller: then the loss is `shared`.
   */
  readonly waitsWith?: readonly string[];
  /** The versions of the package that the row is true for (`>=2 <5`); absent for all. Another row may have the others. */
  readonly versions?: string;
  readonly preset: 'recommended' | 'strict';
  /** Set where every launch is refused: the reason. */
  readonly refused?: RefusalReason;
  /** For payloads and web Workers: where the worker file is named, an argument of the construction and, within it, an option. */
  readonly workerFile?: { readonly argument: number; readonly option?: string };
  /** Set by `resolveConfig` for a row of the user's settings: of what it describes, less is known. */
  readonly isOwn?: true;
  /** One sentence: how the loss was established. */
  readonly evidence: string;
}

/** `executor.submit(fn)` belongs to no package: its receiver is known by name or type (`executor.ts`). */
export const SUBMIT = 'executor.submit';

/** What is put into a list of the file's own belongs to no package either: `home-made-queues.ts` finds it. */
export const HOME_MADE = 'home-made-queue';
