/** The edit for a function that is given once and comes out as one that is called: `debounce(save, 100)`. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunction, rangeOf, walkFrom } from '../syntax/nodes.ts';
import type { WrapPlan } from '../vocabulary/launch-site.ts';
import type { Node, Range, Source } from '../vocabulary/source.ts';

const NAMES = ['run', 'runNow', 'runOne', 'runWrapped'];

/**
 * `debounce(save, 100)` to `withParentOverridesPerCall(save, (run) => debounce(run, 100))`. The function stays in its
 * place, so that launches inside of it are edited as ever; what stands before it moves behind it.
 *
 * @returns undefined where that cannot be done: something before the function launches or suspends
 */
export function perCallWrap(
  source: Source,
  call: TSESTree.CallExpression,
  given: { readonly node: Node; readonly range: Range },
  local: string,
): Pick<WrapPlan, 'wraps' | 'moves'> | undefined {
  const { text } = source;
  const [start, end] = given.range;
  if (!canMove(source, call, given.node)) return undefined;
  const others = text.slice(call.range[0], start) + text.slice(end, call.range[1]);
  const name = NAMES.find((one) => !new RegExp(`\\b${one}\\b`).test(others));
  if (name === undefined) return undefined;
  const before = text.slice(call.range[0], start);
  return {
    moves: [{ range: [call.range[0], start], text: `${local}(` }],
    wraps: [
      { range: given.range, before: '', after: `, (${name}) => ${before}${name}` },
      { range: rangeOf(call), before: '', after: ')' },
    ],
  };
}

/** What stands before the function is written anew, and what stands around it moves into another function. */
function canMove(source: Source, call: TSESTree.CallExpression, given: Node): boolean {
  const parts = [call.callee, ...call.arguments].filter((part) => part !== given);
  return parts.every((part) => {
    let can = part.type !== 'SpreadElement';
    walkFrom(part, source.visitorKeys, (node) => {
      if (node.type === 'AwaitExpression' || node.type === 'YieldExpression') can = false;
      if (part.range[0] < given.range[0] && isFunction(node)) can = false;
    });
    return can;
  });
}
