/** Browsers and other places without node: modules. Same exports as platform.ts. */
import { CARRIER_KEY, type Carrier } from './carrier.ts';
import type { Creation, Propagation, Storage } from './platform.ts';

export type { Creation, Propagation, Storage };

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

/** Bundlers put the value in. Where nobody did, this is no development. */
export function isDevelopment(): boolean {
  try {
    return (process.env as { NODE_ENV?: string }).NODE_ENV === 'development';
  } catch {
    return false;
  }
}

/** A web Worker gets its overrides as a message: see worker.ts. */
export function takeSpawned(): unknown {
  return undefined;
}

const spawned = new WeakSet<object>();

/** The first message of a web Worker or of a SharedWorker's port; worker.ts takes it off at the other end. */
export function spawnWith<W extends object>(carrier: Carrier | undefined, create: () => W): Creation<W> {
  const created = create();
  const { port = created } = Object(created);
  const carried = typeof port.postMessage === 'function' && !spawned.has(created);
  if (carrier && carried) {
    spawned.add(created);
    port.postMessage({ [CARRIER_KEY]: carrier });
  }
  return { created, carried, started: false };
}
