import { BUILT_PACKAGES, buildIfStale } from './build-if-stale.ts';

/** Before any test file starts: two that find the same package stale would build it over each other's heads. */
export default function buildFirst(): void {
  for (const name of BUILT_PACKAGES) buildIfStale(name);
}
