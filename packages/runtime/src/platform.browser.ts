/** Browsers and other places without node: modules. Same exports as platform.ts. */
import type { Call, Propagation, Snapshot, Storage, enter as Enter } from './platform.ts';

export type { Call, Propagation, Snapshot, Storage };

const host = globalThis as any;
const Variable = host.AsyncContext?.Variable;

export const propagation: Propagation = Variable
  ? 'async-context'
  : host.AsyncLocalStorage // some edge runtimes have it as a global
    ? 'async-local-storage'
    : 'synchronous';

/** A stack: right until the first `await`, so a promise is an error instead of a value lost later. */
function synchronousStorage<T>(): Storage<T> {
  let current: T | undefined;
  return {
    getStore: () => current,
    run(value, body, ...args) {
      const before = current;
      current = value;
      try {
        const result: any = body(...args);
        if (typeof result?.then === 'function') {
          throw new Error(
            'this body returned a promise, but overrides last only until the first await here ' +
              "(propagation is 'synchronous'). Read the settings into variables first, and start the " +
              'asynchronous work outside.',
          );
        }
        return result;
      } finally {
        current = before;
      }
    },
  };
}

function variableStorage<T>(): Storage<T> {
  const variable = new Variable();
  return {
    getStore: () => variable.get(),
    run: (value, body, ...args) => variable.run(value, body, ...args),
  };
}

/** What a constructor returns is what `new` gives. */
export const ContextStorage: new <T>() => Storage<T> = Variable
  ? variableStorage
  : (host.AsyncLocalStorage ?? synchronousStorage);

/** Where no store outlives an `await`, ours is the only one, and `enter` is given its value. */
const onlyOurs = { run: (body: any, ...args: unknown[]) => body(...args) };

/** Every store of the page; see platform.ts. */
export const takeSnapshot: () => Snapshot = Variable
  ? () => new host.AsyncContext.Snapshot()
  : host.AsyncLocalStorage
    ? () => ({ run: host.AsyncLocalStorage.snapshot() })
    : (): any => onlyOurs;

export const enter: typeof Enter = (snapshot: any, storage, value, call, callback, self, args) =>
  snapshot.run(() => storage.run(value, call, callback, self, args));

/** Bundlers put the value in. Where nobody did, this is no development. */
export function isDevelopment(): boolean {
  try {
    return (process.env as { NODE_ENV?: string }).NODE_ENV === 'development';
  } catch {
    return false;
  }
}
