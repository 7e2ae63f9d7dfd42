import { setMaxListeners } from 'node:events';
import type { Example } from './dataset.ts';
import type { Outcome, Row } from './run-example.ts';

export interface BatchOptions {
  /** The batch is given up when this many examples have failed. */
  maxErrors: number;
  /** Cancels the batch. */
  signal: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

export interface Failure {
  id: string;
  error: string;
}

export interface BatchResults {
  /** In the order of the examples. */
  rows: Row[];
  failures: readonly Failure[];
}

export class TooManyErrors extends Error {
  override name = 'TooManyErrors';
}

/** A way to run the examples of a batch in parallel: runs them all unless `batch.signal` aborts, and records each. */
export type Way = (batch: Batch) => Promise<void>;

/** Examples that are run together, what came of them so far, and whether it is worth going on. */
export class Batch {
  readonly examples: readonly Example[];
  /** Aborts when the batch is cancelled or too many examples have failed. */
  readonly signal: AbortSignal;
  readonly #options: BatchOptions;
  readonly #giveUp = new AbortController();
  readonly #rows = new Map<string, Row>();
  readonly #failures: Failure[] = [];

  constructor(examples: readonly Example[], options: BatchOptions) {
    this.examples = examples;
    this.#options = options;
    this.signal = AbortSignal.any([options.signal, this.#giveUp.signal]);
    setMaxListeners(0, this.signal); // every task may listen
  }

  record(outcome: Outcome): void {
    if ('row' in outcome) this.#rows.set(outcome.row.id, outcome.row);
    else this.#failures.push(outcome);
    this.#options.onProgress?.(this.#rows.size + this.#failures.length, this.examples.length);
    if (this.#failures.length === this.#options.maxErrors) {
      const first = `${this.#failures[0]?.id}: ${this.#failures[0]?.error}`;
      this.#giveUp.abort(
        new TooManyErrors(`${this.#options.maxErrors} examples have failed. The first was ${first}`),
      );
    }
  }

  /** What came of the examples. Throws the reason when the batch was cancelled or given up. */
  results(): BatchResults {
    this.signal.throwIfAborted();
    const rows = this.examples
      .map((example) => this.#rows.get(example.id))
      .filter((row) => row !== undefined);
    if (rows.length + this.#failures.length !== this.examples.length) {
      throw new Error(
        `Only ${rows.length + this.#failures.length} of ${this.examples.length} examples were run.`,
      );
    }
    return { rows, failures: this.#failures };
  }
}
