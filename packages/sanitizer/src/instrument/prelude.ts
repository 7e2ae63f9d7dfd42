import { WATCH } from './names.ts';

/**
 * How a file reaches the run-time half where no `--import` set the global: a test runner's realm has globals of its own,
 * but the class of all stores is one. Where nobody watches, calls pass through what they are given.
 */
const HELD = "[Symbol.for('@parent-overrides/sanitizer 1')]";
const NOBODY = 'new Proxy({}, { get: () => (...given) => given.at(-1) })';

function prelude(stores: string): string {
  return `globalThis.${WATCH} ??= ${stores}.AsyncLocalStorage${HELD} ?? ${NOBODY};${WATCH}.begin(globalThis);`;
}

export const PRELUDE_ESM = `import * as $poStores from 'node:async_hooks';${prelude('$poStores')}`;
export const PRELUDE_COMMONJS = prelude("require('node:async_hooks')");
