/** Finding the variable behind a name, by position: no reference table is built, so it costs only what is asked. */
import type { TSESTree } from '@typescript-eslint/types';
import { MOST_ALIASES } from '../bounds.ts';
import { remembered } from '../memo.ts';
import { sharedExport } from './namespaces.ts';
import { isPlain, stringValue, valueOf } from './nodes.ts';
import type {
  DefinitionLike,
  Node,
  ReferenceLike,
  ScopeLike,
  ScopeManagerLike,
  Source,
  VariableLike,
} from '../vocabulary/source.ts';

export interface Definition extends DefinitionLike {
  readonly node: Node;
  readonly parent?: Node | null;
  readonly name: TSESTree.Identifier;
}

/** A name is bound in the file, or it is a global (unresolved, declared ambient, or without a definition). */
export type Binding =
  { readonly variable: VariableLike; readonly definitions: readonly Definition[] } | 'global';

/**
 * The value that `name` means at `node`. A type-only definition (`interface Worker {}`) does not shadow the
 * value; an ambient one (`declare const setImmediate`) is the global itself.
 */
export function findValue(scopes: ScopeManagerLike, node: Node, name: string): Binding {
  return find(scopes, node, name, (definition) => !isTypeOnly(definition));
}

/** Where the file names what `name` stands for at `from`; nothing for what it does not declare itself. */
export function mentionsOf(scopes: ScopeManagerLike, name: TSESTree.Identifier, from: Node = name): Node[] {
  return referencesAt(scopes, name, from).map(({ identifier }) => identifier as Node);
}

/** Where the file reads it. */
export function readsOf(scopes: ScopeManagerLike, name: TSESTree.Identifier): Node[] {
  return referencesAt(scopes, name, name).flatMap((one) => (one.isRead() ? [one.identifier as Node] : []));
}

function referencesAt(
  scopes: ScopeManagerLike,
  name: TSESTree.Identifier,
  from: Node,
): VariableLike['references'] {
  const binding = findValue(scopes, from, name.name);
  return binding === 'global' ? [] : binding.variable.references;
}

/** The type that `name` means at `node`. Classes and imports are both. */
export function findType(scopes: ScopeManagerLike, node: Node, name: string): Binding {
  return find(
    scopes,
    node,
    name,
    ({ type }) => type === 'Type' || type === 'ClassName' || type === 'ImportBinding',
  );
}

function find(
  scopes: ScopeManagerLike,
  node: Node,
  name: string,
  accepts: (definition: Definition) => boolean,
): Binding {
  for (let scope: ScopeLike | null = scopeOf(scopes, node); scope; scope = scope.upper) {
    const variable = scope.set.get(name) ?? sharedExport(scopes, scope, name);
    // `arguments` has no definition but is no global either.
    if (!variable || (scope.type === 'function' && variable.defs.length === 0 && name === 'arguments'))
      continue;
    const definitions = (variable.defs as readonly Definition[]).filter(accepts);
    const own = definitions.filter((definition) => !isAmbient(definition));
    if (own.length > 0) return { variable, definitions: own };
    if (definitions.length > 0) return 'global';
  }
  return 'global';
}

/** The ambient declaration (`declare const queue: PQueue`) of a name that counts as a global. */
export function findAmbient(scopes: ScopeManagerLike, node: Node, name: string): Definition | undefined {
  for (let scope: ScopeLike | null = scopeOf(scopes, node); scope; scope = scope.upper) {
    const definition = (scope.set.get(name)?.defs as readonly Definition[] | undefined)?.find(isAmbient);
    if (definition) return definition;
  }
  return undefined;
}

function scopeOf(scopes: ScopeManagerLike, node: Node): ScopeLike | null {
  for (let at: Node | null | undefined = node; at; at = at.parent) {
    const scope = scopes.acquire(at as never, true) as ScopeLike | null;
    if (scope) return scope.type === 'function-expression-name' ? (scope.childScopes[0] ?? scope) : scope;
  }
  return scopes.globalScope ?? scopes.scopes[0] ?? null;
}

function isTypeOnly({ type, node, parent }: Definition): boolean {
  if (type === 'Type') return true;
  if (type !== 'ImportBinding') return false;
  return (
    (node as { importKind?: string }).importKind === 'type' ||
    (parent as { importKind?: string } | null | undefined)?.importKind === 'type'
  );
}

function isAmbient({ node, parent }: Definition): boolean {
  if (
    (node as { declare?: boolean }).declare ||
    (parent as { declare?: boolean } | null | undefined)?.declare
  )
    return true;
  for (let at = node.parent; at; at = at.parent)
    if (at.type === 'TSModuleDeclaration' && (at.declare || at.kind === 'global')) return true;
  return false;
}

