/** The answers to "is it wrapped?", how those for the parts of an expression combine, and when a capture is too early. */
import type { TSESTree } from '@typescript-eslint/types';
import type { RefusalReason } from '../vocabulary/launch-site.ts';
import type { Node } from '../vocabulary/source.ts';
import { enclosingFunction } from '../syntax/nodes.ts';

export type WrapState =
  | { readonly state: 'wrapped' | 'detached' }
  /** `partly`: another part of the same expression is wrapped already. */
  | { readonly state: 'unwrapped'; readonly targets: readonly Node[]; readonly partly?: true }
  /** `bound`: for what is wrapped after it was bound, the call that binds it. */
  | { readonly state: 'refused'; readonly reason: RefusalReason; readonly bound?: TSESTree.CallExpression };

export const WRAPPED: WrapState = { state: 'wrapped' };

export function refused(reason: RefusalReason): WrapState {
  return { state: 'refused', reason };
}

/** Module scope runs before any overrides are active; what is captured there and launched from a function captured nothing. */
export function sameMoment(capture: Node, launch: Node): boolean {
  const fn = enclosingFunction(capture);
  return fn !== undefined || enclosingFunction(launch) === undefined;
}

/** Two alternatives: wrap the whole when nothing in either is wrapped, else only the parts that are not. */
export function merge(whole: Node, a: WrapState, b: WrapState): WrapState {
  if (a.state === 'refused') return a;
  if (b.state === 'refused') return b;
  if (a.state !== 'unwrapped' && b.state !== 'unwrapped') return a.state === 'wrapped' ? a : b;
  if (isBare(a) && isBare(b)) return { state: 'unwrapped', targets: [whole] };
  const targets = [a, b].flatMap((side) => (side.state === 'unwrapped' ? side.targets : []));
  return { state: 'unwrapped', targets, partly: true };
}

/** `given ?? fn`: the left side may be nothing, which only the whole expression may be wrapped around. */
export function fallback(whole: Node, left: WrapState, right: WrapState): WrapState {
  return left.state === 'unwrapped' && right.state !== 'refused'
    ? { state: 'unwrapped', targets: [whole] }
    : merge(whole, left, right);
}

/** `enabled && fn`: when nothing inside is wrapped, the whole is the callback. */
export function keepWhole(whole: Node, right: WrapState): WrapState {
  return isBare(right) ? { state: 'unwrapped', targets: [whole] } : right;
}

function isBare(state: WrapState): boolean {
  return state.state === 'unwrapped' && !state.partly;
}
