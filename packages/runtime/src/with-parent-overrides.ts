/**
 * Capture at launch, run in an isolated copy, restore afterwards: the three steps of
 * TransmittableThreadLocal's TtlRunnable, done as `replace`, never `merge`, which would leak a sibling's keys.
 *
 * The wrapper is a Proxy, because it keeps what libraries look at (`length`, the AsyncFunction tag, `this`,
 * properties) at a third of the price of closures that do. Its limits: `util.types.isAsyncFunction` says no,
 * `toString()` shows native code, a call adds frames to the stack, and it is another function than its callback: what
 * compares functions (`emitter.off`, `removeEventListener`, `expect(spy).toHaveBeenCalledWith`) has to be given the
 * wrapper. A `listener` that names the callback would let `off` find it, as it does for `once`, and would make
 * `emitter.listeners()` give the callback away, to be added again without its wrapper.
 */
import { emptyAdopted, forChild, holdAdopted, holding, type Held } from './adopted-stores.ts';
import { startChild } from './child.ts';
import { fail, mustCall } from './fail.ts';
import { taskOf, type Frame, type Overrides } from './frame.ts';
import { callKeepingLazy, constructKeepingLazy } from './lazy-result.ts';
import { enter, takeSnapshot, type Call, type Snapshot } from './platform.ts';
import { checkArrived, currentOverrides, detached, storage } from './state.ts';

const WRAPPED = Symbol.for('parent-overrides.wrapped');

type AnyFunction = (this: any, ...args: any[]) => any;

/**
 * `callback`, to run in its own copy of the overrides that are current *now*, whoever calls it and whenever.
 * Arguments, `this`, return value, thrown error and rejection pass through. Each call is a child of its own.
 *
 * The type is the callback's own, as if there were no wrapper. The second signature is for a callback that gets its
 * parameters' types from the launcher's other arguments, as in `setImmediate(withParentOverrides((x) => x), 1)`.
 * @throws TypeError for what is not a function, and for a class.
 */
export function withParentOverrides<F extends (this: any, ...args: any[]) => any>(callback: F): F;
export function withParentOverrides<T, A extends any[], R>(
  callback: (this: T, ...args: A) => R,
): (this: T, ...args: A) => R;
export function withParentOverrides(callback: AnyFunction): AnyFunction {
  return wrap(callback, launchHere);
}

/** `callback`, to run with no overrides at all: detached from the parent, on purpose. Typed as `withParentOverrides`. */
export function withoutParentOverrides<F extends (this: any, ...args: any[]) => any>(callback: F): F;
export function withoutParentOverrides<T, A extends any[], R>(
  callback: (this: T, ...args: A) => R,
): (this: T, ...args: A) => R;
export function withoutParentOverrides(callback: AnyFunction): AnyFunction {
  return wrap(callback, launchDetached);
}

function wrap<F extends AnyFunction>(callback: F, launch: () => Launch): F {
  mustCall(callback);
  // A function may also inherit from a wrapper.
  if (answers(callback) && !answers(Object.getPrototypeOf(callback))) return callback;
  // Of what has a `prototype`, only a class begins with `class` or `@`: others with `function`, `async` or `*`.
  // A proxy of a class says so when it is called.
  if ('prototype' in callback && /^[c@]/.test(Function.prototype.toString.call(callback))) {
    fail(`${callback.name} is a class: wrap what constructs it or use spawnWithParentOverrides.`);
  }
  return new Proxy(callback, launch() as ProxyHandler<F>);
}

/** Not what is only true: a proxy of something remote has every property, and they are all proxies. */
const answers = (callback: any): boolean => callback?.[WRAPPED] === true;

/** What is captured at a launch; as a proxy's handler, how a callback runs with it. Each call is a child of its own. */
export class Launch implements ProxyHandler<AnyFunction> {
  declare readonly overrides: Overrides;
  declare readonly parent: Frame | undefined;
  declare readonly snapshot: Snapshot;
  declare readonly held: readonly Held[] | undefined;

  constructor(overrides: Overrides, parent: Frame | undefined, held: readonly Held[] | undefined) {
    this.overrides = overrides;
    this.parent = parent;
    this.snapshot = takeSnapshot();
    this.held = held;
  }

  /** A wrapper answers to WRAPPED. */
  get(target: any, key: PropertyKey): unknown {
    return key === WRAPPED || target[key];
  }

  apply(target: AnyFunction, self: unknown, args: unknown[]): any {
    return enterChild(this, callKeepingLazy, target, self, args);
  }

  construct(target: AnyFunction, args: unknown[], newTarget: AnyFunction): any {
    return enterChild(this, constructKeepingLazy, target, newTarget, args);
  }
}

function enterChild(launch: Launch, call: Call, target: AnyFunction, self: unknown, args: unknown[]): any {
  const { snapshot, overrides, parent, held } = launch;
  const child = startChild(overrides, parent);
  return enter(snapshot, storage, child, held ? holding(forChild(held), call) : call, target, self, args);
}

export const launchHere = (): Launch =>
  new Launch(currentOverrides(), taskOf(storage.getStore()), holdAdopted());

const launchDetached = (): Launch => new Launch(detached(), undefined, emptyAdopted());

/**
 * `callback(...args)` as a child of what arrived with a payload, in the stores of whoever receives it; where nothing
 * did, as any child.
 */
export function callReceived(
  received: Overrides | undefined,
  callback: AnyFunction,
  self: unknown,
  args: unknown[],
): any {
  if (!received) return launchHere().apply(callback, self, args);
  checkArrived(received);
  return new Launch(received, undefined, holdAdopted(received)).apply(callback, self, args);
}