/** Does a function use nothing of its file but itself? Then it could run anywhere. */
export function usesGlobalsOnly(scopes: ScopeManagerLike, fn: Node): boolean {
  const scope = scopes.acquire(fn as never) as ScopeLike | null;
  return (
    scope !== null &&
    scope.through.every(
      ({ resolved }) =>
        !resolved ||
        resolved.defs.length === 0 ||
        resolved.defs.every(
          (definition) =>
            definition.node === fn ||
            isTypeOnly(definition as Definition) ||
            isAmbient(definition as Definition),
        ),
    )
  );
}

/** `wanted`, or the first of `wanted2`, `wanted3`... that is not taken. */
export function freeName({ text, scopeManager }: Source, wanted: string): string {
  if (!text.includes(wanted)) return wanted;
  const taken = takenNames(scopeManager);
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
  return name;
}

const takenIn = new WeakMap<ScopeManagerLike, ReadonlySet<string>>();

/** Every name bound or used as a global anywhere in the file: what a new import must not collide with. */
function takenNames(scopes: ScopeManagerLike): ReadonlySet<string> {
  return remembered(takenIn, scopes, () => {
    const names = new Set<string>();
    for (const scope of scopes.scopes) {
      for (const variable of scope.variables) if (variable.defs.length > 0) names.add(variable.name);
      for (const reference of scope.through) names.add((reference.identifier as { name: string }).name);
    }
    return names;
  });
}

const assigned = new WeakMap<VariableLike, readonly Node[] | undefined>();

/** The expressions assigned to a variable after its declaration; undefined where one of them is not known. */
export function assignedValues(variable: VariableLike): readonly Node[] | undefined {
  return remembered(assigned, variable, () => {
    const values = laterWrites(variable).map(plainAssignment);
    return values.every((value) => value !== undefined) ? values : undefined;
  });
}

const writes = new WeakMap<VariableLike, readonly ReferenceLike[]>();

function laterWrites(variable: VariableLike): readonly ReferenceLike[] {
  return remembered(writes, variable, () =>
    variable.references.filter((reference) => reference.isWrite() && !reference.init),
  );
}

function plainAssignment(reference: ReferenceLike): Node | undefined {
  const identifier = reference.identifier as Node;
  const { parent } = identifier;
  if (parent?.type !== 'AssignmentExpression' || parent.left !== identifier) return undefined;
  return isPlain(parent) ? parent.right : undefined;
}

export function isReassigned(variable: VariableLike): boolean {
  return laterWrites(variable).length > 0;
}

/** The one place that gives a variable its value for ever: declared once, with a value, and never written again. */
export interface ConstantDeclaration {
  readonly variable: VariableLike;
  /** The name itself, or a pattern that has it inside. */
  readonly id: Node;
  readonly name: TSESTree.Identifier;
  readonly init: TSESTree.Expression;
}

export function constantDeclaration(
  scopes: ScopeManagerLike,
  name: TSESTree.Identifier,
): ConstantDeclaration | undefined {
  const binding = findValue(scopes, name, name.name);
  if (binding === 'global' || binding.definitions.length > 1 || isReassigned(binding.variable))
    return undefined;
  const { variable } = binding;
  const [definition] = binding.definitions;
  if (definition?.node.type !== 'VariableDeclarator' || !definition.node.init) return undefined;
  return { variable, id: definition.node.id, name: definition.name, init: definition.node.init };
}

/** The expression behind a name that always stands for it: `init` of `const name = init`. */
export function constantBehind(scopes: ScopeManagerLike, name: TSESTree.Identifier): Node | undefined {
  const declaration = constantDeclaration(scopes, name);
  return declaration && declaration.id === declaration.name ? declaration.init : undefined;
}

/** What an expression always is, through such names (`const a = b; const c = a`); for all others the node itself. */
export function throughConstants(scopes: ScopeManagerLike, expression: Node): Node {
  let value = valueOf(expression);
  for (let passed = 0; value.type === 'Identifier' && passed < MOST_ALIASES; passed++) {
    const behind = constantBehind(scopes, value);
    if (!behind) break;
    value = valueOf(behind);
  }
  return value;
}

/** A string as it is written, or through constants: `const WORKERS = 'node:worker_threads'`. */
export function constantString(scopes: ScopeManagerLike, node: Node): string | undefined {
  return stringValue(throughConstants(scopes, node));
}

/** `queue[ADD]`: the name that a member is read by, where a constant has it. */
export function constantKey(
  scopes: ScopeManagerLike,
  { computed, property }: TSESTree.MemberExpression,
): string | undefined {
  return computed && property.type === 'Identifier' ? constantString(scopes, property) : undefined;
}
