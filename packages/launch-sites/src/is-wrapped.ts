/**
 * Is what a launch gets already wrapped, and if not, what exactly has to be wrapped?
 * Long because: the forms of an expression are one recursion, and each branch calls back into the whole.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { LaunchConfig, ManualReason, Node, VariableLike, WrapperName } from './launch-site.ts';
import { fieldValues, getterOf } from './class-members.ts';
import { patternSteps } from './patterns.ts';
import type { Resolver } from './resolve-binding.ts';
import { modulePath, type Value } from './value.ts';
import { findValue, isReassigned } from './scopes.ts';
import {
  enclosingFunction,
  isFunction,
  isNothing,
  memberName,
  parentThrough,
  valueOf,
  withoutParentheses,
  type FunctionNode,
} from './syntax.ts';

export type WrapState =
  | { readonly state: 'wrapped' | 'detached' }
  /** `partly`: another part of the same expression is wrapped already. */
  | { readonly state: 'unwrapped'; readonly targets: readonly Node[]; readonly partly?: true }
  | { readonly state: 'manual'; readonly reason: ManualReason };

/** The wrapper a launch needs and the one that opts out of it. */
export interface WrapperPair {
  readonly wrap: WrapperName;
  readonly detach?: WrapperName;
}

export const CALLBACK: WrapperPair = { wrap: 'withParentOverrides', detach: 'withoutParentOverrides' };
export const SPAWN: WrapperPair = { wrap: 'spawnWithParentOverrides', detach: 'spawnWithoutParentOverrides' };
export const PAYLOAD: WrapperPair = { wrap: 'packParentOverrides' };

const WRAPPED: WrapState = { state: 'wrapped' };
const manualState = (reason: ManualReason): WrapState => ({ state: 'manual', reason });

/** What is ever written to a variable. */
interface Writes {
  readonly wrapped: readonly Node[];
  /** How many other values, `null` and `undefined` apart. */
  readonly others: number;
  readonly inFunctions: boolean;
}

/** Recognises the runtime's wrappers and the user's declared ones by where they come from. */
export class Wrappers {
  readonly #resolver: Resolver;
  readonly #config: LaunchConfig;
  /** Declared wrappers by path, with the index of the callback argument. */
  readonly #declared: ReadonlyMap<string, number>;

