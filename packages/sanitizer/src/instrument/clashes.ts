/**
 * Functions that a body declares twice, or as a `var` too. There that is allowed, and in the block that is put around
 * what the body holds it is not.
 */
import { visitorKeys } from 'oxc-parser';
import { isFunction, isNode, nameIn, type Node, nodeIn, nodesIn } from './nodes.ts';

export function clashesInBlock(body: Node): boolean {
  const declared = nodesIn(body, 'body').flatMap((statement) =>
    statement.type === 'FunctionDeclaration' ? (nameIn(nodeIn(statement, 'id')) ?? []) : [],
  );
  if (declared.length === 0) return false;
  const names = new Set(declared);
  return names.size < declared.length || declaresVar(body, names);
}

/** Whether there is a `var` of such a name, in blocks too, but not in other functions. */
function declaresVar(node: Node, names: ReadonlySet<string>): boolean {
  if (node.type === 'VariableDeclaration' && node['kind'] === 'var') {
    return nodesIn(node, 'declarations').some((one) => binds(nodeIn(one, 'id'), names));
  }
  return childrenOf(node).some((child) => !isFunction(child) && declaresVar(child, names));
}

function binds(pattern: Node | undefined, names: ReadonlySet<string>): boolean {
  if (pattern === undefined) return false;
  if (pattern.type === 'Identifier') return names.has(pattern['name'] as string);
  return childrenOf(pattern).some((child) => binds(child, names));
}

function childrenOf(node: Node): Node[] {
  return (visitorKeys[node.type] ?? []).flatMap((key) => {
    const value = node[key];
    return Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];
  });
}
