/**
 * Is this launched by the first caller only, for all: under a flag, or as a promise that is kept? Whoever comes later
 * gets what the first one launched, so there is nobody whose overrides are right.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { DEEPEST_EXPRESSION } from '../bounds.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import {
  enclosingFunction,
  isFunction,
  isNothing,
  memberName,
  parentThrough,
  valueOf,
  walkFrom,
} from '../syntax/nodes.ts';
import { findValue } from '../syntax/scopes.ts';
import type { Node } from '../vocabulary/source.ts';
import { FunctionUses } from './function-uses.ts';

/** @returns what the first caller sets, as written: `this.scheduled`; undefined where each caller launches */
export function coalescedBy(resolver: Resolver, launch: Node): string | undefined {
  // A module loads once: whatever it tests, nobody comes later.
  return enclosingFunction(launch) && new Coalescing(resolver, launch).flag();
}

class Coalescing {
  readonly #resolver: Resolver;
  readonly #launch: Node;

  constructor(resolver: Resolver, launch: Node) {
    this.#resolver = resolver;
    this.#launch = launch;
  }

  flag(): string | undefined {
    for (let child = this.#launch, { parent } = child; parent; child = parent, parent = child.parent) {
      // `pending ??= new Promise((resolve) => setImmediate(resolve))` launches where it stands.
      if (isFunction(parent) && !isExecutor(parent)) return undefined;
      const flag = this.#flagAround(parent, child);
      if (flag) return this.#text(flag);
    }
    return undefined;
  }

  #flagAround(parent: Node, child: Node): Node | undefined {
    switch (parent.type) {
      case 'AssignmentExpression':
        return parent.right === child && (parent.operator === '??=' || parent.operator === '||=')
          ? this.#outliving(parent.left)
          : undefined;
      case 'IfStatement':
        return parent.consequent === child
          ? this.#find(emptyTests(parent.test), (flag) => this.#isSetIn(parent.consequent, flag))
          : undefined;
      case 'BlockStatement': {
        // `if (scheduled) return; scheduled = true; setImmediate(drain);`
        const at = parent.body.indexOf(child as TSESTree.Statement);
        const guards = parent.body.slice(0, at).flatMap((statement) => leavingTests(statement));
        return this.#find(guards, (flag) => parent.body.some((statement) => this.#sets(statement, flag)));
      }
      default:
        return undefined;
    }
  }

  #find(tested: readonly Node[], isSet: (flag: Node) => boolean): Node | undefined {
    for (const test of tested) {
      const flag = this.#outliving(test);
      if (flag && isSet(test)) return flag;
    }
    return undefined;
  }

  /** What is tested, if it lives longer than the call: a field, a variable of the module, a map's entry. */
  #outliving(tested: Node): Node | undefined {
    const node = valueOf(tested);
    if (node.type === 'CallExpression') {
      // `inFlight.has(key)`, `inFlight.get(key)`
      const callee = valueOf(node.callee);
      return callee.type === 'MemberExpression' && /^(?:get|has)$/.test(memberName(callee) ?? '')
        ? this.#outliving(callee.object)
        : undefined;
    }
    let root: Node = node;
    while (root.type === 'MemberExpression') root = valueOf(root.object);
    if (root.type === 'ThisExpression') return root === node ? undefined : node;
    if (root.type !== 'Identifier') return undefined;
    const binding = findValue(this.#resolver.source.scopeManager, root, root.name);
    if (binding === 'global') return node;
    const [definition] = binding.definitions;
    // `const pending = inFlight.get(key); if (!pending) ...`
    if (definition?.node.type === 'VariableDeclarator' && definition.node.init && root === node) {
      const init = valueOf(definition.node.init);
      const kept = init.type === 'CallExpression' ? this.#outliving(init) : undefined;
      if (kept) return kept;
    }
    if (!definition) return undefined;
    if (definition.type === 'Parameter') return root === node ? undefined : node;
    const home = enclosingFunction(definition.name);
    if (!home) return node;
    const isOuter = home !== enclosingFunction(this.#launch);
    const functions = new FunctionUses(this.#resolver, this.#launch, new Set());
    return isOuter && functions.leavingBetween(this.#launch, home) ? node : undefined;
  }

  /** Somewhere inside, without functions of its own. */
  #isSetIn(statement: Node, flag: Node): boolean {
    let found = false;
    walkFrom(statement, this.#resolver.source.visitorKeys, (node) => {
      found ||= this.#isWrite(node, flag);
    });
    return found;
  }

  #sets(statement: Node, flag: Node): boolean {
    return statement.type !== 'IfStatement' && this.#isSetIn(statement, flag);
  }

  #isWrite(node: Node, flag: Node): boolean {
    if (node.type === 'AssignmentExpression')
      return (
        this.#isSame(node.left, flag) &&
        node.operator === '=' &&
        !isEmpty(node.right) &&
        this.#isOfThisCall(node)
      );
    // `inFlight.set(key, launched)`
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
    const kept = this.#outliving(flag);
    return (
      memberName(node.callee) === 'set' &&
      kept !== undefined &&
      kept !== valueOf(flag) &&
      this.#isSame(node.callee.object, kept)
    );
  }

  /** A flag that the launched callback sets is set later. */
  #isOfThisCall(write: Node): boolean {
    return (
      enclosingFunction(write) === enclosingFunction(this.#launch) || write.range[0] < this.#launch.range[0]
    );
  }

  #isSame(a: Node, b: Node): boolean {
    return this.#text(a) === this.#text(b);
  }

  #text(node: Node): string {
    const { range } = valueOf(node);
    return this.#resolver.source.text.slice(range[0], range[1]).replaceAll(/\s+/g, '');
  }
}

function isExecutor(fn: Node): boolean {
  const { parent, child } = parentThrough(fn);
  return (
    parent?.type === 'NewExpression' &&
    parent.arguments[0] === child &&
    parent.callee.type === 'Identifier' &&
    parent.callee.name === 'Promise'
  );
}

function isEmpty(node: Node): boolean {
  const value = valueOf(node);
  return isNothing(value) || (value.type === 'Literal' && value.value === false);
}

/** What a condition finds empty: `!flag`, `flag === null`, `!a && !b`. */
function emptyTests(test: Node, depth = 0): Node[] {
  const node = valueOf(test);
  if (depth > DEEPEST_EXPRESSION) return [];
  if (node.type === 'UnaryExpression') return node.operator === '!' ? [node.argument] : [];
  if (node.type === 'LogicalExpression' && node.operator === '&&')
    return [...emptyTests(node.left, depth + 1), ...emptyTests(node.right, depth + 1)];
  const isEqual = node.type === 'BinaryExpression' && (node.operator === '===' || node.operator === '==');
  return isEqual && isEmpty(node.right) ? [node.left] : [];
}

/** `if (flag) return;`: what it finds set. */
function leavingTests(statement: Node): Node[] {
  if (statement.type !== 'IfStatement' || statement.alternate) return [];
  const { consequent, test } = statement;
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  if (last?.type !== 'ReturnStatement') return [];
  const node = valueOf(test);
  if (node.type === 'LogicalExpression' && node.operator === '||') return [node.left, node.right];
  return node.type === 'UnaryExpression' || node.type === 'BinaryExpression' ? [] : [node];
}
