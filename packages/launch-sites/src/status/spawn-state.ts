/** Is a construction, a `new Worker(...)`, already inside a spawn wrapper? */
import type { Wrappers } from './wrappers.ts';
import type { WrapperPair } from './question.ts';
import type { Node } from '../vocabulary/source.ts';
import { isExportedName, ownName } from '../syntax/own-name.ts';
import { findValue, isReassigned } from '../syntax/scopes.ts';
import { enclosingFunction, isFunction, parentThrough, type FunctionNode } from '../syntax/nodes.ts';

/**
 * Is this construction inside the function given to `spawnWithParentOverrides`? That function must be
 * synchronous: what it constructs after an `await` is constructed outside.
 */
export function spawnState(
  wrappers: Wrappers,
  node: Node,
  pair: WrapperPair,
): 'wrapped' | 'detached' | 'unwrapped' | 'suspended' {
  const fn = enclosingFunction(node);
  if (!fn || !isFunction(fn)) return 'unwrapped';
  const state = asCreate(wrappers, fn, pair) ?? createdByName(wrappers, fn, pair) ?? 'unwrapped';
  return state !== 'unwrapped' && (fn.async || fn.generator) ? 'suspended' : state;
}

function asCreate(wrappers: Wrappers, fn: Node, pair: WrapperPair): 'wrapped' | 'detached' | undefined {
  const { parent, child } = parentThrough(fn);
  return parent?.type === 'CallExpression' && parent.arguments[0] === child
    ? wrappers.wrapperOf(parent, pair)
    : undefined;
}

/** `const create = () => new Worker(...)`, used for nothing but `spawnWithParentOverrides(create)`. */
function createdByName(
  wrappers: Wrappers,
  fn: FunctionNode,
  pair: WrapperPair,
): 'wrapped' | 'detached' | undefined {
  const name = ownName(fn);
  // What the module exports can be called by anybody.
  if (!name || isExportedName(name)) return undefined;
  const binding = findValue(wrappers.resolver.source.scopeManager, name.parent.parent ?? name, name.name);
  if (binding === 'global' || isReassigned(binding.variable)) return undefined;
  const uses = binding.variable.references
    .filter((reference) => reference.isRead())
    .map((reference) => asCreate(wrappers, reference.identifier as Node, pair));
  const [first] = uses;
  return first && uses.every((use) => use === first) ? first : undefined;
}
