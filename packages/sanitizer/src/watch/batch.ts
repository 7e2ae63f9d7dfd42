/** What is known of a piece of work that may be for several callers: see batches.ts. */
import type { Context, Store } from './context.ts';

/** A read, by the function that does the work or by one that it calls. */
export interface BatchRead {
  readonly site: number;
  readonly store: Store;
  readonly stack: string;
}

/** A promise that the work settled: who made it, and in which context. */
export interface Settled<Maker> {
  readonly executor: Maker;
  readonly context: Context;
}

export interface Batch {
  /** The run that does it. */
  readonly run: object;
  readonly site: number;
  readonly actual: Context;
  /** It began by itself: no caller of the program's wanted it done. */
  readonly alone: boolean;
  /** Nothing while it works on one job: what is read for one is not read for all. */
  readonly reads: BatchRead[] | undefined;
  /** While it works on one job: the batch, which settles what it settles. */
  readonly whole?: Batch;
  /** What it is a part of: what is read here is read there too. */
  readonly outer: Batch | undefined;
  readonly depth: number;
  /** The stores in whose present task somebody waited for it. */
  own: Set<Store> | undefined;
  /** While it is not known whether it is for several. */
  settled: Settled<unknown>[] | undefined;
}
