/**
 * Which task a piece of code runs in. A task begins where a store is entered (`run`, `enterWith`, `exit`), and each
 * store has tasks of its own: that a logger's store was entered says nothing about the tenant's.
 */
import type { AsyncLocalStorage } from 'node:async_hooks';

export type Store = AsyncLocalStorage<unknown>;

/** A task, seen from one store: from a `run` or `enterWith` of that store to its end. */
export interface Scope {
  readonly store: Store;
  readonly value: unknown;
  /** The scope that was meant to be current when this one began. */
  readonly parent: Scope | undefined;
  readonly depth: number;
  /** Its earlier ancestors were forgotten. */
  readonly cut: boolean;
  /** Counts the scopes of the process, for people to tell two of them apart. */
  readonly id: number;
  /** A stack that shows where it began. One is kept for each place that begins scopes. */
  readonly begun: { readonly stack: string } | undefined;
  /** Whether a library began it, around the very callback that it called. Found out when somebody asks. */
  chosen?: boolean;
}

/** What a flow of control sees: the scope of each store. Never changed, so that two are the same if they are one. */
export class Context {
  readonly scopes: ReadonlyMap<Store, Scope>;
  /** Whether this flow of control was detached from its maker on purpose. */
  readonly detached: boolean;
  private entered: Context | undefined;
  private told: Context | undefined;

  constructor(scopes: ReadonlyMap<Store, Scope>, detached = false) {
    this.scopes = scopes;
    this.detached = detached;
  }

  with(scope: Scope, detached = this.detached): Context {
    return new Context(new Map(this.scopes).set(scope.store, scope), detached);
  }

  /**
   * The context that code ought to have that was made in this one and runs in `actual`: `actual` itself where that
   * belongs to a task that made it or to one below, else the scope that it was made in.
   * @returns `actual`, the same object, when all is well
   */
  intendedIn(actual: Context): Context {
    if (this === actual || this.scopes.size === 0) return actual;
    // The same question comes again and again: a task's callbacks run in few contexts.
    if (this.entered === actual && this.told !== undefined) return this.told;
    let scopes: Map<Store, Scope> | undefined;
    for (const [store, scope] of this.scopes) {
      const now = actual.scopes.get(store);
      if (belongsTo(now, scope)) continue;
      scopes ??= new Map(actual.scopes);
      scopes.set(store, scope);
    }
    const told = scopes === undefined ? actual : new Context(scopes);
    this.entered = actual;
    this.told = told;
    return told;
  }
}

export const OUTSIDE = new Context(new Map());

/** Beyond this many scopes within each other the oldest are forgotten, or a loop of `enterWith` would keep them all. */
const DEEPEST = 512;

let scopesBegun = 0;

export function beginScope(
  store: Store,
  value: unknown,
  parent: Scope | undefined,
  begun: Scope['begun'],
): Scope {
  const cut = parent !== undefined && parent.depth >= DEEPEST;
  return {
    store,
    value,
    begun,
    cut: cut || (parent?.cut ?? false),
    parent: cut ? undefined : parent,
    depth: cut || parent === undefined ? 0 : parent.depth + 1,
    id: ++scopesBegun,
  };
}

/** Whether `now` is `made`, or a scope within it, or holds the very same value: then nobody can tell them apart. */
export function belongsTo(now: Scope | undefined, made: Scope | undefined): boolean {
  if (made === undefined) return true;
  if (Object.is(now?.value, made.value)) return true;
  let scope = now;
  for (; scope !== undefined; scope = scope.parent) {
    if (scope === made) return true;
    if (scope.parent === undefined) return scope.cut;
  }
  return false;
}

/** Whether `now` was begun in `made`, and is not the same. */
export function isBegunIn(now: Scope | undefined, made: Scope | undefined): boolean {
  if (made === undefined) return false;
  for (let scope = now?.parent; scope !== undefined; scope = scope.parent) if (scope === made) return true;
  return false;
}

/** Whether all of a context's scopes belong to those of another. */
export function contextBelongsTo(now: Context, made: Context): boolean {
  return made.intendedIn(now) === now;
}
