/** Which list is this? What several functions of a file fill and empty has one key, however each of them gets at it. */
import { DEEPEST_EXPRESSION } from '../bounds.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { thisValue } from '../evaluate/this-value.ts';
import { Keys } from '../memo.ts';
import {
  isClass,
  isFunction,
  memberName,
  returnedExpressions,
  valueOf,
  type ClassNode,
} from '../syntax/nodes.ts';
import { patternSteps, rootPattern } from '../syntax/patterns.ts';
import { constantBehind, findValue } from '../syntax/scopes.ts';
import type { Node } from '../vocabulary/source.ts';

/** Stands for one list: compared by identity. */
export type ListKey = object;

/** The step from a map or a list of lists to one of those. */
const EACH = '[]';

export class Lists {
  readonly #resolver: Resolver;
  readonly #keys = new Keys<object, string>();

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
  }

  /** The lists that an expression may be: several where it chooses one. */
  keysOf(expression: Node, depth = 0): readonly ListKey[] {
    const node = valueOf(expression);
    if (depth > DEEPEST_EXPRESSION) return [];
    const next = (inner: Node): readonly ListKey[] => this.keysOf(inner, depth + 1);
    switch (node.type) {
      case 'ThisExpression':
        return [this.#ownerOfThis(node)];
      case 'Identifier':
        return this.#named(node, depth);
      case 'MemberExpression':
        return next(node.object).map((owner) =>
          this.#keys.of(owner, memberName(node)?.replace('#', '') ?? EACH),
        );
      case 'CallExpression': {
        const callee = valueOf(node.callee);
        return callee.type === 'MemberExpression' && memberName(callee) === 'get'
          ? next(callee.object).map((owner) => this.#keys.of(owner, EACH))
          : returnedBy(this.#resolver, callee).flatMap(next);
      }
      case 'ConditionalExpression':
        return [...next(node.consequent), ...next(node.alternate)];
      case 'LogicalExpression':
        return [...next(node.left), ...next(node.right)];
      case 'AssignmentExpression':
        return next(node.left);
      default:
        return [];
    }
  }

  #named(node: Node & { readonly name: string }, depth: number): readonly ListKey[] {
    const binding = findValue(this.#resolver.source.scopeManager, node, node.name);
    if (binding === 'global') return [];
    const [definition] = binding.definitions;
    const own = [binding.variable];
    if (definition?.node.type !== 'VariableDeclarator') return own;
    const { id, init, parent } = definition.node;
    const root = rootPattern(definition.name);
    if (parent.parent.type === 'ForOfStatement' && root === id && root === definition.name) {
      const all = this.keysOf(parent.parent.right, depth + 1);
      return all.length > 0 ? all.map((owner) => this.#keys.of(owner, EACH)) : own;
    }
    if (!init) return own;
    const steps = root === definition.name ? [] : patternSteps(id, definition.name);
    const from = steps && this.keysOf(init, depth + 1);
    if (!from || from.length === 0) return own;
    return from.map((owner) => steps.reduce<object>((key, step) => this.#keys.of(key, step), owner));
  }

  /** Of classes of the file that extend each other, the last one; where nobody knows whose `this` it is, all are one. */
  #ownerOfThis(node: Node): object {
    const value = thisValue(this.#resolver, node);
    if (value?.kind === 'instance') return baseOf(this.#resolver, value.of);
    if (value?.kind === 'class') return this.#keys.of(baseOf(this.#resolver, value.node), 'static');
    return value?.kind === 'object' ? value.node : this.#resolver.source.ast;
  }
}

/** What a function of the file gives: `queueOf(key)`, which looks for the list, or makes it. */
function returnedBy(resolver: Resolver, callee: Node): readonly Node[] {
  const value = resolver.evaluate(callee);
  if (value?.kind !== 'function' || value.node.async || value.node.generator) return [];
  return returnedExpressions(value.node, resolver.source.visitorKeys);
}

function baseOf(resolver: Resolver, node: ClassNode): ClassNode {
  const seen = new Set<ClassNode>();
  for (let at = node; ;) {
    seen.add(at);
    const base = at.superClass && resolver.evaluate(at.superClass);
    if (base?.kind !== 'class' || seen.has(base.node)) return at;
    at = base.node;
  }
}

const ALIASES: ReadonlySet<string> = new Set([
  ...['CallExpression', 'Identifier', 'LogicalExpression', 'MemberExpression', 'ThisExpression'],
]);

/** The function whose variable holds the list, or holds what has it; undefined for the module. `this` is of no function. */
export function homeOf(resolver: Resolver, list: Node): Node | 'this' | undefined {
  let root = valueOf(list);
  for (let passed = 0; passed < DEEPEST_EXPRESSION; passed++) {
    const behind =
      root.type === 'Identifier' ? constantBehind(resolver.source.scopeManager, root) : undefined;
    if (root.type === 'MemberExpression') root = valueOf(root.object);
    else if (root.type === 'CallExpression')
      root = valueOf(returnedBy(resolver, root.callee)[0] ?? root.callee);
    else if (root.type === 'AssignmentExpression' || root.type === 'LogicalExpression')
      root = valueOf(root.left);
    // `const list = this.lists.get(key) ?? []`, `const self = this`
    else if (behind && ALIASES.has(valueOf(behind).type)) root = valueOf(behind);
    else break;
  }
  if (root.type !== 'Identifier') return 'this';
  const binding = findValue(resolver.source.scopeManager, root, root.name);
  if (binding === 'global') return 'this';
  const [definition] = binding.definitions;
  // Where a parameter or a part of something else comes from does not show.
  if (definition?.type === 'Parameter') return 'this';
  if (definition?.node.type === 'VariableDeclarator' && definition.node.id !== definition.name) return 'this';
  for (let at: Node | null | undefined = definition?.name.parent; at; at = at.parent)
    if (isFunction(at) || isClass(at)) return at;
  return undefined;
}