  constructor(resolver: Resolver, config: LaunchConfig) {
    this.#resolver = resolver;
    this.#config = config;
    this.#declared = new Map(
      config.wrappers.map(({ module, name, argument }) => [
        module === undefined ? `g:${name}` : modulePath(module, name),
        argument ?? 0,
      ]),
    );
  }

  /** Does this expression hold the wrapper function itself? */
  #isWrapper(callee: Node, wrapper: WrapperName | undefined): boolean {
    if (!wrapper) return false;
    const value = this.#resolver.evaluate(callee);
    return (
      value?.kind === 'path' &&
      this.#config.runtime.some((module) => value.path === modulePath(module, wrapper))
    );
  }

  /** The index of the callback among the arguments of a declared wrapper. */
  #declaredArgument(callee: Node): number | undefined {
    const value = this.#resolver.evaluate(callee);
    return value?.kind === 'path' ? this.#declared.get(value.path) : undefined;
  }

  /** `context.bind(ctx)` without a callback wraps nothing. */
  #isDeclaredCall(call: TSESTree.CallExpression): boolean {
    const index = this.#declaredArgument(call.callee);
    if (index === undefined) return false;
    return call.arguments
      .slice(0, index + 1)
      .some(({ type }, at) => at === index || type === 'SpreadElement');
  }

  /** Whether `call` is a call of the wrapper, of its detached twin, or of a declared wrapper. */
  wrapperOf(call: Node, pair: WrapperPair): 'wrapped' | 'detached' | undefined {
    if (call.type !== 'CallExpression') return undefined;
    if (this.#isWrapper(call.callee, pair.wrap)) return 'wrapped';
    if (this.#isWrapper(call.callee, pair.detach)) return 'detached';
    return pair.wrap === 'withParentOverrides' && this.#isDeclaredCall(call) ? 'wrapped' : undefined;
  }

  /** Is this a wrapper itself, the runtime's or a declared one, and not what one returned? */
  isWrapper(value: Node, pair: WrapperPair): boolean {
    return (
      this.#isWrapper(value, pair.wrap) ||
      this.#isWrapper(value, pair.detach) ||
      (pair.wrap === 'withParentOverrides' && this.#declaredArgument(value) !== undefined)
    );
  }

  /** The state of a callback or payload argument. `launch` is the launch expression: capture must not be earlier than its function. */
  classify(expression: Node, pair: WrapperPair, launch: Node, depth = 0): WrapState {
    const node = withoutParentheses(expression);
    const unwrapped: WrapState = { state: 'unwrapped', targets: [node] };
    if (depth > 20) return unwrapped;
    const value = valueOf(node);
    const inner = (part: Node): WrapState => this.classify(part, pair, launch, depth + 1);
    if (this.isWrapper(value, pair)) return manualState('wrapper-not-applied');
    switch (value.type) {
      case 'CallExpression':
        return this.#call(value, pair, launch, depth) ?? unwrapped;
      case 'ConditionalExpression':
        // `ready ? withParentOverrides(fn) : undefined`
        if (isNothing(value.alternate)) return keepWhole(node, inner(value.consequent));
        if (isNothing(value.consequent)) return keepWhole(node, inner(value.alternate));
        return merge(node, inner(value.consequent), inner(value.alternate));
      case 'LogicalExpression':
        return value.operator === '&&'
          ? keepWhole(node, inner(value.right))
          : fallback(node, inner(value.left), inner(value.right));
      case 'Identifier':
        return this.#identifier(value, pair, launch, depth) ?? unwrapped;
      case 'MemberExpression':
        return this.#member(value, pair, launch, depth) ?? unwrapped;
      case 'AssignmentExpression': {
        const assigned = value.operator === '=' ? inner(value.right) : unwrapped;
        return assigned.state === 'unwrapped' ? unwrapped : assigned;
      }
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return this.#capturesInside(value, pair) ? manualState('captured-in-child') : unwrapped;
      default:
        return unwrapped;
    }
  }

  #call(
    call: TSESTree.CallExpression,
    pair: WrapperPair,
    launch: Node,
    depth: number,
  ): WrapState | undefined {
    const state = this.wrapperOf(call, pair);
    if (state) return { state };
    const callee = valueOf(call.callee);
    if (this.wrapperOf(callee, pair)) return manualState('wrapped-result');
    if (callee.type === 'MemberExpression' && memberName(callee) === 'bind') {
      const bound = this.classify(callee.object, pair, launch, depth + 1);
      return bound.state === 'unwrapped' ? undefined : bound;
    }
    const helper = this.#resolver.evaluate(callee);
    if (helper?.kind !== 'function' || helper.node.async) return undefined;
    return this.#helper(helper.node, pair, depth);
  }

  /** A helper of the file that returns a wrapped function captures when it is called, which is at the launch. */
  #helper(fn: FunctionNode, pair: WrapperPair, depth: number): WrapState | undefined {
    const states = this.#resolver.returns(fn).map((node) => this.classify(node, pair, node, depth + 1));
    const [first] = states;
    const refused = states.find(({ state }) => state === 'manual');
    if (!first || first.state === 'unwrapped') return undefined;
    return refused ?? (states.every(({ state }) => state === first.state) ? first : undefined);
  }

  #identifier(
    node: TSESTree.Identifier,
    pair: WrapperPair,
    launch: Node,
    depth: number,
  ): WrapState | undefined {
    const binding = findValue(this.#resolver.source.scopeManager, node, node.name);
    if (binding === 'global') return undefined;
    const [definition] = binding.definitions;
    if (definition?.type === 'Parameter')
      return isReassigned(binding.variable)
        ? this.#rebound(binding.variable, pair, launch, depth)
        : undefined;
    if (definition?.node.type !== 'VariableDeclarator') return undefined;
    const { init, id } = definition.node;
    if (binding.definitions.length > 1 || isReassigned(binding.variable))
      return this.#reassigned(binding.variable, pair, launch, depth);
    if (!init) return undefined;
    if (id !== definition.name) return this.#destructured(init, id, definition.name, pair, launch, depth);
    const state = this.classify(init, pair, init, depth + 1);
    if (state.state === 'wrapped' && !this.#sameMoment(init, launch))
      return manualState('captured-at-module-scope');
    return state.state === 'unwrapped' ? undefined : state;
  }

  /** A `let` that is sometimes wrapped cannot be told at the launch; one that never is gets wrapped there. */
  #reassigned(variable: VariableLike, pair: WrapperPair, launch: Node, depth: number): WrapState | undefined {
    const { wrapped, others, inFunctions } = this.#writes(variable, pair, depth);
    if (wrapped.length === 0) return undefined;
    const always = others === 0 && (inFunctions || enclosingFunction(launch) === undefined);
    return always ? WRAPPED : manualState('reassigned-variable');
  }

  /** `callback = withParentOverrides(callback)` as a statement of the function itself, before the launch. */
  #rebound(variable: VariableLike, pair: WrapperPair, launch: Node, depth: number): WrapState | undefined {
    const { wrapped, others } = this.#writes(variable, pair, depth);
    const [first] = wrapped;
    if (!first) return undefined;
    const statement = first.parent?.parent;
    const fn = enclosingFunction(first);
    const comesFirst =
      statement?.type === 'ExpressionStatement' &&
      statement.parent.parent === fn &&
      first.range[1] <= launch.range[0];
    return comesFirst && others === 0 ? WRAPPED : manualState('reassigned-variable');
  }

  readonly #writesOf = new Map<VariableLike, Writes>();

  /** What is ever written to a variable: the wrapped values, and how many others. `null` and `undefined` are neither. */
  #writes(variable: VariableLike, pair: WrapperPair, depth: number): Writes {
    const known = this.#writesOf.get(variable);
    if (known) return known;
    // A value that leads back to the variable itself finds this, and stops.
    this.#writesOf.set(variable, { wrapped: [], others: 0, inFunctions: true });
    const values = variable.references.flatMap((reference) =>
      reference.isWrite() ? [reference.writeExpr as Node | null | undefined] : [],
    );
    const wrapped = values.filter(
      (value): value is Node => !!value && this.classify(value, pair, value, depth + 1).state === 'wrapped',
    );
    const nothing = values.filter((value) => value && isNothing(value)).length;
    const found = {
      wrapped,
      others: values.length - wrapped.length - nothing,
      inFunctions: wrapped.every((value) => enclosingFunction(value) !== undefined),
    };
    this.#writesOf.set(variable, found);
    return found;
  }

  /** Module scope runs before any overrides are active; what is captured there and launched from a function captured nothing. */
  #sameMoment(capture: Node, launch: Node): boolean {
    const fn = enclosingFunction(capture);
    return fn !== undefined || enclosingFunction(launch) === undefined;
  }

  /** `const { run } = handlers` */
  #destructured(
    init: Node,
    pattern: Node,
    name: Node,
    pair: WrapperPair,
    launch: Node,
    depth: number,
  ): WrapState | undefined {
    const steps = patternSteps(pattern, name);
    const last = steps?.pop();
    if (!steps || last === undefined) return undefined;
    const owner = steps.reduce(
      (value, step) => this.#resolver.member(value, step),
      this.#resolver.evaluate(init),
    );
    return this.#memberOf(owner, last, pair, launch, depth);
  }

  /** `this.run`, `handlers.run`: what the field or the property was given, and when. */
  #member(
    node: TSESTree.MemberExpression,
    pair: WrapperPair,
    launch: Node,
    depth: number,
  ): WrapState | undefined {
    const name = memberName(node);
    return name === undefined
      ? undefined
      : this.#memberOf(this.#resolver.evaluate(node.object), name, pair, launch, depth);
  }

  #memberOf(
    owner: Value | undefined,
    name: string,
    pair: WrapperPair,
    launch: Node,
    depth: number,
  ): WrapState | undefined {
    if (owner?.kind === 'object') {
      const value = this.#resolver.objectMember(owner.node, name);
      const state = value && this.classify(value, pair, value, depth + 1);
      if (!value || !state || state.state === 'unwrapped') return undefined;
      return this.#sameMoment(value, launch) ? state : manualState('captured-at-module-scope');
    }
    if (owner?.kind !== 'instance' && owner?.kind !== 'class') return undefined;
    const isStatic = owner.kind === 'class';
    const node = owner.kind === 'class' ? owner.node : owner.of;
    const getter = getterOf(node, name, isStatic);
    if (getter) return this.#helper(getter, pair, depth);
    const values = fieldValues(this.#resolver, node, name, isStatic).filter((value) => !isNothing(value));
    const captures = values.filter(
      (value) => this.classify(value, pair, value, depth + 1).state === 'wrapped',
    );
    if (captures.length === 0) return undefined;
    if (captures.length < values.length) return manualState('reassigned-variable');
    const early = captures.some(
      (capture) => isMadeWithOwner(capture) && enclosingFunction(capture) !== enclosingFunction(launch),
    );
    if (early) return manualState(isStatic ? 'captured-at-module-scope' : 'constructor-time-capture');
    return WRAPPED;
  }

  /** `() => withParentOverrides(f)()`: the whole body captures and calls at once, in the child. */
  #capturesInside(fn: FunctionNode, pair: WrapperPair): boolean {
    let body: Node | null = fn.body;
    if (body.type === 'BlockStatement') {
      const [only, more] = body.body;
      if (!only || more) return false;
      if (only.type === 'ReturnStatement') body = only.argument;
      else if (only.type === 'ExpressionStatement') body = only.expression;
    }
    if (!body) return false;
    let value = valueOf(body);
    while (
      value.type === 'AwaitExpression' ||
      (value.type === 'UnaryExpression' && value.operator === 'void')
    )
      value = valueOf(value.argument);
    if (value.type !== 'CallExpression') return false;
    let callee = valueOf(value.callee);
    // `withParentOverrides(f).call(this)`
    if (callee.type === 'MemberExpression' && ['call', 'apply'].includes(memberName(callee) ?? ''))
      callee = valueOf(callee.object);
    return this.wrapperOf(callee, pair) === 'wrapped';
  }

  /**
   * Is this construction inside the function given to `spawnWithParentOverrides`? That function must be
   * synchronous: what it constructs after an `await` is constructed outside.
   */
  spawnState(node: Node, pair: WrapperPair): 'wrapped' | 'detached' | 'unwrapped' | 'suspended' {
    const fn = enclosingFunction(node);
    if (!fn || !isFunction(fn)) return 'unwrapped';
    const state = this.#asCreate(fn, pair) ?? this.#createdByName(fn, pair) ?? 'unwrapped';
    return state !== 'unwrapped' && (fn.async || fn.generator) ? 'suspended' : state;
  }

  #asCreate(fn: Node, pair: WrapperPair): 'wrapped' | 'detached' | undefined {
    const { parent, child } = parentThrough(fn);
    return parent?.type === 'CallExpression' && parent.arguments[0] === child
      ? this.wrapperOf(parent, pair)
      : undefined;
  }

  /** `const create = () => new Worker(...)`, used for nothing but `spawnWithParentOverrides(create)`. */
  #createdByName(fn: FunctionNode, pair: WrapperPair): 'wrapped' | 'detached' | undefined {
    const { parent } = parentThrough(fn);
    const name =
      fn.type === 'FunctionDeclaration' ? fn.id : parent?.type === 'VariableDeclarator' ? parent.id : null;
    // What the module exports can be called by anybody.
    if (name?.type !== 'Identifier' || isExported(name)) return undefined;
    const binding = findValue(this.#resolver.source.scopeManager, name.parent.parent ?? name, name.name);
    if (binding === 'global' || isReassigned(binding.variable)) return undefined;
    const uses = binding.variable.references
      .filter((reference) => reference.isRead())
      .map((reference) => this.#asCreate(reference.identifier as Node, pair));
    const [first] = uses;
    return first && uses.every((use) => use === first) ? first : undefined;
  }
}

