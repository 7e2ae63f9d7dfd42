/**
 * How far does a value get that the file makes: a queue, a limiter, a Worker? It is followed by binding, from where it
 * is made, through names and functions of the file. What cannot be seen counts as a way out, so that "it stays" is sure.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { MOST_PLACES } from '../bounds.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { remembered } from '../memo.ts';
import { isValueOfPart, STORES_NOTHING } from '../names/value-places.ts';
import {
  enclosingFunction,
  isNothing,
  isPlain,
  memberName,
  parentThrough,
  valueOf,
} from '../syntax/nodes.ts';
import { findValue, type Definition } from '../syntax/scopes.ts';
import type { Node, VariableLike } from '../vocabulary/source.ts';
import { HANDLES, LOOKS_FOR, ONLY_LOOK, SAME_AGAIN, STARTS_NOTHING } from './members.ts';
import { isMixed, isPut, isWithin, placeOf } from './places.ts';
import { FunctionUses, isDiscarded } from './function-uses.ts';

/** The ways in which a value leaves the call that made it. */
export type WayOut =
  | 'exported'
  | 'returned'
  | 'in-a-field'
  | 'in-a-collection'
  | 'in-an-outer-variable'
  | 'passed'
  /** a variable or an expression that holds something else at another time */
  | 'one-of-several'
  /** a function uses it that others can call, here called by its name where it has one */
  | 'captured'
  | 'unseen';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

export interface Reach {
  /** The first way out, and where; absent where the value stays. */
  readonly out?: { readonly way: WayOut; readonly at: Node };
  /** The function whose one call has all uses of the value inside; absent for the module. */
  readonly home: Node | undefined;
  /** Does it get a name? */
  readonly isStored: boolean;
}

/** Of the runtime: which argument of it is called for what it returns. */
function makerOf(path: string): 0 | 1 | undefined {
  if (/\.spawnWith(?:out)?ParentOverrides$/.test(path)) return 0;
  return path.endsWith('.withParentOverridesPerCall') ? 1 : undefined;
}

const reaches = new WeakMap<Resolver, Map<Node, Reach>>();

/** Follows what `made`, an expression of the file, makes. Each launch asks it of its receiver, a Worker twice. */
export function reachOf(resolver: Resolver, made: Node): Reach {
  const known = remembered(reaches, resolver, () => new Map<Node, Reach>());
  return remembered(known, made, () => new ReachFinder(resolver, made).find());
}

class ReachFinder {
  readonly #resolver: Resolver;
  readonly #made: Node;
  readonly #variables = new Set<VariableLike>();
  /** The expressions that have the value where a name gets it. */
  readonly #written = new Set<Node>();
  /** Where the value is used so that something may start. */
  readonly #uses: Node[] = [];
  #home: Node | undefined;
  #out: Reach['out'];
  #places = 0;

  constructor(resolver: Resolver, made: Node) {
    this.#resolver = resolver;
    this.#made = made;
    this.#home = enclosingFunction(made);
  }

