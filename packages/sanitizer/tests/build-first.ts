import { buildIfStale } from '../../../tools/build-if-stale.ts';

/** The tests run the built package. */
export default function buildFirst(): void {
  buildIfStale('sanitizer');
}
