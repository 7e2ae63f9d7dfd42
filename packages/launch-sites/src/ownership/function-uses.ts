/** Can a function of the file be called by others than the call it is declared in? By binding, in this file alone. */
import { MOST_PLACES } from '../bounds.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { STORES_NOTHING } from '../names/value-places.ts';
import {
  enclosingFunction,
  isFunction,
  lastName,
  memberName,
  parentThrough,
  valueOf,
  type FunctionNode,
} from '../syntax/nodes.ts';
import { findValue } from '../syntax/scopes.ts';
import type { Node, VariableLike } from '../vocabulary/source.ts';

/**
 * Methods that call what they are given before they return, or in the context of whoever gave it: those of lists and
 * promises. By name: what else is called so gets elements or a value, and keeps nothing.
 */
const CALLS_FOR_ITS_CALLER = new Set([
  ...['catch', 'each', 'every', 'filter', 'finally', 'find', 'findIndex', 'findLast', 'flatMap', 'forEach'],
  ...['from', 'map', 'reduce', 'reduceRight', 'replace', 'replaceAll', 'some', 'sort', 'then', 'times'],
]);

export const TIMERS =
  /^(?:(?:g:|m:timers#\.)set(?:Immediate|Timeout|Interval)|g:queueMicrotask|[gm]:process#?\.nextTick)$/;
const WRAPPERS = /\.with(?:out)?ParentOverrides$/;
const PER_CALL = /\.withParentOverridesPerCall$/;

/** Places that store no value in the file, and give a function to others. */
const HANDS_ON = new Set([
  'JSXExpressionContainer',
  'MethodDefinition',
  'TaggedTemplateExpression',
  'ThrowStatement',
]);

/** Is what this function returns thrown away by whoever calls it? */
export function isDiscarded(resolver: Resolver, fn: Node): boolean {
  const { parent, child } = parentThrough(fn);
  if (
    parent?.type === 'CallExpression' &&
    parent.arguments[0] === child &&
    isWrapper(resolver, parent.callee)
  )
    return isDiscarded(resolver, parent);
  if (
    (parent?.type !== 'CallExpression' && parent?.type !== 'NewExpression') ||
    parent.arguments[0] !== child
  )
    return parent?.type === 'CallExpression' && LISTENS.test(calledName(parent.callee));
  const value = resolver.evaluate(parent.callee);
  const path = value?.kind === 'path' ? value.path : '';
  if (parent.type === 'NewExpression') return path === 'g:Promise';
  return TIMERS.test(path) || calledName(parent.callee) === 'forEach';
}

/** What comes out of a wrapper is the function again. */
function isWrapper(resolver: Resolver, callee: Node): boolean {
  const value = resolver.evaluate(callee);
  return value?.kind === 'path' && WRAPPERS.test(value.path);
}

const LISTENS = /^(?:addEventListener|addListener|on|once)$/;

function calledName(callee: Node): string {
  return lastName(callee) ?? '';
}

export class FunctionUses {
  readonly #resolver: Resolver;
  readonly #made: Node;
  /** The names of the value that is followed: what is given to it, or to a method of it, does not get further. */
  readonly #own: ReadonlySet<VariableLike>;
  readonly #leaves = new Map<Node, boolean>();
  #places = 0;

  constructor(resolver: Resolver, made: Node, own: ReadonlySet<VariableLike>) {
    this.#resolver = resolver;
    this.#made = made;
    this.#own = own;
  }

  /** The first function around `node`, from inside to `home`, that others can call. */
  leavingBetween(node: Node, home: Node | undefined): Node | undefined {
    for (let fn = enclosingFunction(node); fn && fn !== home; fn = enclosingFunction(fn))
      if (this.#mayBeCalledByOthers(fn, home)) return fn;
    return undefined;
  }

  #mayBeCalledByOthers(fn: Node, home: Node | undefined): boolean {
    const known = this.#leaves.get(fn);
    if (known !== undefined) return known;
    // A function that is reached through itself adds no caller.
    this.#leaves.set(fn, false);
    const leaves = !isFunction(fn) || this.#leavesByName(fn, home) || this.#leavesAsValue(fn, home);
    this.#leaves.set(fn, leaves);
    return leaves;
  }

  #leavesByName(fn: FunctionNode, home: Node | undefined): boolean {
    if (fn.type !== 'FunctionDeclaration') return false;
    if (!fn.id || /^Export/.test(fn.parent.type)) return true;
    const binding = findValue(this.#resolver.source.scopeManager, fn.parent, fn.id.name);
    return binding === 'global' || this.#leavesAsVariable(binding.variable, home);
  }

  #leavesAsVariable(variable: VariableLike, home: Node | undefined): boolean {
    return variable.references.some((reference) => {
      const at = reference.identifier as Node;
      if (++this.#places > MOST_PLACES) return true;
      if (!reference.isRead()) return false;
      return this.#leavesAsValue(at, home) || this.leavingBetween(at, home) !== undefined;
    });
  }

  /** What is done with an expression that has the function as its value. */
  #leavesAsValue(expression: Node, home: Node | undefined): boolean {
    if (expression.type === 'FunctionDeclaration') return false;
    const { parent, child } = parentThrough(expression);
    switch (parent?.type) {
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee === child
          ? parent.type === 'NewExpression'
          : this.#leavesAsArgument(parent, child, home);
      case 'VariableDeclarator':
      case 'AssignmentExpression': {
        const name = parent.type === 'VariableDeclarator' ? parent.id : parent.left;
        if (name.type !== 'Identifier') return true;
        if (parent.type === 'VariableDeclarator' && /^Export/.test(parent.parent.parent.type)) return true;
        const binding = findValue(this.#resolver.source.scopeManager, name, name.name);
        if (binding === 'global') return true;
        const isNewName = !this.#leaves.has(name);
        this.#leaves.set(name, false);
        return isNewName && this.#leavesAsVariable(binding.variable, home);
      }
      // `f.name`, `f.call(x)`
      case 'MemberExpression':
        return parent.object !== child;
      case 'ExportDefaultDeclaration':
      case 'ExportSpecifier':
        return true;
      default:
        return !parent || !STORES_NOTHING.has(parent.type) || HANDS_ON.has(parent.type);
    }
  }

  #leavesAsArgument(
    call: Node & { readonly type: string; readonly callee: Node; readonly arguments: readonly Node[] },
    argument: Node,
    home: Node | undefined,
  ): boolean {
    const callee = valueOf(call.callee);
    if (this.#isOwn(callee)) return false;
    const value =
      callee.type === 'Identifier' || callee.type === 'MemberExpression'
        ? this.#resolver.evaluate(callee)
        : undefined;
    const path = value?.kind === 'path' ? value.path : undefined;
    if (call.type === 'NewExpression') return path !== 'g:Promise';
    if (path !== undefined && TIMERS.test(path)) return false;
    // What is wrapped is the function again.
    if (path !== undefined && WRAPPERS.test(path)) return this.#leavesAsValue(call, home);
    // `(run) => queue.wrap(run)` is called before it returns.
    if (path !== undefined && PER_CALL.test(path) && call.arguments[1] === argument) return false;
    if (value?.kind === 'function')
      return this.#leavesAsParameter(value.node, call.arguments.indexOf(argument), home);
    return !(callee.type === 'MemberExpression' && CALLS_FOR_ITS_CALLER.has(memberName(callee) ?? ''));
  }

  /** A helper of the file that only calls what it is given. */
  #leavesAsParameter(fn: FunctionNode, index: number, home: Node | undefined): boolean {
    const parameter = fn.params[index];
    if (parameter?.type !== 'Identifier') return true;
    const binding = findValue(this.#resolver.source.scopeManager, fn.body, parameter.name);
    if (binding === 'global') return true;
    if (this.#leaves.has(parameter)) return false;
    this.#leaves.set(parameter, false);
    return binding.variable.references.some((reference) => {
      const at = reference.identifier as Node;
      return (
        !reference.isRead() || this.#leavesAsValue(at, home) || this.leavingBetween(at, fn) !== undefined
      );
    });
  }

  /** `queue.add(fn)`, `worker.on('message', fn)`, `limit(fn)`: the followed value itself, or a chain of its methods. */
  #isOwn(callee: Node): boolean {
    let at = valueOf(callee);
    while (at !== this.#made && (at.type === 'MemberExpression' || at.type === 'CallExpression'))
      at = valueOf(at.type === 'MemberExpression' ? at.object : at.callee);
    if (at.type !== 'Identifier') return at === this.#made;
    const binding = findValue(this.#resolver.source.scopeManager, at, at.name);
    return binding !== 'global' && this.#own.has(binding.variable);
  }
}
