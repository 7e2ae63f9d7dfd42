/** TypeScript's namespaces: all blocks of one name share what they export. */
import { remembered } from '../memo.ts';
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, ScopeLike, ScopeManagerLike, VariableLike } from '../vocabulary/source.ts';

interface Namespaces {
  /** The scopes of a namespace's blocks by its dotted name and the scope that it is declared in. */
  readonly blocks: ReadonlyMap<string, readonly ScopeLike[]>;
  readonly nameOf: ReadonlyMap<ScopeLike, string>;
}

const found = new WeakMap<ScopeManagerLike, Namespaces>();

function namespacesOf(scopes: ScopeManagerLike): Namespaces {
  return remembered(found, scopes, () => {
    const blocks = new Map<string, ScopeLike[]>();
    const nameOf = new Map<ScopeLike, string>();
    for (const scope of scopes.scopes) {
      const name = scope.type === 'tsModule' ? fullName(scope.block as Node) : undefined;
      if (name === undefined) continue;
      nameOf.set(scope, name);
      remembered(blocks, name, (): ScopeLike[] => []).push(scope);
    }
    return { blocks, nameOf };
  });
}

/** `A.B` for `namespace A.B {}` and for `namespace A { namespace B {} }`; ambient ones hold no values. */
function fullName(node: Node): string | undefined {
  const names: string[] = [];
  for (let at: Node | null | undefined = node; at; at = at.parent) {
    if (at.type !== 'TSModuleDeclaration') continue;
    const name = at.kind === 'namespace' && !at.declare ? entityText(at.id) : undefined;
    if (name === undefined) return undefined;
    names.unshift(name);
  }
  return names.join('.');
}

function entityText(name: Node): string | undefined {
  if (name.type === 'Identifier') return name.name;
  if (name.type !== 'TSQualifiedName') return undefined;
  const left = entityText(name.left);
  return left === undefined ? undefined : `${left}.${name.right.name}`;
}

/** What another block of this block's namespace exports under `name`. */
export function sharedExport(
  scopes: ScopeManagerLike,
  scope: ScopeLike,
  name: string,
): VariableLike | undefined {
  if (scope.type !== 'tsModule') return undefined;
  const full = namespacesOf(scopes).nameOf.get(scope);
  return full === undefined ? undefined : exportOf(scopes, full, name);
}

/** What the namespace with this full name exports. */
export function exportOf(scopes: ScopeManagerLike, full: string, name: string): VariableLike | undefined {
  for (const scope of namespacesOf(scopes).blocks.get(full) ?? []) {
    const variable = scope.set.get(name);
    if (variable?.defs.some((definition) => isExported(definition.node as Node))) return variable;
  }
  return undefined;
}

export function isNamespace(scopes: ScopeManagerLike, full: string): boolean {
  // `namespace A.B {}` makes `A` as well.
  const { blocks } = namespacesOf(scopes);
  return blocks.has(full) || [...blocks.keys()].some((name) => name.startsWith(`${full}.`));
}

/** The full name that a namespace's declaration gives it. */
export function namespaceName(node: TSESTree.TSModuleDeclaration): string | undefined {
  return fullName(node);
}

function isExported(node: Node): boolean {
  const statement: Node = node.type === 'VariableDeclarator' ? node.parent : node;
  return statement.parent?.type === 'ExportNamedDeclaration';
}
