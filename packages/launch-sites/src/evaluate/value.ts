/**
 * What an expression can hold.
 *
 * A value that comes from outside the file is a path (which is never a place on disk): `m:timers#.setImmediate` (module), `g:setImmediate`
 * (global), then steps: `.member`, `|new` (constructed), `|call` (called), `|each` (an element). The launcher table is compiled to the
 * same paths, so recognising a launcher is one look-up. Values made in the file stay syntax.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, Source } from '../vocabulary/source.ts';
import type { ClassNode, FunctionNode } from '../syntax/nodes.ts';

export type Value =
  | {
      readonly kind: 'path';
      readonly path: string;
      /** Further paths that it may be instead: `setImmediate ?? setTimeout`. */
      readonly or?: readonly string[];
      /** The `new` or call expression that made the value: its arguments name a pool's worker file. */
      readonly created?: TSESTree.NewExpression | TSESTree.CallExpression;
      /** The module that `created` stands in, where that is another one. */
      readonly createdIn?: Source;
      /** Set by `.bind(object)`: the method keeps its `this`. */
      readonly bound?: true;
    }
  | { readonly kind: 'function'; readonly node: FunctionNode }
  | { readonly kind: 'class'; readonly node: ClassNode }
  | { readonly kind: 'instance'; readonly of: ClassNode; readonly created?: TSESTree.NewExpression }
  | { readonly kind: 'object'; readonly node: TSESTree.ObjectExpression }
  /** An object whose type is written in the file, with the types that an interface extends. */
  | { readonly kind: 'shape'; readonly members: readonly Node[]; readonly bases?: readonly Node[] }
  /** A function of which only its type is known: what it returns. */
  | { readonly kind: 'callable'; readonly returns: TSESTree.TypeNode | undefined }
  /** Many of one kind; `node` is the type or the expression that makes it. `entry`: key and value of a map. */
  | { readonly kind: 'container'; readonly form: 'list' | 'map' | 'record' | 'entry'; readonly node: Node }
  /** A namespace of the file, by its dotted name. */
  | { readonly kind: 'namespace'; readonly name: string }
  /** The answer is being looked for already: `queue = queue ?? new PQueue()`. It adds no value of its own. */
  | { readonly kind: 'cycle' };

export const CYCLE: Value = { kind: 'cycle' };

const GLOBAL_OBJECTS = new Set(['g:globalThis', 'g:global', 'g:window', 'g:self']);

/** A module's name without the prefix that Node's own may have. */
export function moduleName(module: string): string {
  return module.replace(/^node:/, '');
}

/** The path of a module (its default export is the same path) or of one of its exports. */
export function modulePath(module: string, exportName?: string): string {
  const base = `m:${moduleName(module)}#`;
  return exportName === undefined || exportName === 'default' ? base : `${base}.${exportName}`;
}

export type PathValue = Extract<Value, { kind: 'path' }>;

/** The same step from each path that a value may be. */
export function stepped(
  { path, or, created, createdIn }: PathValue,
  step: (path: string) => string,
): PathValue {
  return {
    kind: 'path',
    path: step(path),
    ...(or && { or: or.map(step) }),
    ...(created && { created }),
    ...(createdIn && { createdIn }),
  };
}

/** What is made of a value by `new` or by a call, at this place of the file. */
export function madeBy(
  value: PathValue,
  step: '|new' | '|call',
  created: NonNullable<PathValue['created']>,
): PathValue {
  const { createdIn: _, ...made } = stepped(value, (path) => `${path}${step}`);
  return { ...made, created };
}

export function memberPath(path: string, name: string): string {
  if (GLOBAL_OBJECTS.has(path)) return `g:${name}`;
  // A default export and the module itself are one: which of them `require` gives depends on the interop.
  return name === 'default' && path.startsWith('m:') && path.endsWith('#') ? path : `${path}.${name}`;
}

/**
 * The one value that all of these are; undefined where one is unknown or another. This is the strictest of three: a
 * container's elements, or what several writes leave in a member.
 */
export function allSame(values: readonly (Value | undefined)[]): Value | undefined {
  const value = allKnown(values);
  return value?.kind === 'path' && value.or ? undefined : value;
}

/** What a member holds: given once, whatever that is, as a variable would; given several times, all must be the same. */
export function heldValue(values: readonly (Value | undefined)[]): Value | undefined {
  return values.length === 1 ? values[0] : allSame(values);
}

/**
 * The same thing, or one of several paths; undefined where one is unknown. For what one variable or field holds at
 * different times, and what a function returns at one place or another.
 */
export function allKnown(all: readonly (Value | undefined)[]): Value | undefined {
  const values = all.filter((value) => value?.kind !== 'cycle');
  if (values.length === 0) return all[0];
  const [first] = values;
  if (!first) return undefined;
  if (values.every((value) => sameValue(value, first))) return first;
  const paths = values.flatMap((value) => (value?.kind === 'path' ? [value] : []));
  if (first.kind !== 'path' || paths.length < values.length) return undefined;
  const others = new Set(paths.flatMap(({ path, or = [] }) => [path, ...or]));
  others.delete(first.path);
  return { kind: 'path', path: first.path, or: [...others] };
}

/**
 * What a choice gives, `c ? a : b`. Where one side is a container of the file's own, whose methods may have the same
 * names, nobody knows what `add` is.
 */
export function chosen(values: readonly (Value | undefined)[]): Value | undefined {
  return values.some((value) => value?.kind === 'container') ? allKnown(values) : anyKnown(values);
}

/**
 * What is known of alternatives at one place (`a ?? b`): unknown ones do not count, and paths count more than what the
 * file makes. In `options.queue ?? new PQueue()` the default says what the option is.
 */
export function anyKnown(values: readonly (Value | undefined)[]): Value | undefined {
  const known = values.filter((value) => value !== undefined);
  const paths = known.filter((value) => value.kind === 'path');
  return allKnown(paths.length > 0 ? paths : known);
}

export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (!a || !b || a.kind !== b.kind) return false;
  if (a.kind === 'path') return a.path === (b as typeof a).path;
  if (a.kind === 'instance') return a.of === (b as typeof a).of;
  if (a.kind === 'shape') return a.members === (b as typeof a).members;
  if (a.kind === 'callable') return a.returns === (b as typeof a).returns;
  if (a.kind === 'cycle') return true;
  if (a.kind === 'namespace') return a.name === (b as typeof a).name;
  return a.node === (b as typeof a).node;
}

export type Container = Extract<Value, { kind: 'container' }>;

/** The types and classes whose instances hold many of one kind. */
export const CONTAINER_FORMS: ReadonlyMap<string, Container['form']> = new Map([
  ['Array', 'list'],
  ['ReadonlyArray', 'list'],
  ['Set', 'list'],
  ['ReadonlySet', 'list'],
  ['WeakSet', 'list'],
  ['Map', 'map'],
  ['ReadonlyMap', 'map'],
  ['WeakMap', 'map'],
  ['Record', 'record'],
]);
