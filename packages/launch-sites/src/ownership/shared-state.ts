/** What a launch tests and sets that lives longer than its call, so that other callers find it so. */
import type { Resolver } from '../evaluate/resolver.ts';
import { PUT_METHODS } from '../names/known-functions.ts';
import { enclosingFunction, isInside, memberName, valueOf, walkFrom } from '../syntax/nodes.ts';
import { findValue } from '../syntax/scopes.ts';
import type { Node } from '../vocabulary/source.ts';
import { isEmpty } from './coalescing-tests.ts';
import { FunctionUses } from './function-uses.ts';

export class SharedState {
  readonly #resolver: Resolver;
  readonly #launch: Node;

  constructor(resolver: Resolver, launch: Node) {
    this.#resolver = resolver;
    this.#launch = launch;
  }

  /** What is tested, if it lives longer than the call: a field, a variable of the module, a map's entry. */
  outliving(tested: Node): Node | undefined {
    const node = valueOf(tested);
    if (node.type === 'CallExpression') {
      // `inFlight.has(key)`, `inFlight.get(key)`
      const callee = valueOf(node.callee);
      return callee.type === 'MemberExpression' && /^(?:get|has)$/.test(memberName(callee) ?? '')
        ? this.outliving(callee.object)
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
      const kept = init.type === 'CallExpression' ? this.outliving(init) : undefined;
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
  isSetIn(statement: Node, flag: Node): boolean {
    return this.has(statement, (node) => this.#isWrite(node, flag));
  }

  sets(statement: Node, flag: Node): boolean {
    return statement.type !== 'IfStatement' && this.isSetIn(statement, flag);
  }

  has(root: Node, accepts: (node: Node) => boolean): boolean {
    let found = false;
    walkFrom(root, this.#resolver.source.visitorKeys, (node) => {
      found ||= accepts(node);
    });
    return found;
  }

  #isWrite(node: Node, flag: Node): boolean {
    if (node.type === 'AssignmentExpression')
      return (
        this.isSame(node.left, flag) &&
        node.operator === '=' &&
        !isEmpty(node.right) &&
        this.#isOfThisCall(node)
      );
    // `inFlight.set(key, launched)`
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
    const kept = this.outliving(flag);
    return (
      memberName(node.callee) === 'set' &&
      kept !== undefined &&
      kept !== valueOf(flag) &&
      this.isSame(node.callee.object, kept)
    );
  }

  /** A flag that the launched callback sets is set later. */
  #isOfThisCall(write: Node): boolean {
    return (
      enclosingFunction(write) === enclosingFunction(this.#launch) || write.range[0] < this.#launch.range[0]
    );
  }

  /** `if (jobs.length === 0) setImmediate(drain); jobs.push(job);`: what comes later finds the list filled. */
  isPutInto(list: Node): boolean {
    const fn = enclosingFunction(this.#launch);
    return (
      fn !== undefined &&
      this.has(fn, (node) => {
        if (node.type !== 'CallExpression' || enclosingFunction(node) !== fn) return false;
        const callee = valueOf(node.callee);
        return (
          callee.type === 'MemberExpression' &&
          PUT_METHODS.has(memberName(callee) ?? '') &&
          this.isSame(callee.object, list) &&
          !this.#isOtherBranch(node)
        );
      })
    );
  }

  /** `if (waiting.length === 0) setImmediate(job); else waiting.push(job);` */
  #isOtherBranch(node: Node): boolean {
    for (let at = node; at.parent; at = at.parent)
      if (at.parent.type === 'IfStatement' && at.parent.test !== at && isInside(this.#launch, at.parent))
        return !isInside(this.#launch, at) && !isInside(this.#launch, at.parent.test);
    return false;
  }

  isSame(a: Node, b: Node): boolean {
    return this.text(a) === this.text(b);
  }

  text(node: Node): string {
    const { range } = valueOf(node);
    return this.#resolver.source.text.slice(range[0], range[1]).replaceAll(/\s+/g, '');
  }
}
