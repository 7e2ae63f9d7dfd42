/** A bar on a terminal's error stream; elsewhere nothing, so that logs and pipes stay clean. */
export interface Progress {
  start(total: number): void;
  update(done: number): void;
  stop(): void;
}

const WIDTH = 30;
/** Runs that end sooner are over before a bar can be read. */
const DELAY = 150;

export function progressOn(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { start() {}, update() {}, stop() {} };
  let total = 0;
  let started = 0;
  let drawn = '';
  return {
    start(count) {
      total = count;
      started = performance.now();
    },
    update(done) {
      if (performance.now() - started < DELAY) return;
      const filled = Math.round((WIDTH * done) / Math.max(total, 1));
      const bar = `${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)} ${done}/${total} files`;
      if (bar === drawn) return;
      drawn = bar;
      stream.write(`\r${bar}`);
    },
    stop() {
      if (drawn) stream.write(`\r${' '.repeat(drawn.length)}\r`);
      drawn = '';
    },
  };
}
