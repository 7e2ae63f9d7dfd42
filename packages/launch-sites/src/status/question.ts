/** Is it wrapped? What is asked, and who answers for the parts of an expression. */
import type { FunctionNode } from '../syntax/nodes.ts';
import type { Node } from '../vocabulary/source.ts';
import type { WrapperName } from '../vocabulary/launch-site.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import type { WrapState } from './wrap-state.ts';

/** The wrapper a launch needs and the one that opts out of it. */
export interface WrapperPair {
  readonly wrap: WrapperName;
  readonly detach?: WrapperName;
}

export const CALLBACK: WrapperPair = { wrap: 'withParentOverrides', detach: 'withoutParentOverrides' };
export const SPAWN: WrapperPair = { wrap: 'spawnWithParentOverrides', detach: 'spawnWithoutParentOverrides' };
export const PAYLOAD: WrapperPair = { wrap: 'packParentOverrides' };
/** What a function that is given once is given inside of, and the two ends of a value that it is called with. */
export const PER_CALL: WrapperPair = {
  wrap: 'withParentOverridesPerCall',
  detach: 'withoutParentOverrides',
};
export const RECEIVE: WrapperPair = { wrap: 'receiveParentOverrides', detach: 'withoutParentOverrides' };
export const ATTACH: WrapperPair = { wrap: 'attachParentOverrides' };

/** What is asked about an expression. */
export interface Question {
  readonly pair: WrapperPair;
  /** The expression that launches: a capture must not be earlier than its function. */
  readonly launch: Node;
  /** How many expressions led here. */
  readonly depth: number;
}

/** Answers about expressions; variables and members ask it back. */
export interface Classifier {
  readonly resolver: Resolver;
  inner(expression: Node, question: Question, at?: Node): WrapState;
  result(fn: FunctionNode, question: Question): WrapState | undefined;
}
