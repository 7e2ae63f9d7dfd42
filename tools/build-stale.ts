/** `tsx tools/build-stale.ts NAME...`: builds the named packages where they are stale. */
import { BUILT_PACKAGES, buildIfStale } from './build-if-stale.ts';

const names = process.argv.slice(2);
for (const name of names) {
  const known = BUILT_PACKAGES.find((one) => one === name);
  if (known === undefined) throw new Error(`${name} is not built. Built are ${BUILT_PACKAGES.join(', ')}.`);
  buildIfStale(known);
}
