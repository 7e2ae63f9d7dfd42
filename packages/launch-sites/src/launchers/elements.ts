/** Where the functions of a list come out of it, and where all of a list becomes text. */
import type { Resolver } from '../evaluate/resolver.ts';
import { memberName, parentThrough, valueOf } from '../syntax/nodes.ts';
import type { Node } from '../vocabulary/source.ts';
import type { TextPlaces } from './makes-text.ts';

interface Elements {
  readonly isText: boolean;
  /** An expression that is one of them, or a name that is given one. */
  readonly elements: readonly { readonly node: Node; readonly isName: boolean }[];
}

const NONE: Elements = { isText: false, elements: [] };

/** `for (const fn of fns)`, `fns.map((fn) => ...)`, `fns.map(String)`, `fns.join()`, `fns[0]` */
export function elementsOf(
  resolver: Resolver,
  places: TextPlaces,
  list: Node,
  isOfEntries: boolean,
): Elements {
  if (places.has(list)) return { isText: true, elements: [] };
  const { parent, child } = parentThrough(list);
  if (parent?.type === 'ForOfStatement' && parent.right === child) {
    const { left } = parent;
    return named(left.type === 'VariableDeclaration' ? left.declarations[0].id : left, isOfEntries);
  }
  if (parent?.type !== 'MemberExpression' || parent.object !== child) return NONE;
  if (memberName(parent) === undefined) return { isText: false, elements: [{ node: parent, isName: false }] };
  const call = parentThrough(parent).parent;
  if (call?.type !== 'CallExpression' || valueOf(call.callee) !== parent) return NONE;
  const [first] = call.arguments;
  if (first && places.makesText(first)) return { isText: true, elements: [] };
  const fn = first && resolver.evaluate(first);
  return fn?.kind === 'function' ? named(fn.node.params[0], isOfEntries) : NONE;
}

function named(pattern: Node | undefined, isOfEntries: boolean): Elements {
  const node = isOfEntries && pattern?.type === 'ArrayPattern' ? pattern.elements[1] : pattern;
  return node?.type === 'Identifier' ? { isText: false, elements: [{ node, isName: true }] } : NONE;
}