/** Is this computed while the object (or, for a static field, the class) is made? */
function isMadeWithOwner(value: Node): boolean {
  const fn = enclosingFunction(value);
  return !isFunction(fn) || (fn.parent.type === 'MethodDefinition' && fn.parent.kind === 'constructor');
}

function isExported(name: Node): boolean {
  const declaration = name.parent?.type === 'VariableDeclarator' ? name.parent.parent : name.parent;
  return /^Export/.test(declaration?.parent?.type ?? '');
}

/** Two alternatives: wrap the whole when nothing in either is wrapped, else only the parts that are not. */
function merge(whole: Node, a: WrapState, b: WrapState): WrapState {
  if (a.state === 'manual') return a;
  if (b.state === 'manual') return b;
  if (a.state !== 'unwrapped' && b.state !== 'unwrapped') return a.state === 'wrapped' ? a : b;
  if (isBare(a) && isBare(b)) return { state: 'unwrapped', targets: [whole] };
  const targets = [a, b].flatMap((side) => (side.state === 'unwrapped' ? side.targets : []));
  return { state: 'unwrapped', targets, partly: true };
}

/** `given ?? fn`: the left side may be nothing, which only the whole expression may be wrapped around. */
function fallback(whole: Node, left: WrapState, right: WrapState): WrapState {
  return left.state === 'unwrapped' && right.state !== 'manual'
    ? { state: 'unwrapped', targets: [whole] }
    : merge(whole, left, right);
}

/** `enabled && fn`: when nothing inside is wrapped, the whole is the callback. */
function keepWhole(whole: Node, right: WrapState): WrapState {
  return isBare(right) ? { state: 'unwrapped', targets: [whole] } : right;
}

function isBare(state: WrapState): boolean {
  return state.state === 'unwrapped' && !state.partly;
}
