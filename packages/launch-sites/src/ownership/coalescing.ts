/**
 * Is this launched by one caller for all: under a flag, for the first thing in a list, as a promise that is kept, or by
 * the last one, who clears the timers of the others? There is nobody then whose overrides are right.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Resolver } from '../evaluate/resolver.ts';
import { enclosingFunction, isFunction, lastName, parentThrough, valueOf } from '../syntax/nodes.ts';
import { findValue } from '../syntax/scopes.ts';
import type { Node } from '../vocabulary/source.ts';
import { emptyTests, fullTests, leavingTests, type Tested } from './coalescing-tests.ts';
import { SharedState } from './shared-state.ts';

/** What says who launches for all, as written, and which caller that is. */
export interface Coalesced {
  readonly text: string;
  readonly by: 'flag' | 'list' | 'last';
}

/** @returns undefined where each caller launches */
export function coalescedBy(resolver: Resolver, launch: Node): Coalesced | undefined {
  // A module loads once: whatever it tests, nobody comes later.
  return enclosingFunction(launch) && new Coalescing(resolver, launch).find();
}

class Coalescing {
  readonly #resolver: Resolver;
  readonly #launch: Node;
  readonly #shared: SharedState;

  constructor(resolver: Resolver, launch: Node) {
    this.#resolver = resolver;
    this.#launch = launch;
    this.#shared = new SharedState(resolver, launch);
  }

  find(): Coalesced | undefined {
    for (let child = this.#launch, { parent } = child; parent; child = parent, parent = child.parent) {
      // `pending ??= new Promise((resolve) => setImmediate(resolve))` launches where it stands.
      if (isFunction(parent) && !isExecutor(parent)) return undefined;
      const found = this.#around(parent, child);
      if (found) return { text: this.#shared.text(found.node), by: found.kind };
      const timer = this.#clearedBefore(parent, child);
      if (timer) return { text: this.#shared.text(timer), by: 'last' };
    }
    return undefined;
  }

  #around(parent: Node, child: Node): Tested | undefined {
    const scopes = this.#resolver.source.scopeManager;
    switch (parent.type) {
      case 'AssignmentExpression': {
        if (parent.right !== child || (parent.operator !== '??=' && parent.operator !== '||='))
          return undefined;
        const node = this.#shared.outliving(parent.left);
        return node && { kind: 'flag', node };
      }
      case 'IfStatement':
        return parent.consequent === child
          ? this.#find(emptyTests(scopes, parent.test), (flag) =>
              this.#shared.isSetIn(parent.consequent, flag),
            )
          : undefined;
      case 'LogicalExpression': {
        // `timer || (timer = setTimeout(flush))`, `timer = timer ?? setTimeout(flush)`
        if (parent.right !== child) return undefined;
        const tests = parent.operator === '&&' ? emptyTests : fullTests;
        const statement = statementOf(parent);
        return this.#find(tests(scopes, parent.left), (flag) => this.#shared.isSetIn(statement, flag));
      }
      case 'BlockStatement': {
        // `if (scheduled) return; scheduled = true; setImmediate(drain);`
        const at = parent.body.indexOf(child as TSESTree.Statement);
        const guards = parent.body.slice(0, at).flatMap((statement) => leavingTests(scopes, statement));
        return this.#find(guards, (flag) =>
          parent.body.some((statement) => this.#shared.sets(statement, flag)),
        );
      }
      default:
        return undefined;
    }
  }

  #find(tests: readonly Tested[], isSet: (flag: Node) => boolean): Tested | undefined {
    for (const { kind, node: tested } of tests) {
      const node = this.#shared.outliving(tested);
      if (
        node &&
        (kind === 'flag' ? isSet(tested) : this.#shared.isPutInto(tested) && !this.#isOwnCallback())
      )
        return { kind, node };
    }
    return undefined;
  }

  /** `clearTimeout(timer); timer = setTimeout(flush, 10);`: the last caller's is the one that stays. */
  #clearedBefore(parent: Node, child: Node): Node | undefined {
    const assignment = parentThrough(this.#launch).parent;
    if (parent.type !== 'BlockStatement' || assignment?.type !== 'AssignmentExpression') return undefined;
    const timer = this.#shared.outliving(assignment.left);
    const at = parent.body.indexOf(child as TSESTree.Statement);
    const isCleared = (node: Node): boolean =>
      node.type === 'CallExpression' &&
      /^clear(?:Immediate|Timeout)$/.test(lastName(node.callee) ?? '') &&
      node.arguments[0] !== undefined &&
      this.#shared.isSame(node.arguments[0], assignment.left);
    return timer &&
      parent.body.slice(0, at).some((statement) => this.#shared.has(statement, isCleared)) &&
      !this.#isOwnWork()
      ? timer
      : undefined;
  }

  #callback(): Node | undefined {
    const [first] = this.#launch.type === 'CallExpression' ? this.#launch.arguments : [];
    return first && valueOf(first);
  }

  /** Is what is launched given by this very caller? */
  #isOwnCallback(): boolean {
    const callback = this.#callback();
    return callback?.type === 'Identifier' && this.#isOfCall(callback);
  }

  /** Does it work on what this very caller brought? Then it is the caller's own work, though others' is given up for it. */
  #isOwnWork(): boolean {
    const callback = this.#callback();
    return (
      callback !== undefined &&
      ((this.#launch.type === 'CallExpression' && this.#launch.arguments.length > 2) ||
        this.#shared.has(callback, (node) => node.type === 'Identifier' && this.#isOfCall(node)))
    );
  }

  #isOfCall(name: TSESTree.Identifier): boolean {
    const binding = findValue(this.#resolver.source.scopeManager, name, name.name);
    const fn = enclosingFunction(this.#launch);
    return (
      binding !== 'global' &&
      binding.definitions.some((definition) =>
        definition.type === 'Parameter' ? definition.node === fn : enclosingFunction(definition.name) === fn,
      )
    );
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

function statementOf(node: Node): Node {
  let at = node;
  while (at.parent && !isFunction(at.parent) && !/Statement$|Declaration$/.test(at.type)) at = at.parent;
  return at;
}
