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
import { emptyMap, makeOverrides, type Frame, type Overrides } from './frame.ts';
import { describe } from './kind.ts';
import { currentOverrides, state, type AdoptableStore } from './state.ts';

const WRAPPED = Symbol.for('parent-overrides.wrapped');

type AnyFunction = (this: any, ...args: any[]) => any;
/** Runs a function inside one child: always the same frame, however often it is called. */
type Enter = <A extends unknown[], R>(body: (...args: A) => R, ...args: A) => R;

// Most callbacks are one of these two, which costs less to see than a tag.
const FUNCTION = Function.prototype;
const ASYNC = Object.getPrototypeOf(async () => {});
const GENERATOR = /GeneratorFunction$/;

const { hasOwn } = Object;
const { apply, construct } = Reflect;

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
  return wrap(callback, makeOverrides(emptyMap(), currentOverrides().inherited), false);
}

function wrap<F extends AnyFunction>(callback: F, overrides: Overrides, keepAdopted: boolean): F {
  checkFunction(callback);
  if ((callback as any)[WRAPPED]) return callback;
  if (Object.getPrototypeOf(callback) !== ASYNC && isClass(callback)) {
    throw new TypeError(
      `${callback.name || 'this'} is a class. To start a Worker: ` +
        'spawnWithParentOverrides(() => new Worker(...)); else wrap a function that constructs it.',
    );
  }
  return new Proxy<F>(callback, handlerFor(callback, overrides, keepAdopted) as ProxyHandler<F>);
}

export function checkFunction(callback: unknown): void {
  if (typeof callback !== 'function')
    throw new TypeError(`a function is wanted here; got ${describe(callback)}.`);
}

function handlerFor(
  callback: AnyFunction,
  overrides: Overrides,
  keepAdopted: boolean,
): ProxyHandler<AnyFunction> {
  const kind = Object.getPrototypeOf(callback);
  const generator =
    kind !== FUNCTION && kind !== ASYNC && GENERATOR.test((callback as any)[Symbol.toStringTag]);
  return generator || state.adopted.size > 0
    ? enteringHandler(overrides, captureAdopted(keepAdopted), generator)
    : (overrides.handler ??= plainHandler(overrides));
}

/** One call of `callback` in a child of `overrides`. */
export function callAsChild(overrides: Overrides, callback: AnyFunction, self: unknown, args: any[]): any {
  return handlerFor(callback, overrides, true).apply!(callback, self, args);
}

/**
 * Reading the `prototype` descriptor tells for certain, but costs a microsecond on functions. Arrows, methods
 * and async functions have no `prototype`, and sloppy functions own `arguments`: both cheap to see. The rest
 * shows in its source text, except for proxies and natives.
 */
function isClass(callback: AnyFunction): boolean {
  if (!hasOwn(callback, 'prototype') || hasOwn(callback, 'arguments')) return false;
  const source = Function.prototype.toString.call(callback);
  if (!source.endsWith('[native code] }')) return /^(class\b|@)/.test(source);
  return Object.getOwnPropertyDescriptor(callback, 'prototype')!.writable === false;
}

/** A wrapper answers to `mark`, and as `listener` it lets `emitter.off(event, callback)` find it. */
export function getter(mark: symbol): NonNullable<ProxyHandler<AnyFunction>['get']> {
  return (target, key, receiver) =>
    key === 'listener' ? target : key === mark || Reflect.get(target, key, receiver);
}

const getWrapped = getter(WRAPPED);

function plainHandler(overrides: Overrides): ProxyHandler<AnyFunction> {
  const { storage } = state;
  return {
    get: getWrapped,
    apply: (target, self, args) => storage.run({ overrides: forChild(overrides) }, apply, target, self, args),
    construct: (target, args, newTarget) =>
      storage.run({ overrides: forChild(overrides) }, construct, target, args, newTarget),
  };
}

type Adopted = readonly [store: AdoptableStore<any>, value: unknown];

function captureAdopted(keep: boolean): readonly Adopted[] {
  return Array.from(state.adopted.keys(), (store) => [store, keep ? store.getStore() : undefined]);
}

function enterChild(overrides: Overrides, adopted: readonly Adopted[]): Enter {
  const frame: Frame = { overrides: forChild(overrides) };
  const values = adopted.map(([store, value]): Adopted => {
    const copy = state.adopted.get(store);
    return [store, copy && value !== undefined ? copy(value) : value];
  });
  return (body, ...args) => {
    const run = () => state.storage.run(frame, body, ...args);
    return values.reduce(
      (inner, [store, value]) =>
        () =>
          store.run(value, inner),
      run,
    )();
  };
}

/** The handler for what is not the usual case: adopted stores to restore, or a generator to keep in its frame. */
function enteringHandler(
  overrides: Overrides,
  adopted: readonly Adopted[],
  generator: boolean,
): ProxyHandler<AnyFunction> {
  return {
    get: getWrapped,
    apply(target, self, args) {
      const enter = enterChild(overrides, adopted);
      const result = enter(apply, target, self, args);
      if (generator) keepIn(enter, result);
      return result;
    },
    construct: (target, args, newTarget) =>
      enterChild(overrides, adopted)(construct, target, args, newTarget),
  };
}

/** A generator's body runs in its consumer's context: shadow the methods that resume it. */
function keepIn(enter: Enter, generator: any): void {
  for (const name of ['next', 'return', 'throw']) {
    const resume = generator[name];
    Object.defineProperty(generator, name, {
      configurable: true,
      writable: true,
      value: (...args: unknown[]) => enter(apply, resume, generator, args),
    });
  }
}

/**
 * Makes every wrapped launch capture and restore `store` beside the settings: another library's tenant, span
 * or logger, which under a queue is another caller's too. Adopting a store again replaces its options.
 * @param store an AsyncLocalStorage, or any object with its `getStore` and `run`
 * @param options.copyForChild makes a child's own value; without it the value is shared
 */
export function adoptStore<T>(store: AdoptableStore<T>, options?: { copyForChild?: (parent: T) => T }): void {
  if (typeof store?.run !== 'function' || typeof store.getStore !== 'function') {
    throw new TypeError('adoptStore needs an AsyncLocalStorage, or an object with its getStore() and run().');
  }
  state.adopted.set(store, options?.copyForChild);
}
