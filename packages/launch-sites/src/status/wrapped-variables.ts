/** Does a variable hold something wrapped at the launch: what it was declared with, and whatever else is written to it. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Classifier, Question } from './question.ts';
import type { Node, VariableLike } from '../vocabulary/source.ts';
import { findValue, isReassigned } from '../syntax/scopes.ts';
import { enclosingFunction, isNothing } from '../syntax/nodes.ts';
import { refused, sameMoment, WRAPPED, type WrapState } from './wrap-state.ts';
import { destructuredState } from './wrapped-members.ts';

/** What is ever written to a variable. */
interface Writes {
  readonly wrapped: readonly Node[];
  /** How many other values, `null` and `undefined` apart. */
  readonly others: number;
  readonly inFunctions: boolean;
}

export class WrappedVariables {
  readonly #wrappers: Classifier;
  readonly #writesOf = new Map<VariableLike, Writes>();

  constructor(wrappers: Classifier) {
    this.#wrappers = wrappers;
  }

  /** Undefined where the variable says no more than that it has to be wrapped. */
  state(node: TSESTree.Identifier, question: Question): WrapState | undefined {
    const binding = findValue(this.#wrappers.resolver.source.scopeManager, node, node.name);
    if (binding === 'global') return undefined;
    const [definition] = binding.definitions;
    if (definition?.type === 'Parameter')
      return isReassigned(binding.variable) ? this.#rebound(binding.variable, question) : undefined;
    if (definition?.node.type !== 'VariableDeclarator') return undefined;
    const { init, id } = definition.node;
    if (binding.definitions.length > 1 || isReassigned(binding.variable))
      return this.#reassigned(binding.variable, question);
    if (!init) return undefined;
    if (id !== definition.name)
      return destructuredState(this.#wrappers, { init, id }, definition.name, question);
    const state = this.#wrappers.inner(init, question, init);
    if (state.state === 'wrapped' && !sameMoment(init, question.launch))
      return refused('captured-at-module-scope');
    return state.state === 'unwrapped' ? undefined : state;
  }

  /** Whether a `let` that is sometimes wrapped is so at the launch does not show; one that never is gets wrapped there. */
  #reassigned(variable: VariableLike, question: Question): WrapState | undefined {
    const { wrapped, others, inFunctions } = this.#writes(variable, question);
    if (wrapped.length === 0) return undefined;
    const always = others === 0 && (inFunctions || enclosingFunction(question.launch) === undefined);
    return always ? WRAPPED : refused('reassigned-variable');
  }

  /** `callback = withParentOverrides(callback)` as a statement of the function itself, before the launch. */
  #rebound(variable: VariableLike, question: Question): WrapState | undefined {
    const { wrapped, others } = this.#writes(variable, question);
    const [first] = wrapped;
    if (!first) return undefined;
    const statement = first.parent?.parent;
    const fn = enclosingFunction(first);
    const comesFirst =
      statement?.type === 'ExpressionStatement' &&
      statement.parent.parent === fn &&
      first.range[1] <= question.launch.range[0];
    return comesFirst && others === 0 ? WRAPPED : refused('reassigned-variable');
  }

  /** What is ever written to a variable: the wrapped values, and how many others. `null` and `undefined` are neither. */
  #writes(variable: VariableLike, question: Question): Writes {
    const known = this.#writesOf.get(variable);
    if (known) return known;
    // A value that leads back to the variable itself finds this, and stops.
    this.#writesOf.set(variable, { wrapped: [], others: 0, inFunctions: true });
    const values = variable.references.flatMap((reference) =>
      reference.isWrite() ? [reference.writeExpr as Node | null | undefined] : [],
    );
    const wrapped = values.filter(
      (value): value is Node => !!value && this.#wrappers.inner(value, question, value).state === 'wrapped',
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
}
