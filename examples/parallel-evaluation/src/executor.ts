/** Runs submitted tasks, so many at a time; a task that ends makes room for the next one. */
export class Executor {
  readonly #size: number;
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;

  constructor(size: number) {
    this.#size = size;
  }

  submit<R>(task: () => Promise<R>): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.#waiting.push(() => task().then(resolve, reject));
      this.#drain();
    });
  }

  #drain(): void {
    while (this.#running < this.#size) {
      const run = this.#waiting.shift();
      if (!run) return;
      this.#running++;
      void run().finally(() => {
        this.#running--;
        this.#drain();
      });
    }
  }
}
