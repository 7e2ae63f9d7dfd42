/** A row of the launcher table. */
import type { LaunchKind, Loss, RefusalReason } from './launch-site.ts';

/** Where a launcher comes from: a global (dotted for a member), or an export of a module (`default` for the default export). */
export type LauncherOrigin =
  { readonly global: string } | { readonly module: string; readonly export: string };

/**
 * What gets wrapped: the argument at an index, the first argument that is a function (options may come
 * before it), every element of the array at index 0, or the first element of the array at index 1.
 */
export type LaunchArgument = number | 'first-function' | 'each-element' | 'first-parameter';

export interface Launcher {
  /** Unique: `p-queue#add`. */
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
  readonly argument: LaunchArgument;
  readonly loss: Loss;
  /**
   * Options of the construction that make tasks wait for each other. Without any of them (or with `Infinity`) each
   * task starts at once, in the context of its caller: then the loss is `shared`.
   */
  readonly waitsWith?: readonly string[];
  readonly preset: 'recommended' | 'strict';
  /** Set where every launch is refused: the reason. */
  readonly refused?: RefusalReason;
  /** For payloads and web Workers: where the worker file is named, an argument of the construction and, within it, an option. */
  readonly workerFile?: { readonly argument: number; readonly option?: string };
  /** One sentence: how the loss was established. */
  readonly evidence: string;
}

/** `executor.submit(fn)` belongs to no package: its receiver is known by name or type (`executor.ts`). */
export const SUBMIT = 'executor.submit';
