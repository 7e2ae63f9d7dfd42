/** The names that a file uses as values: what is only called is never launched by somebody else. */
import { isFunction, isNode, isTypeOnly, type Node, nodeIn } from './nodes.ts';

export function valueNames(program: Node): ReadonlySet<string> {
  const names = new Set<string>();
  collect(program, names);
  return names;
}

function collect(node: Node, names: Set<string>): void {
  for (const field in node) {
    const value = node[field];
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) for (const item of value) look(node, field, item, names);
    else look(node, field, value, names);
  }
}

function look(parent: Node, field: string, value: unknown, names: Set<string>): void {
  if (!isNode(value) || isTypeOnly(value)) return;
  if (value.type !== 'Identifier') return void collect(value, names);
  if (isValue(parent, field)) names.add(value['name'] as string);
}

function isValue(parent: Node, field: string): boolean {
  switch (parent.type) {
    case 'CallExpression':
      return field !== 'callee';
    case 'MemberExpression':
      return field === 'object' ? false : parent['computed'] === true;
    case 'VariableDeclarator':
    case 'ClassDeclaration':
    case 'ClassExpression':
      return field !== 'id';
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return field === 'value' || parent['computed'] === true;
    case 'ExportSpecifier':
      return field === 'local';
    default:
      return !isFunction(parent) || (field !== 'id' && field !== 'params');
  }
}

/** Whether a declaration is exported where it stands. */
export function isExported(parent: Node | undefined): boolean {
  return parent?.type === 'ExportNamedDeclaration' && nodeIn(parent, 'declaration') !== undefined;
}
