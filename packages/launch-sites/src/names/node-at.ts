/** From a place in the text to its node. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, Source } from '../vocabulary/source.ts';
import { placesOf, type Mention } from './mentions.ts';
import { childKeys, keyName } from '../syntax/nodes.ts';

/** Where a text mentions something: the end of it, and the node, which is looked for when it is asked for. */
export interface Place {
  readonly node: () => Node;
  readonly end: number;
}

export function* mentionsIn({ text, ast, visitorKeys }: Source, mention: Mention): Iterable<Place> {
  for (const index of placesOf(text, mention))
    yield { node: () => nodeAt(ast, visitorKeys, index), end: index + mention.word.length };
}

/** What spells the name in the tree: a comment and most strings do not. */
export function spelling(node: Node, name: string): Node | undefined {
  if (node.type === 'Identifier') return node.name === name ? node : undefined;
  if (node.type === 'PrivateIdentifier') return node;
  const literal = node.type === 'TemplateElement' ? node.parent : node;
  const { parent } = literal;
  const isKey =
    (parent?.type === 'MemberExpression' && parent.property === literal) ||
    (parent?.type === 'Property' && parent.key === literal) ||
    parent?.type === 'ImportSpecifier';
  return isKey && keyName(literal) === name ? literal : undefined;
}

/** The innermost node around an offset; in a comment, what the comment stands in. */
export function nodeAt(program: TSESTree.Program, visitorKeys: Source['visitorKeys'], offset: number): Node {
  let node: Node = program;
  for (let child: Node | undefined = node; child; child = childAt(node, visitorKeys, offset)) node = child;
  return node;
}

function childAt(node: Node, visitorKeys: Source['visitorKeys'], offset: number): Node | undefined {
  for (const key of childKeys(node, visitorKeys)) {
    const value = (node as unknown as Record<string, unknown>)[key];
    const child = Array.isArray(value)
      ? itemAt(value as readonly (Node | null)[], offset)
      : (value as Node | null | undefined);
    if (isAround(child, offset)) return child;
  }
  return undefined;
}

/** By halves: a bundle has ten thousand statements. */
function itemAt(items: readonly (Node | null)[], offset: number): Node | undefined {
  let low = 0;
  let high = items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    // A hole of a list is nowhere.
    if (!item) return items.find((other) => isAround(other, offset)) ?? undefined;
    if (offset < item.range[0]) high = middle - 1;
    else if (offset < item.range[1]) return item;
    else low = middle + 1;
  }
  return undefined;
}

function isAround(node: Node | null | undefined, offset: number): node is Node {
  return node?.range !== undefined && node.range[0] <= offset && offset < node.range[1];
}
