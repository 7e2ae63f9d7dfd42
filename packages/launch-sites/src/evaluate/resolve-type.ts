/** What a TypeScript annotation says about a value, as far as the file itself tells. */
import { Keys } from '../memo.ts';
import type { TSESTree } from '@typescript-eslint/types';
import { CONTAINER_FORMS } from './value.ts';
import type { Node } from '../vocabulary/source.ts';
import type { Resolver } from './resolver.ts';
import { modulePath, sameValue, type Value } from './value.ts';
import { findType, findValue, type Binding } from '../syntax/scopes.ts';
import { isClass, propertyKey, stringValue } from '../syntax/nodes.ts';

/** Types that give their first argument's members. */
const PASS_THROUGH = new Set([
  'Readonly',
  'Required',
  'Partial',
  'NonNullable',
  'Pick',
  'Omit',
  'Awaited',
  'Promise',
]);

/** The value that a place of this type holds: `PQueue` is an instance, `typeof queue` is that variable's value. */
export function typeValue(resolver: Resolver, type: TSESTree.TypeNode): Value | undefined {
  return resolver.remember(type, () => valueOfType(resolver, type));
}

function valueOfType(resolver: Resolver, type: TSESTree.TypeNode): Value | undefined {
  const next = (inner: TSESTree.TypeNode | undefined): Value | undefined =>
    inner && typeValue(resolver, inner);
  switch (type.type) {
    case 'TSTypeReference':
      return reference(resolver, type, next);
    case 'TSUnionType': {
      const values = type.types.filter((member) => !isNothingType(member)).map(next);
      return values.every((value) => value && sameValue(value, values[0])) ? values[0] : undefined;
    }
    case 'TSIntersectionType':
      return intersection(resolver, type);
    case 'TSTypeLiteral':
      return { kind: 'shape', members: type.members };
    case 'TSFunctionType':
      return { kind: 'callable', returns: type.returnType?.typeAnnotation };
    case 'TSArrayType':
    case 'TSTupleType':
      return { kind: 'container', form: 'list', node: type };
    case 'TSTypeQuery':
      if (type.exprName.type !== 'TSImportType') return instanceOnly(entityValue(resolver, type.exprName));
      // A whole module is known by its name, whoever imports it.
      return type.exprName.qualifier ? undefined : importedType(resolver, type.exprName);
    case 'TSImportType': {
      const value = importedType(resolver, type);
      return value?.kind === 'path' && type.qualifier ? instanceOf(value.path) : undefined;
    }
    case 'TSTypeOperator':
      return type.operator === 'readonly' ? next(type.typeAnnotation) : undefined;
    default:
      return (type as { type: string }).type === 'TSParenthesizedType'
        ? next((type as unknown as { typeAnnotation: TSESTree.TypeNode }).typeAnnotation)
        : undefined;
  }
}

/** All of its parts at once: something from outside counts most, and members are looked for in every part. */
function intersection(resolver: Resolver, { types }: TSESTree.TSIntersectionType): Value | undefined {
  const parts = types.flatMap((part) => {
    const value = typeValue(resolver, part);
    return value ? [{ part, value }] : [];
  });
  const whole =
    parts.find(({ value }) => value.kind === 'path' && !isInside(resolver, value)) ??
    parts.find(({ value }) => value.kind === 'callable') ??
    (parts.length === 1 ? parts[0] : undefined);
  if (whole || parts.length === 0) return whole?.value;
  return { kind: 'shape', members: [], bases: parts.map(({ part }) => part) };
}

/** Something of another module of the project, of which only its members are known. */
function isInside({ source }: Resolver, value: Value | undefined): boolean {
  return value?.kind === 'path' && source.modules?.isOwn(value.path) === true;
}

function reference(
  resolver: Resolver,
  type: TSESTree.TSTypeReference,
  next: (inner: TSESTree.TypeNode | undefined) => Value | undefined,
): Value | undefined {
  const [argument] = type.typeArguments?.params ?? [];
  if (type.typeName.type === 'TSQualifiedName') {
    const value = entityValue(resolver, type.typeName);
    return value?.kind === 'path' ? instanceOf(value.path) : undefined;
  }
  if (type.typeName.type !== 'Identifier') return undefined;
  const { name } = type.typeName;
  const binding = findType(resolver.source.scopeManager, type, name);
  if (binding === 'global') {
    if (PASS_THROUGH.has(name)) return next(argument);
    const form = argument && CONTAINER_FORMS.get(name);
    if (form) return { kind: 'container', form, node: type };
    if (argument?.type === 'TSTypeQuery' && argument.exprName.type !== 'TSImportType') {
      const value = entityValue(resolver, argument.exprName);
      if (name === 'InstanceType' && value?.kind === 'path') return instanceOf(value.path);
      if (name === 'InstanceType' && value?.kind === 'class') return { kind: 'instance', of: value.node };
      if (name === 'ReturnType' && value?.kind === 'path')
        return { kind: 'path', path: `${value.path}|call` };
    }
    return undefined;
  }
  return declaredType(resolver, binding);
}

