/** What is known of a piece of work that may be for several callers: see batches.ts. */
import type { Context, Store } from './context.ts';

/** A read, by the function that began by itself or by one that it calls. */
export interface BatchRead {
  readonly site: number;
  readonly store: Store;
  readonly stack: string;
}

export interface Batch {
  /** The run that began by itself. */
  readonly run: object;
  readonly site: number;
  readonly actual: Context;
  /** Nothing while it works on one job. */
  readonly reads: BatchRead[] | undefined;
}