  find(): Reach {
    this.#follow(this.#made);
    const functions = new FunctionUses(this.#resolver, this.#made, this.#variables);
    for (const use of this.#uses) {
      if (this.#out) break;
      const leaving = functions.leavingBetween(use, this.#home);
      if (leaving) this.#leaves('captured', leaving);
    }
    return {
      ...(this.#out && { out: this.#out }),
      home: this.#home,
      isStored: this.#variables.size > 0,
    };
  }

  #leaves(way: WayOut, at: Node): void {
    this.#out ??= { way, at };
  }

  /** From an expression that has the value to whatever takes it. */
  #follow(expression: Node): void {
    let child = expression;
    for (let { parent } = child; parent && !this.#out; child = parent, parent = child.parent) {
      const isSame = isValueOfPart(parent, child);
      if (isSame === false) return;
      if (isSame) {
        if (isMixed(parent, child)) this.#leaves('one-of-several', parent);
        continue;
      }
      const next = this.#into(parent, child);
      if (!next) return;
      parent = next;
    }
  }

  /** What the node around does with the value. Returned is an expression that has it again. */
  #into(parent: Node, child: Node): Node | undefined {
    switch (parent.type) {
      case 'VariableDeclarator':
        if (parent.init === child) this.#stored(parent.id, child);
        return undefined;
      case 'AssignmentExpression':
        if (parent.right !== child) return undefined;
        if (isPlain(parent)) this.#stored(parent.left, child);
        // Of the statement itself nobody takes the value.
        return parentThrough(parent).parent?.type === 'ExpressionStatement' ? undefined : parent;
      case 'MemberExpression':
        return parent.object === child ? this.#member(parent) : undefined;
      case 'CallExpression':
      case 'NewExpression':
        if (parent.callee !== child) return this.#passed(parent, child);
        this.#uses.push(child);
        return undefined;
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
      case 'YieldExpression':
        return this.#returned(parent);
      case 'ExportDefaultDeclaration':
      case 'ExportSpecifier':
      case 'TSExportAssignment':
        this.#leaves('exported', parent);
        return undefined;
      case 'PropertyDefinition':
      case 'AccessorProperty':
        this.#leaves('in-a-field', parent);
        return undefined;
      case 'ArrayExpression':
      case 'Property':
      case 'SpreadElement':
        this.#leaves('in-a-collection', parent);
        return undefined;
      case 'JSXExpressionContainer':
      case 'JSXSpreadAttribute':
      case 'ThrowStatement':
        this.#leaves('passed', parent);
        return undefined;
      case 'AssignmentPattern':
        if (parent.right === child) this.#leaves('one-of-several', parent);
        return undefined;
      default:
        if (!STORES_NOTHING.has(parent.type) && !parent.type.startsWith('TS')) this.#leaves('unseen', parent);
        return undefined;
    }
  }

  /** What the function of `spawnWithParentOverrides`, or the second of `withParentOverridesPerCall`, returns, that gives. */
  #returned(from: Node): Node | undefined {
    const fn = from.type === 'ArrowFunctionExpression' ? from : enclosingFunction(from);
    const { parent, child } = fn ? parentThrough(fn) : {};
    if (fn && parent?.type === 'CallExpression') {
      const callee = this.#resolver.evaluate(parent.callee);
      const maker = callee?.kind === 'path' ? makerOf(callee.path) : undefined;
      if (maker !== undefined && parent.arguments[maker] === child) {
        if (this.#home === fn) this.#home = enclosingFunction(parent);
        return parent;
      }
    }
    if (!fn || !isDiscarded(this.#resolver, fn)) this.#leaves('returned', from);
    return undefined;
  }

  #stored(target: Node, written: Node): void {
    this.#written.add(written);
    const to = valueOf(target);
    if (to.type === 'Identifier') {
      const binding = findValue(this.#resolver.source.scopeManager, to, to.name);
      if (binding === 'global') this.#leaves('in-an-outer-variable', to);
      else this.#variable(binding.variable, binding.definitions);
    } else if (to.type === 'MemberExpression') this.#leaves(placeOf(to), to);
    else this.#leaves('unseen', to);
  }

  #variable(variable: VariableLike, definitions: readonly Definition[]): void {
    if (this.#variables.has(variable)) return;
    this.#variables.add(variable);
    const [definition] = definitions;
    if (!definition || definitions.length > 1) {
      this.#leaves('one-of-several', definition?.name ?? this.#made);
      return;
    }
    if (/^Export/.test(definition.node.parent?.parent?.type ?? '')) this.#leaves('exported', definition.name);
    const home = enclosingFunction(definition.name);
    // A name further out than all others so far: the value lives as long as that one.
    if (home !== this.#home && isWithin(this.#home, home)) this.#home = home;
    for (const reference of variable.references) {
      const at = reference.identifier as Node;
      if (++this.#places > MOST_PLACES) this.#leaves('unseen', at);
      if (this.#out) return;
      if (reference.isWrite() && !this.#isOwnWrite(reference.writeExpr as Node | null | undefined))
        this.#leaves('one-of-several', at);
      if (reference.isRead()) this.#follow(at);
    }
  }

  /** Does this write put the value there, or nothing? */
  #isOwnWrite(written: Node | null | undefined): boolean {
    return !written || isNothing(written) || this.#written.has(written);
  }

  #member(member: TSESTree.MemberExpression): Node | undefined {
    const name = memberName(member);
    const { parent, child } = parentThrough(member);
    const isCalled =
      (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') && parent.callee === child;
    if (name === undefined) {
      this.#leaves('unseen', member);
      return undefined;
    }
    if (!STARTS_NOTHING.has(name)) {
      this.#uses.push(member);
      // `xs.map(queue.add)`, `const { add } = queue`: who calls it does not show.
      if (!isCalled && parent?.type !== 'MemberExpression') this.#leaves('unseen', member);
    }
    return isCalled && SAME_AGAIN.has(name) ? parent : undefined;
  }

  /** A function of the file is followed into; what anybody else does with it cannot be seen. */
  #passed(call: Call, argument: Node): Node | undefined {
    const callee = valueOf(call.callee);
    const called = this.#resolver.evaluate(callee);
    const index = (call.arguments as readonly Node[]).indexOf(argument);
    const isPlaced = !call.arguments.slice(0, index).some(({ type }) => type === 'SpreadElement');
    const parameter = called?.kind === 'function' && isPlaced ? called.node.params[index] : undefined;
    if (called?.kind === 'path' && HANDLES.has(called.path)) return call;
    if (called?.kind === 'path' && ONLY_LOOK.has(called.path)) return undefined;
    const method = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
    if (called?.kind !== 'function' && LOOKS_FOR.has(method ?? '')) return undefined;
    if (called?.kind !== 'function' || parameter?.type !== 'Identifier') {
      this.#leaves(isPut(callee) ? 'in-a-collection' : 'passed', call);
      return undefined;
    }
    const binding = findValue(this.#resolver.source.scopeManager, called.node.body, parameter.name);
    if (binding === 'global') this.#leaves('unseen', call);
    else this.#parameter(binding.variable);
    return undefined;
  }

  /** What a helper does with its parameter: its other callers pass values of their own. */
  #parameter(variable: VariableLike): void {
    if (this.#variables.has(variable)) return;
    this.#variables.add(variable);
    for (const reference of variable.references) {
      if (reference.isWrite()) this.#leaves('one-of-several', reference.identifier as Node);
      if (this.#out) return;
      // Its home is the helper's call, which is inside of ours: what it captures there must stay there.
      const at = reference.identifier as Node;
      const before = this.#uses.length;
      this.#follow(at);
      const uses = this.#uses.splice(before);
      const functions = new FunctionUses(this.#resolver, this.#made, this.#variables);
      const fn = enclosingFunction(variable.defs[0]?.name as Node);
      for (const use of uses) {
        const leaving = functions.leavingBetween(use, fn);
        if (leaving) this.#leaves('captured', leaving);
      }
    }
  }
}
