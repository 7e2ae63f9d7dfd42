/**
 * A lazy result is one that somebody else starts later: a query builder in `then`, a generator in `next`, an Observable
 * in `subscribe`. Whoever does that is often somebody else, a queue that awaits what a task returned. So the
 * method that starts the work is shadowed on the object by one that enters the context in which the object was
 * returned. The object stays the same one, and so does what it returns to a chain of calls.
 */
import { holdAdopted, holding } from './adopted-stores.ts';
import { enter, takeSnapshot, type Call } from './platform.ts';
import { storage } from './state.ts';

type Method = (this: unknown, ...args: any[]) => unknown;

/** `Reflect.apply`; a lazy result goes on in the context that is current now. */
export const callKeepingLazy: Call = (callback, self, args) => keepLazy(Reflect.apply(callback, self, args));

/** `Reflect.construct` likewise. */
export const constructKeepingLazy: Call = (callback, newTarget, args) =>
  keepLazy(Reflect.construct(callback, args, newTarget as Method));

function keepLazy(result: any): any {
  if (typeof result === 'object' && result !== null) {
    try {
      shadowStarts(result);
    } catch {
      // A proxy may throw at any look, a revoked one does: it is for whoever got it to look.
    }
  }
  return result;
}

function shadowStarts(result: any): void {
  const { then, next, subscribe } = result;
  if (typeof then === 'function') {
    if (!isNative(then)) keep(result, ['then'], true);
  } else if (typeof subscribe === 'function') {
    // A Subject's `next` is how values come in. Who subscribes to one starts nothing.
    if (typeof next !== 'function') keep(result, ['subscribe'], true);
  } else if (typeof next === 'function' && (Symbol.iterator in result || Symbol.asyncIterator in result)) {
    keep(result, ['next', 'return', 'throw'], false);
  }
}

/** A native promise began where it was made, and goes on there. Another realm's `then` is known by its text. */
const isNative = (then: Method): boolean =>
  then === Promise.prototype.then ||
  Function.prototype.toString.call(then) === 'function then() { [native code] }';

/** Calls functions in the context that is current now. */
function keepContext(): (callback: Method, self: unknown, args: unknown[]) => unknown {
  const frame = storage.getStore();
  const snapshot = takeSnapshot();
  const held = holdAdopted();
  const call: Call = held ? holding(held, Reflect.apply) : Reflect.apply;
  return (callback, self, args) => enter(snapshot, storage, frame, call, callback, self, args);
}

/**
 * An iterator has one consumer, from its first step to its last. Of anything else it is only the next call that goes
 * on in the context, which is that of whoever gets the result: the object may be one that many share (a stream of
 * values, an application that can be awaited), and their calls are their own. So are the functions they give.
 */
function keep(object: any, names: readonly string[], once: boolean): void {
  const inContext = keepContext();
  for (const name of names) {
    const before = Object.getOwnPropertyDescriptor(object, name);
    const method = object[name];
    if (typeof method !== 'function') continue;
    const value = function (this: unknown, ...args: any[]): unknown {
      if (!once) return inContext(method, this, args);
      if (Object.getOwnPropertyDescriptor(object, name)?.value === value) {
        if (before) Object.defineProperty(object, name, before);
        else Reflect.deleteProperty(object, name);
      }
      const inCallers = keepContext();
      const given = args.map((arg) =>
        typeof arg === 'function' ? (...values: unknown[]) => inCallers(arg, undefined, values) : arg,
      );
      return inContext(method, this, given);
    };
    Object.defineProperty(object, name, {
      configurable: true,
      writable: true,
      enumerable: before?.enumerable === true,
      value,
    });
  }
}
