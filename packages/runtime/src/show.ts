/** What a store, and its `current`, show of themselves when they become text or are logged. */
import { fail } from './fail.ts';

/** Node, Bun and Deno ask a value for this when they log it. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** A store shows its name only: its values are shown where somebody asks for them. */
export function showName<T extends object>(name: string, store: T): T {
  const show = { value: () => name };
  return Object.defineProperties(store, { toString: show, [INSPECT]: show });
}

/**
 * A live view of values, to read only. An assignment is an error, also to a name that it does not have, and also in
 * sloppy code, which `Object.freeze` alone would leave in the dark.
 * @param names what each key stands for
 * @param read gives the reader of a name
 * @param advice what to do instead of assigning
 */
export function viewOf(
  names: ReadonlyMap<string, string>,
  read: (name: string) => () => unknown,
  advice: string,
): object {
  const set = (): never => fail(advice);
  // Reading a name of the view's own does not come by here, so it costs nothing there.
  const view = Object.create(new Proxy(showName('settings.current', Object.create(null)), { set }));
  names.forEach((name, key) => Object.defineProperty(view, key, { enumerable: true, get: read(name), set }));
  Object.defineProperty(view, INSPECT, { value: () => ({ ...view }) });
  return Object.freeze(view);
}
