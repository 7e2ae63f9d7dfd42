export interface Usage {
  calls: number;
  tokens: number;
}

/** Adds up what the language model was asked, for this task and for all that started it. */
export class UsageTracker {
  readonly #parent: UsageTracker | undefined;
  #calls = 0;
  #tokens = 0;

  constructor(parent?: UsageTracker) {
    this.#parent = parent;
  }

  get total(): Usage {
    return { calls: this.#calls, tokens: this.#tokens };
  }

  add(usage: Usage): void {
    this.#calls += usage.calls;
    this.#tokens += usage.tokens;
    this.#parent?.add(usage);
  }

  child(): UsageTracker {
    return new UsageTracker(this);
  }
}