/** What a place of the type holds that a name is bound to. */
export function declaredType(resolver: Resolver, binding: Exclude<Binding, 'global'>): Value | undefined {
  const [definition] = binding.definitions;
  if (definition?.type === 'ImportBinding') {
    const value = resolver.definition(binding.variable, binding.definitions);
    return value?.kind === 'path' ? instanceOf(value.path) : undefined;
  }
  for (const { node } of binding.definitions) {
    if (isClass(node)) return { kind: 'instance', of: node };
    if (node.type === 'TSTypeAliasDeclaration') return typeValue(resolver, node.typeAnnotation);
    // oxc writes null where there is none.
    if (node.type === 'TSTypeParameter')
      return node.constraint ? typeValue(resolver, node.constraint) : undefined;
    if (node.type === 'TSInterfaceDeclaration')
      // Remembered, because interfaces may extend each other in a circle.
      return resolver.remember(node, () => interfaceValue(resolver, node));
  }
  return undefined;
}

/** An interface without members of its own is what it extends. */
function interfaceValue(resolver: Resolver, node: TSESTree.TSInterfaceDeclaration): Value {
  const bases = node.extends.map(({ expression }) => expression as Node);
  const [base] = bases;
  return (
    (node.body.body.length === 0 && bases.length === 1 && base && baseValue(resolver, base)) || {
      kind: 'shape',
      members: node.body.body,
      bases,
    }
  );
}

/** What an interface extends: a class or an interface, of the file or from outside. Of an intersection, a part. */
function baseValue(resolver: Resolver, base: Node): Value | undefined {
  if (base.parent?.type === 'TSIntersectionType') return typeValue(resolver, base as TSESTree.TypeNode);
  if (base.type === 'MemberExpression') {
    const value = resolver.evaluate(base);
    return value?.kind === 'path' ? instanceOf(value.path) : undefined;
  }
  if (base.type !== 'Identifier') return undefined;
  const binding = findType(resolver.source.scopeManager, base, base.name);
  return binding === 'global' ? undefined : declaredType(resolver, binding);
}

type Shape = Extract<Value, { kind: 'shape' }>;

const memberKeys = new Keys<readonly Node[], string | undefined>();

/** A member of a type: its own, then those it extends, then its index signature (for no name: only that). */
export function shapeMember(resolver: Resolver, shape: Shape, name: string | undefined): Value | undefined {
  // Remembered, and safe where interfaces extend each other in a circle.
  return resolver.remember(memberKeys.of(shape.members, name), () => findShapeMember(resolver, shape, name));
}

function findShapeMember(resolver: Resolver, shape: Shape, name: string | undefined): Value | undefined {
  for (const member of name === undefined ? [] : shape.members) {
    if (member.type === 'TSPropertySignature' && propertyKey(member) === name)
      return member.typeAnnotation ? typeValue(resolver, member.typeAnnotation.typeAnnotation) : undefined;
    if (member.type === 'TSMethodSignature' && propertyKey(member) === name) {
      const returns = member.returnType?.typeAnnotation;
      return member.kind === 'get' ? returns && typeValue(resolver, returns) : { kind: 'callable', returns };
    }
  }
  if (name !== undefined) {
    const inherited = (shape.bases ?? []).map((base) => resolver.member(baseValue(resolver, base), name));
    const known = inherited.find((value) => value && !isInside(resolver, value)) ?? inherited.find(Boolean);
    if (known) return known;
  }
  const index = shape.members.find((member) => member.type === 'TSIndexSignature');
  return index?.type === 'TSIndexSignature' && index.typeAnnotation
    ? typeValue(resolver, index.typeAnnotation.typeAnnotation)
    : undefined;
}

/** Whether a value of this type may be a function: it says how it is called or constructed, or extends what may. */
export function mayBeCalled({ members, bases = [] }: Shape): boolean {
  return (
    bases.length > 0 ||
    members.some(
      ({ type }) => type === 'TSCallSignatureDeclaration' || type === 'TSConstructSignatureDeclaration',
    )
  );
}

/** `timers.setImmediate`, `ns.Queue`: a dotted name of types, namespaces or an alias. */
export function entityValue(resolver: Resolver, name: TSESTree.EntityName): Value | undefined {
  if (name.type === 'TSQualifiedName')
    return resolver.member(entityValue(resolver, name.left), name.right.name);
  if (name.type !== 'Identifier') return undefined;
  // A namespace import that is used as a type only (`import type * as p`) is still that module.
  const value = findValue(resolver.source.scopeManager, name, name.name);
  const binding = value === 'global' ? findType(resolver.source.scopeManager, name, name.name) : value;
  return binding === 'global' ? undefined : resolver.definition(binding.variable, binding.definitions);
}

/** `import('p-queue')`, `import('p-queue').default`: what that module or its export is. */
function importedType(resolver: Resolver, { source, qualifier }: TSESTree.TSImportType): Value | undefined {
  const module = stringValue(source);
  const names: string[] = [];
  let name = qualifier;
  for (; name?.type === 'TSQualifiedName'; name = name.left) names.unshift(name.right.name);
  if (name?.type === 'Identifier') names.unshift(name.name);
  return module === undefined
    ? undefined
    : names.reduce<Value | undefined>((value, key) => resolver.member(value, key), {
        kind: 'path',
        path: modulePath(module),
      });
}

function instanceOf(path: string): Value {
  return { kind: 'path', path: `${path}|new` };
}

/** `typeof setImmediate` says how a function is called, not which function it is. */
function instanceOnly(value: Value | undefined): Value | undefined {
  return value?.kind === 'path' && !/\|(?:new|call)/.test(value.path) ? undefined : value;
}

function isNothingType(type: TSESTree.TypeNode): boolean {
  return type.type === 'TSNullKeyword' || type.type === 'TSUndefinedKeyword';
}
