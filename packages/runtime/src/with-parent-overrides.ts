/**
 * Capture at launch, run in an isolated copy, restore afterwards: the three steps of
 * TransmittableThreadLocal's TtlRunnable, done as `replace`, never `merge`, which would leak a sibling's keys.
 *
 * The wrapper is a Proxy, because it keeps what libraries look at (`length`, the AsyncFunction tag, `this`,
 * properties) at a third of the price of closures that do. Its limits: `util.types.isAsyncFunction` says no,
 * `toString()` shows native code, and `once` then `off(callback)`, or EventTarget, do not find it by its
 * callback (`on` then `off` do, through `listener`).
 */
import { forChild } from './child.ts';
import { fail, must, mustCall } from './fail.ts';
import type { Overrides } from './frame.ts';
import { adopted, detached, settled, storage, type AdoptableStore } from './state.ts';

const WRAPPED = Symbol.for('parent-overrides.wrapped');

type AnyFunction = (this: any, ...args: any[]) => any;
type Handler = ProxyHandler<AnyFunction>;
/** A store that others own, how a child gets its value, and the value where the callback was wrapped. */
type Adopted = readonly [
  store: AdoptableStore<any>,
  copy: ((parent: any) => any) | undefined,
  value: unknown,
];

/**
 * `callback`, to run in its own copy of the overrides that are current *now*, whoever calls it and whenever.
 * Arguments, `this`, return value, thrown error and rejection pass through. Each call is a child of its own.
 * @throws TypeError for what is not a function, and for a class.
 */
export function withParentOverrides<T, A extends any[], R>(
  callback: (this: T, ...args: A) => R,
): (this: T, ...args: A) => R {
  return wrap(callback, settled(), true);
}

/** `callback`, to run with no overrides at all: detached from the parent, on purpose. */
export function withoutParentOverrides<T, A extends any[], R>(
  callback: (this: T, ...args: A) => R,
): (this: T, ...args: A) => R {
  return wrap(callback, detached(), false);
}

function wrap<F extends AnyFunction>(callback: F, overrides: Overrides, keepAdopted: boolean): F {
  mustCall(callback);
  // Not what is only true: a proxy of something remote has every property, and they are all proxies.
  if ((callback as any)[WRAPPED] === true) return callback;
  // Of what has a `prototype`, only a class begins with `class` or `@`: others with `function`, `async` or `*`.
  // A proxy of a class says so when it is called.
  if ('prototype' in callback && /^[c@]/.test(wrap.toString.call(callback))) {
    fail(`${callback.name} is a class: wrap what constructs it or use spawnWithParentOverrides.`);
  }
  return new Proxy(callback, handlerFor(callback, overrides, keepAdopted) as ProxyHandler<F>);
}

/** Shared by all callbacks wrapped under the same overrides, but for generators and beside adopted stores. */
export function handlerFor(callback: AnyFunction, overrides: Overrides, keepAdopted: boolean): Handler {
  const tag: unknown = (callback as any)[Symbol.toStringTag];
  const generator = typeof tag === 'string' && /Gen/.test(tag);
  return adopted.size || generator
    ? makeHandler(
        overrides,
        [...adopted].map(([store, copy]) => [store, copy, keepAdopted ? store.getStore() : undefined]),
        generator,
      )
    : ((overrides.handler ??= makeHandler(overrides)) as Handler);
}

function makeHandler(overrides: Overrides, captured?: readonly Adopted[], generator?: boolean): Handler {
  /** `call(...args)` inside a new child. */
  const enter = (...args: any[]): any => {
    const frame = { overrides: forChild(overrides) };
    const stores = (captured ?? []).map(
      ([store, copy, value]) => [store, copy && value !== undefined ? copy(value) : value] as const,
    );
    const inside = (call: any, ...args: any[]): any =>
      stores.reduce(
        (inner, [store, value]) =>
          () =>
            store.run(value, inner),
        () => storage.run(frame, call, ...args),
      )();
    const result = (inside as any)(...args);
    // A generator's body runs in its consumer's context: shadow the methods that resume it.
    for (const name of generator ? ['next', 'return', 'throw'] : []) {
      const resume = result[name];
      const value = (...args: unknown[]) => inside(Reflect.apply, resume, result, args);
      Object.defineProperty(result, name, { configurable: true, value });
    }
    return result;
  };
  return {
    /** A wrapper answers to WRAPPED, and as `listener` it lets `emitter.off(event, callback)` find it. */
    get: (target: any, key) => (key === 'listener' ? target : key === WRAPPED || target[key]),
    apply: (target, self, args) =>
      captured
        ? enter(Reflect.apply, target, self, args)
        : storage.run({ overrides: forChild(overrides) }, Reflect.apply, target, self, args),
    construct: (...call) => enter(Reflect.construct, ...call),
  };
}

/**
 * Makes every wrapped launch capture and restore `store` beside the settings: another library's tenant, span
 * or logger, which under a queue is another caller's too. Adopting a store again replaces its options.
 * @param store an AsyncLocalStorage, or any object with its `getStore` and `run`
 * @param options.copyForChild makes a child's own value; without it the value is shared
 */
export function adoptStore<T>(store: AdoptableStore<T>, options?: { copyForChild?: (parent: T) => T }): void {
  must('run' in Object(store), 'adoptStore needs getStore and run', store);
  adopted.set(store, options?.copyForChild);
}
