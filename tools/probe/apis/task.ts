/** What launched callbacks of probes do. */
import type { Tools } from '../probe.ts';

/** Looks first, and then takes longer than the next caller needs to come. */
export function task(t: Tools, me: string): () => Promise<void> {
  return async () => {
    t.see(me);
    await t.sleep(8);
  };
}

/** A function that calls back, as a promise. */
export function done(start: (callback: (error?: Error | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()));
  });
}
