/** What a name stands for where it is written. */
import { isFunction, type Node, nodeIn } from './nodes.ts';

/** Whether it stands for a value there, and is not only called, declared or a key. */
export function isValue(parent: Node, field: string): boolean {
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
