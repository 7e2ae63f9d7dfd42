/** Wrappers that write down which call of a wrapper decided; the answers are those of `Wrappers`. */
import type { Node, Range } from '../vocabulary/source.ts';
import type { WrapperPair } from '../status/question.ts';
import type { WrapState } from '../status/wrap-state.ts';
import { Wrappers } from '../status/wrappers.ts';
import { rangeOf, withoutParentheses } from '../syntax/nodes.ts';

export class TracingWrappers extends Wrappers {
  #found: Node[] = [];
  readonly #byArgument = new Map<string, readonly Node[]>();

  override wrapperOf(call: Node, pair: WrapperPair): 'wrapped' | 'detached' | undefined {
    const state = super.wrapperOf(call, pair);
    if (state) this.#found.push(call);
    return state;
  }

  override classify(argument: Node, pair: WrapperPair, launch: Node): WrapState {
    const outer = this.#found;
    this.#found = [];
    const state = super.classify(argument, pair, launch);
    this.#byArgument.set(String(rangeOf(withoutParentheses(argument))), this.#found);
    this.#found = [...outer, ...this.#found];
    return state;
  }

  /** The calls of wrappers that decided about the argument of this range, or about the launch as a whole. */
  callsFor(argument: Range): Range[] {
    return [...new Set(this.#byArgument.get(String(argument)) ?? this.#found)].map(rangeOf);
  }
}
