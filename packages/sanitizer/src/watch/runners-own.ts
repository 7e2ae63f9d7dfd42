/**
 * A test runner may keep the test that runs in a store of its own, as Jest does. That is no task of the program's: or
 * whatever is made in a test, a queue say, would be one task's, and nobody else could be wronged by it. A library's store
 * has no name in the program, and is told by that library.
 */
import type { Store } from './context.ts';
import { framesOf, readStack } from './stack.ts';

const RUNNER =
  /[\\/]node_modules[\\/](?:jest-\w+|@jest|vitest|@vitest|mocha)[\\/]|^node:internal[\\/]test_runner/;

const INSTALLED = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/;

const known = new WeakMap<Store, boolean>();
const packages = new WeakMap<Store, string>();

/** Called when a store is entered: who does that first is whose it is. */
export function isOfTestRunner(store: Store): boolean {
  let is = known.get(store);
  if (is === undefined) {
    const frames = framesOf(readStack());
    const us = frames[0]?.file;
    const caller = frames.find(({ file }) => file !== us);
    known.set(store, (is = caller !== undefined && RUNNER.test(caller.file)));
    const [, installed] = INSTALLED.exec(caller?.file ?? '') ?? [];
    if (installed !== undefined) packages.set(store, installed.replace('\\', '/'));
  }
  return is;
}

/** Which package entered a store first, as far as it was a package: most likely it made it. */
export function packageOf(store: Store): string | undefined {
  return packages.get(store);
}
