import { buildIfStale } from '../../../tools/build-if-stale.ts';

/** The tests run the built bin. */
export default function buildFirst(): void {
  buildIfStale('codemod');
}
