import { BUILT_PACKAGES, buildIfStale } from '../build-if-stale.ts';
import { paint } from './print.ts';

/** Builds every package that is not built from its present sources, and says so on the terminal. */
export function buildAndSay(): void {
  const begun = performance.now();
  const built = BUILT_PACKAGES.filter((name) => buildIfStale(name));
  if (built.length === 0) return;
  console.log(
    paint('dim', `Built ${built.join(', ')} in ${((performance.now() - begun) / 1000).toFixed(1)} s.`),
  );
}
