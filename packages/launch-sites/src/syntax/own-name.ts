/** By which name does a file know a function that it declares? */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../vocabulary/source.ts';
import { parentThrough, type FunctionNode } from './nodes.ts';

/** The name that a function is declared with, or that a variable gets with it. */
export function ownName(fn: FunctionNode): TSESTree.Identifier | undefined {
  if (fn.type === 'FunctionDeclaration') return fn.id ?? undefined;
  return nameGiven(fn);
}

/** The name that a variable gets with an expression. */
export function nameGiven(expression: Node): TSESTree.Identifier | undefined {
  const { parent, child } = parentThrough(expression);
  return parent?.type === 'VariableDeclarator' && parent.init === child && parent.id.type === 'Identifier'
    ? parent.id
    : undefined;
}

/** Is it exported where it is declared? */
export function isExportedName(name: Node): boolean {
  const declaration = name.parent?.type === 'VariableDeclarator' ? name.parent.parent : name.parent;
  return /^Export/.test(declaration?.parent?.type ?? '');
}
