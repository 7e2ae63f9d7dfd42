/** Functions that their own file alone can call: by name, and it says where. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, ScopeManagerLike } from '../vocabulary/source.ts';
import { isClass, isFunction, parentThrough, type ClassNode, type FunctionNode } from './nodes.ts';
import { findValue, isReassigned, type Binding } from './scopes.ts';

interface NamedFunction {
  /** Every call of it; undefined where it goes anywhere else: exported, stored, handed on. */
  calls(): readonly TSESTree.CallExpression[] | undefined;
}

/** `function all() {}`, `const all = () => {}`; undefined for a function without such a name. */
export function namedFunction(scopes: ScopeManagerLike, fn: FunctionNode): NamedFunction | undefined {
  const declaration = fn.type === 'FunctionDeclaration' ? fn : parentThrough(fn).parent;
  if (declaration?.type !== 'FunctionDeclaration' && declaration?.type !== 'VariableDeclarator')
    return undefined;
  const { id } = declaration;
  const statement = declaration.type === 'FunctionDeclaration' ? declaration : declaration.parent;
  if (id?.type !== 'Identifier' || statement.parent.type.startsWith('Export')) return undefined;
  const binding = findValue(scopes, statement.parent, id.name);
  if (binding === 'global' || functionOf(binding) !== fn) return undefined;
  return { calls: () => allOrNone(binding.variable.references.filter(({ init }) => !init).map(callBy)) };
}

/** The function that a name always stands for. */
export function functionNamed(scopes: ScopeManagerLike, name: TSESTree.Identifier): FunctionNode | undefined {
  const binding = findValue(scopes, name, name.name);
  return binding === 'global' ? undefined : functionOf(binding);
}

function functionOf({ variable, definitions }: Exclude<Binding, 'global'>): FunctionNode | undefined {
  const [definition, ...others] = definitions;
  if (!definition || others.length > 0 || isReassigned(variable)) return undefined;
  const { node, name } = definition;
  if (node.type === 'FunctionDeclaration') return node;
  return node.type === 'VariableDeclarator' && node.id === name && node.init && isFunction(node.init)
    ? node.init
    : undefined;
}

function callBy({ identifier }: { readonly identifier: unknown }): TSESTree.CallExpression | undefined {
  const { parent, child } = parentThrough(identifier as Node);
  return parent?.type === 'CallExpression' && parent.callee === child ? parent : undefined;
}

function allOrNone<T>(found: readonly (T | undefined)[]): readonly T[] | undefined {
  const known = found.filter((each) => each !== undefined);
  return known.length === found.length ? known : undefined;
}

/** Does the call show what it gives at `index`? */
export function showsArgument(
  { arguments: given }: TSESTree.CallExpression | TSESTree.NewExpression,
  index: number,
): boolean {
  return index < given.length && given.slice(0, index + 1).every(({ type }) => type !== 'SpreadElement');
}

/** The class that a name always stands for. */
export function classNamed(scopes: ScopeManagerLike, name: TSESTree.Identifier): ClassNode | undefined {
  const binding = findValue(scopes, name, name.name);
  const [definition, ...others] = binding === 'global' ? [] : binding.definitions;
  if (!definition || others.length > 0) return undefined;
  const { node } = definition;
  const made = node.type === 'VariableDeclarator' ? node.init : node;
  return isClass(made) ? made : undefined;
}

export function constructorOf(node: ClassNode): FunctionNode | undefined {
  for (const member of node.body.body)
    if (member.type === 'MethodDefinition' && member.kind === 'constructor' && isFunction(member.value))
      return member.value;
  return undefined;
}
