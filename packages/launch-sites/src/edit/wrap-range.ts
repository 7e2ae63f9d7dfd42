/** The text range that a wrapper goes around. */
import { TEXT_OVER_COMMENTS } from '../bounds.ts';
import type { Node, Range } from '../vocabulary/source.ts';
import { rangeOf, withoutParentheses } from '../syntax/nodes.ts';

/** An expression's own range; a sequence takes its parentheses along, which are no node in most parsers. */
export function wrapRange(text: string, expression: Node): Range {
  const node = withoutParentheses(expression);
  if (node.type !== 'SequenceExpression') return rangeOf(node);
  const end = skipBlank(text, node.range[1]);
  const start = openingParenthesis(text, node.range[0]);
  return text[end] === ')' && start !== undefined ? [start, end + 1] : rangeOf(node);
}

function skipBlank(text: string, from: number): number {
  const blank = /(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\r\n]*)*/y;
  blank.lastIndex = from;
  return from + (blank.exec(text)?.[0].length ?? 0);
}

/** The last `(` before `to` with nothing but blanks and comments in between; one inside a comment is not it. */
function openingParenthesis(text: string, to: number): number | undefined {
  for (let at = text.lastIndexOf('(', to - 1); at !== -1; at = text.lastIndexOf('(', at - 1))
    if (skipBlank(text, at + 1) === to) return at;
    else if (to - at > TEXT_OVER_COMMENTS) return undefined;
  return undefined;
}
