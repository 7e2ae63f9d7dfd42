/**
 * Is what a launch gets already wrapped, and if not, what exactly has to be wrapped?
 *
 * The forms of an expression are here. `wrapped-variables.ts` and `wrapped-members.ts` answer for names and
 * members, and ask back about the expressions that those were given.
 */
import { DEEPEST_WRAPPER } from '../bounds.ts';
import type { Classifier, Question, WrapperPair } from './question.ts';
import type { TSESTree } from '@typescript-eslint/types';
import type { LaunchConfig } from '../vocabulary/config.ts';
import type { Node } from '../vocabulary/source.ts';
import type { WrapperName } from '../vocabulary/launch-site.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { isNothing, memberName, valueOf, withoutParentheses, type FunctionNode } from '../syntax/nodes.ts';
import { modulePath } from '../evaluate/value.ts';
import { fallback, keepWhole, refused, merge, type WrapState } from './wrap-state.ts';
import { boundBy, isBinding } from './bound.ts';
import { memberState } from './wrapped-members.ts';
import { WrappedVariables } from './wrapped-variables.ts';

/** Recognises the runtime's wrappers and the user's declared ones by where they come from. */
export class Wrappers implements Classifier {
  readonly resolver: Resolver;
  readonly #config: LaunchConfig;
  readonly #hasRuntime: boolean;
  /** Declared wrappers by path, with the index of the callback argument. */
  readonly #declared: ReadonlyMap<string, number>;
  readonly #variables = new WrappedVariables(this);

  constructor(resolver: Resolver, config: LaunchConfig) {
    this.resolver = resolver;
    this.#config = config;
    // Another module may pass the wrappers on.
    this.#hasRuntime =
      resolver.source.modules !== undefined ||
      config.runtime.some((module) => resolver.source.text.includes(module));
    this.#declared = new Map(
      config.wrappers.map(({ module, name, argument }) => [
        module === undefined ? `g:${name}` : modulePath(module, name),
        argument ?? 0,
      ]),
    );
  }

  /** Does this expression hold the wrapper function itself? */
  #isRuntimeExport(callee: Node, wrapper: WrapperName | undefined): boolean {
    if (!wrapper || !this.#hasRuntime) return false;
    const value = this.resolver.evaluate(callee);
    return (
      value?.kind === 'path' &&
      this.#config.runtime.some((module) => value.path === modulePath(module, wrapper))
    );
  }

  /** The index of the callback among the arguments of a declared wrapper. */
  #declaredArgument(callee: Node): number | undefined {
    const value = this.#declared.size > 0 ? this.resolver.evaluate(callee) : undefined;
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
    if (this.#isRuntimeExport(call.callee, pair.wrap)) return 'wrapped';
    if (this.#isRuntimeExport(call.callee, pair.detach)) return 'detached';
    return pair.wrap === 'withParentOverrides' && this.#isDeclaredCall(call) ? 'wrapped' : undefined;
  }

  /** Is this a wrapper itself, the runtime's or a declared one, and not what one returned? */
  isWrapper(value: Node, pair: WrapperPair): boolean {
    return (
      this.#isRuntimeExport(value, pair.wrap) ||
      this.#isRuntimeExport(value, pair.detach) ||
      (pair.wrap === 'withParentOverrides' && this.#declaredArgument(value) !== undefined)
    );
  }

  /** The state of a callback or payload argument of the expression `launch`. */
  classify(argument: Node, pair: WrapperPair, launch: Node): WrapState {
    return this.#state(argument, { pair, launch, depth: 0 });
  }

  /** The same for what that depends on. A value made before the launch is asked about where it was made, `at`. */
  inner(expression: Node, { pair, depth, launch }: Question, at = launch): WrapState {
    return this.#state(expression, { pair, launch: at, depth: depth + 1 });
  }

  #state(expression: Node, question: Question): WrapState {
    const { pair } = question;
    const node = withoutParentheses(expression);
    const unwrapped: WrapState = { state: 'unwrapped', targets: [node] };
    if (question.depth > DEEPEST_WRAPPER) return unwrapped;
    const value = valueOf(node);
    const inner = (part: Node): WrapState => this.inner(part, question);
    if (this.isWrapper(value, pair)) return refused('wrapper-not-applied');
    switch (value.type) {
      case 'CallExpression':
        return this.#call(value, question) ?? unwrapped;
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
        return (
          this.#variables.state(value, question) ??
          (boundBy(this.resolver, value) ? refused('bound-inside-wrapper') : unwrapped)
        );
      case 'MemberExpression':
        return memberState(this, value, question) ?? unwrapped;
      case 'AssignmentExpression': {
        const assigned = value.operator === '=' ? inner(value.right) : unwrapped;
        return assigned.state === 'unwrapped' ? unwrapped : assigned;
      }
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return this.#capturesInside(value, pair) ? refused('captured-in-child') : unwrapped;
      default:
        return unwrapped;
    }
  }

  /** Who declares `bind` as a wrapper means it. */
  #boundIn(call: TSESTree.CallExpression, { wrap }: WrapperPair): TSESTree.CallExpression | undefined {
    if (wrap !== 'withParentOverrides' || !this.#isRuntimeExport(call.callee, wrap)) return undefined;
    const bound = boundBy(this.resolver, call.arguments[0]);
    return bound && this.#isDeclaredCall(bound) ? undefined : bound;
  }

  #call(call: TSESTree.CallExpression, question: Question): WrapState | undefined {
    const { pair } = question;
    // A wrapper goes inside of what binds: outside it would do nothing.
    const [given] = isBinding(this.resolver, call) ? call.arguments : [];
    if (given && !this.#isDeclaredCall(call)) return this.inner(given, question);
    const state = this.wrapperOf(call, pair);
    const bound = state === 'wrapped' ? this.#boundIn(call, pair) : undefined;
    if (bound) return { state: 'refused', reason: 'bound-inside-wrapper', bound };
    if (state) return { state };
    const callee = valueOf(call.callee);
    if (this.wrapperOf(callee, pair)) return refused('wrapped-result');
    if (callee.type === 'MemberExpression' && memberName(callee) === 'bind') {
      const bound = this.inner(callee.object, question);
      return bound.state === 'unwrapped' ? undefined : bound;
    }
    const helper = this.resolver.evaluate(callee);
    if (helper?.kind === 'path') {
      const state = this.resolver.source.modules?.wrapsResult(helper.path, pair.wrap);
      return state && { state };
    }
    if (helper?.kind !== 'function' || helper.node.async) return undefined;
    return this.result(helper.node, question);
  }

  /** A helper of the file that returns a wrapped function captures when it is called, which is at the launch. */
  result(fn: FunctionNode, question: Question): WrapState | undefined {
    const states = this.resolver.returns(fn).map((node) => this.inner(node, question, node));
    const [first] = states;
    const refused = states.find(({ state }) => state === 'refused');
    if (!first || first.state === 'unwrapped') return undefined;
    return refused ?? (states.every(({ state }) => state === first.state) ? first : undefined);
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
}
