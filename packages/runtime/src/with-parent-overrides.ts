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
import { checkFunction, fail } from './fail.ts';
import type { Overrides } from './frame.ts';
import { currentOverrides, detached, state, type AdoptableStore } from './state.ts';

const WRAPPED = Symbol.for('parent-overrides.wrapped');

type AnyFunction = (this: any, ...args: any[]) => any;
type Handler = ProxyHandler<AnyFunction>;
/** A store that others own, and the value it had where the callback was wrapped. */
type Adopted = readonly [store: AdoptableStore<any>, value: any, copy: ((parent: any) => any) | undefined];
/** Calls `body(...args)` inside one child: always the same frame, however often it is called. */
type Enter = (body: AnyFunction, ...args: any[]) => any;

const { getOwnPropertyDescriptor, getPrototypeOf, hasOwn } = Object;
const { apply, construct, get } = Reflect;
const FUNCTION = Function.prototype;
const ASYNC = getPrototypeOf(async () => {});

/**
 * `callback`, to run in its own copy of the overrides that are current *now*, whoever calls it and whenever.
 * Arguments, `this`, return value, thrown error and rejection pass through. Each call is a child of its own.
 * @throws TypeError for what is not a function, and for a class.
 */
export function withParentOverrides<T, A extends any[], R>(
  callback: (this: T, ...args: A) => R,
): (this: T, ...args: A) => R {
  return wrap(callback, currentOverrides(), true);
}

/** `callback`, to run with no overrides at all: detached from the parent, on purpose. */
export function withoutParentOverrides<T, A extends any[], R>(
  callback: (this: T, ...args: A) => R,
): (this: T, ...args: A) => R {
  return wrap(callback, detached(), false);
}

export function wrap<F extends AnyFunction>(callback: F, overrides: Overrides, keepAdopted: boolean): F {
  checkFunction(callback);
  if ((callback as any)[WRAPPED]) return callback;
  const kind = getPrototypeOf(callback);
  if (kind !== ASYNC && hasOwn(callback, 'prototype') && isClass(callback)) {
    fail(
      `${callback.name} is a class: wrap a function that constructs it, or ` +
        'spawnWithParentOverrides(() => new Worker(...)).',
    );
  }
  // Most callbacks are one of these two, which costs less to see than a tag.
  const handler =
    (kind === FUNCTION || kind === ASYNC) && !state.adopted.size
      ? (overrides.handler ??= plain(overrides))
      : enteringHandler(
          overrides,
          Array.from(state.adopted, ([store, copy]) => [
            store,
            keepAdopted ? store.getStore() : undefined,
            copy,
          ]),
          /GeneratorFunction$/.test((callback as any)[Symbol.toStringTag]),
        );
  return new Proxy(callback, handler as ProxyHandler<F>);
}

/**
 * Reading the `prototype` descriptor tells for certain, but costs a microsecond on functions. Arrows, methods
 * and async functions have no `prototype`, which is cheap to see. The rest shows in its source text, except for
 * proxies and natives.
 */
function isClass(callback: AnyFunction): boolean {
  const source = FUNCTION.toString.call(callback);
  return /\[native code] }$/.test(source)
    ? !getOwnPropertyDescriptor(callback, 'prototype')!.writable
    : /^(class\b|@)/.test(source);
}

/** A wrapper answers to `mark`, and as `listener` it lets `emitter.off(event, callback)` find it. */
export function getter(mark: symbol): NonNullable<Handler['get']> {
  return (target, key, receiver) =>
    key === 'listener' ? target : key === mark || get(target, key, receiver);
}

const getWrapped = getter(WRAPPED);

interface PlainHandler extends Handler {
  overrides: Overrides;
}

/** For all callbacks wrapped under the same overrides. */
const plain = (overrides: Overrides): PlainHandler => ({
  ...enteringHandler(overrides, [], false),
  apply: applyPlain,
  overrides,
});

/** One function for every such handler, so that V8 optimizes it once: a tenth faster than a closure for each. */
function applyPlain(this: PlainHandler, target: AnyFunction, self: unknown, args: any[]): any {
  return state.storage.run({ overrides: forChild(this.overrides) }, apply, target, self, args);
}

/** The handler for what is not the usual case: adopted stores to restore, or a generator to keep in its frame. */
function enteringHandler(overrides: Overrides, adopted: readonly Adopted[], generator: boolean): Handler {
  return {
    get: getWrapped,
    construct: (...call) => enterChild(overrides, adopted)(construct, ...call),
    apply(...call) {
      const enter = enterChild(overrides, adopted);
      const result = enter(apply, ...call);
      // A generator's body runs in its consumer's context: shadow the methods that resume it.
      for (const name of generator ? ['next', 'return', 'throw'] : []) {
        const resume = result[name];
        const value = (...args: unknown[]) => enter(apply, resume, result, args);
        Object.defineProperty(result, name, { configurable: true, writable: true, value });
      }
      return result;
    },
  };
}

function enterChild(overrides: Overrides, adopted: readonly Adopted[]): Enter {
  const frame = { overrides: forChild(overrides) };
  let enter: Enter = (...call) => state.storage.run(frame, ...call);
  for (const [store, value, copy] of adopted) {
    const inner = enter;
    const own = copy && value !== undefined ? copy(value) : value;
    enter = (...call) => store.run(own, () => inner(...call));
  }
  return enter;
}

/**
 * Makes every wrapped launch capture and restore `store` beside the settings: another library's tenant, span
 * or logger, which under a queue is another caller's too. Adopting a store again replaces its options.
 * @param store an AsyncLocalStorage, or any object with its `getStore` and `run`
 * @param options.copyForChild makes a child's own value; without it the value is shared
 */
export function adoptStore<T>(store: AdoptableStore<T>, options?: { copyForChild?: (parent: T) => T }): void {
  if (!store?.run || !store.getStore) fail('adoptStore needs a store with getStore and run.');
  state.adopted.set(store, options?.copyForChild);
}
