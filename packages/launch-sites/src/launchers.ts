/** The launcher table is data: one row per API, each with the evidence for what is lost there. */
import type { LaunchKind, Loss, ManualReason } from './launch-site.ts';

/** Where a launcher comes from: a global, or an export of a module (`default` for the default export). */
export type LauncherSource = { readonly global: string } | { readonly module: string; readonly export: string };

/**
 * What gets wrapped: the argument at an index, the first argument that is a function (options may come
 * before it), every element of the array at index 0, or the first element of the array at index 1.
 */
export type LaunchArgument = number | 'first-function' | 'each-element' | 'first-parameter';

export interface Launcher {
  /** Unique: `p-queue#add`. */
  readonly id: string;
  readonly from: readonly LauncherSource[];
  /**
   * How the exported value leads to the launch. Absent: the value itself is called (`setImmediate(fn)`) or,
   * for kind `spawn`, constructed. `new`: the launch is on an instance (`new PQueue().add(fn)`). `call`: it is
   * on a result (`pLimit(2)(fn)`, `workerpool.pool().exec(...)`).
   */
  readonly receiver?: 'new' | 'call';
  /** The method on the receiver; absent when the receiver itself is called. */
  readonly member?: string;
  readonly kind: LaunchKind;
  readonly argument: LaunchArgument;
  readonly loss: Loss;
  readonly preset: 'recommended' | 'strict';
  /** Set where the launch can only be reported: why. */
  readonly manual?: ManualReason;
  /** Set for kind `payload`: which option of the launcher's constructor or call names the worker file. */
  readonly workerFile?: { readonly option?: string; readonly argument?: number };
  /** One sentence: how the loss was established. */
  readonly evidence: string;
}
