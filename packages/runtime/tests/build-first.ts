import { buildIfStale } from '../../../tools/build-if-stale.ts';

/** Threads and child processes run the built package. */
export default function buildFirst(): void {
  buildIfStale('runtime');
}
