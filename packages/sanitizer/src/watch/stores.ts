/** Every store of the process, whoever made it: a `run`, `enterWith` or `exit` begins a task, a `getStore` is looked at. */
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import type { Activation } from './activation.ts';
import { batchOf, noteRead } from './batches.ts';
import { belongsTo, beginScope, type Context, OUTSIDE, type Scope, type Store } from './context.ts';
import { isDetached } from './detached.ts';
import { sight, sightShared } from './findings.ts';
import { standFor } from './look-native.ts';
import { isOfTestRunner } from './runners-own.ts';
import { readStack } from './stack.ts';
import { actualContext, enterWith, exit, followTurn, getStore, own, run, state } from './state.ts';
import { Stretch } from './stretch.ts';

type Body = (...args: unknown[]) => unknown;

export function watchStores(): void {
  const patched = {
    run(this: Store, value: unknown, body: Body, ...args: unknown[]): unknown {
      if (this === (own as unknown) || isOfTestRunner(this)) return run.call(this, value, body, ...args);
      const inner: Body = RUN_ENTERS ? () => aloud(body, args) : () => body(...args);
      return within(this, value, () =>
        RUN_ENTERS ? quietly(this, value, inner) : run.call(this, value, inner),
      );
    },
    exit(this: Store, body: Body, ...args: unknown[]): unknown {
      // Since Node 24 it is a `run`.
      if (EXIT_RUNS || isOfTestRunner(this)) return exit.call(this, body, ...args);
      return within(this, undefined, () => exit.call(this, body, ...args));
    },
    enterWith(this: Store, value: unknown): void {
      if (!quiet && this !== (own as unknown) && !isOfTestRunner(this)) enterFromHere(this, value);
      enterWith.call(this, value);
    },
    getStore(this: Store): unknown {
      const { current } = state;
      if (current !== undefined && this !== (own as unknown)) {
        const { actual, context, serving } = current;
        if (actual !== OUTSIDE || serving !== undefined || context !== actual) lookAt(this, current);
      }
      return getStore.call(this);
    },
  };
  replaceMethods(AsyncLocalStorage.prototype, patched);
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the resource as `this`
  const { runInAsyncScope } = AsyncResource.prototype;
  replaceMethods(AsyncResource.prototype, {
    runInAsyncScope(this: AsyncResource, body: Body, self: unknown, ...args: unknown[]): unknown {
      const { outer } = state;
      state.outer = state.current ?? state.turn;
      try {
        return runInAsyncScope.call(this, body, self, ...args);
      } finally {
        state.outer = outer;
      }
    },
  });
}

function replaceMethods(
  prototype: object,
  methods: Readonly<Record<string, (...args: never[]) => unknown>>,
): void {
  for (const [name, method] of Object.entries(methods)) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    const original = descriptor?.value as object | undefined;
    if (original === undefined) continue;
    standFor(method, original);
    Object.defineProperty(prototype, name, { ...descriptor, value: method });
  }
}

/** Since Node 24 `run` enters its value and then the one before, with methods that are ours by now. */
const RUN_ENTERS = sourceOf(run).includes('enterWith');
const EXIT_RUNS = sourceOf(exit).includes('.run(');
let quiet = false;

function sourceOf(method: unknown): string {
  return Function.prototype.toString.call(method);
}

function quietly(store: Store, value: unknown, body: Body): unknown {
  quiet = true;
  try {
    return run.call(store, value, body);
  } finally {
    quiet = false;
  }
}

function aloud(body: Body, args: unknown[]): unknown {
  quiet = false;
  try {
    return body(...args);
  } finally {
    quiet = true;
  }
}

/** `body` in a new task of `store`. */
function within(store: Store, value: unknown, body: () => unknown): unknown {
  state.armed = true;
  const actual = actualContext();
  const { current } = state;
  const [scope, next, context, origin] = contextsWith(store, value, actual, current);
  state.current = new Stretch(scope, current, next, context, origin);
  try {
    return run.call(own, next, body);
  } finally {
    state.current = current;
  }
}

/** The rest of this turn in a new task of `store`. */
function enterFromHere(store: Store, value: unknown): void {
  state.armed = true;
  const actual = actualContext();
  const { current } = state;
  const [, next, context, origin] = contextsWith(store, value, actual, current);
  enterWith.call(own, next);
  const running = current ?? state.turn;
  if (running?.actual !== actual || running === state.outer) return;
  // What it does from here on is no work that it began with.
  batchOf(running);
  running.actual = next;
  running.context = context;
  running.origin = origin;
  running.entered = true;
  followTurn(running);
}

/** What the program then has, what it ought to have, and whose mistake the difference is. */
function contextsWith(
  store: Store,
  value: unknown,
  actual: Context,
  current: Activation | undefined,
): [scope: Scope, actual: Context, context: Context, origin: Activation | undefined] {
  const here = current?.actual === actual ? current : undefined;
  const meant = here?.context ?? actual;
  const scope = beginScope(store, value, meant.scopes.get(store), placeOf(current));
  const detaches = isDetached(value);
  const next = actual.with(scope, detaches || actual.detached);
  if (detaches || state.detaching === actual) state.detaching = next;
  return meant === actual ? [scope, next, next, undefined] : [scope, next, meant.with(scope), here?.origin];
}

/** A stack is dear, so one is taken for each function that enters a store, and some for what is no function of ours. */
const places = new Map<string, NonNullable<Scope['begun']>>();
const MOST_PLACES = 200;
let elsewhere = 0;

function placeOf(current: Activation | undefined): Scope['begun'] {
  const key =
    current === undefined || current instanceof Stretch ? `elsewhere ${++elsewhere}` : String(current.site);
  let place = places.get(key);
  if (place === undefined && places.size < MOST_PLACES) places.set(key, (place = { stack: readStack() }));
  return place;
}

let looking = false;

/** A read, in a run that has not what it ought to have, or that may be for several. */
function lookAt(store: Store, current: Activation): void {
  if (looking || actualContext() !== current.actual) return;
  const expected = current.context.scopes.get(store);
  const actual = current.actual.scopes.get(store);
  // What a report needs may read a store itself.
  looking = true;
  try {
    if (!belongsTo(actual, expected) && expected !== undefined) sight(current, store, expected, actual);
    if (actual !== undefined) noteRead(current, store);
    if (current.serving !== undefined) sightShared(current, current.serving, store, actual);
  } finally {
    looking = false;
  }
}
