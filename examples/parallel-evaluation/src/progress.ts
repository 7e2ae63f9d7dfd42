const WIDTH = 30;

/** One progress bar on a terminal for several batches; nothing where stderr is not a terminal. */
export class Progress {
  readonly #label: string;
  readonly #total: number;
  #done = 0;

  constructor(label: string, total: number) {
    this.#label = label;
    this.#total = total;
  }

  step(): void {
    this.#done++;
    if (!process.stderr.isTTY) return;
    const filled = Math.round((this.#done / this.#total) * WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    process.stderr.write(`\r${this.#label.padEnd(13)} ${bar} ${this.#done}/${this.#total}`);
  }

  /** Takes the bar off the screen. */
  end(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  }
}
