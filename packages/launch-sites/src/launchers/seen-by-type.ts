/** What an annotation of the file says: is a value of this type a function? */
import { DEEPEST_EXPRESSION } from '../bounds.ts';
import type { TSESTree } from '@typescript-eslint/types';
import type { Resolver } from '../evaluate/resolver.ts';
import { typeValue, mayBeCalled } from '../evaluate/resolve-type.ts';
import type { Value } from '../evaluate/value.ts';
import { annotationOf, patternSteps, rootPattern } from '../syntax/patterns.ts';
import { findType, findValue } from '../syntax/scopes.ts';
import { propertyKey, memberName } from '../syntax/nodes.ts';
import type { Node, SeenAs } from '../vocabulary/source.ts';

/** What is no function, by its keyword or form. `any`, `unknown`, `object` and what is computed from types may be one. */
const NO_FUNCTION = new Set([
  'TSArrayType',
  'TSBigIntKeyword',
  'TSBooleanKeyword',
  'TSLiteralType',
  'TSMappedType',
  'TSNeverKeyword',
  'TSNullKeyword',
  'TSNumberKeyword',
  'TSStringKeyword',
  'TSSymbolKeyword',
  'TSTemplateLiteralType',
  'TSTupleType',
  'TSUndefinedKeyword',
  'TSVoidKeyword',
]);
/** Types of the language and of Node whose values are objects. */
const GLOBAL_OBJECTS =
  /^(?:Array|ArrayBuffer|Buffer|DataView|Date|Map|Number|Promise|Readonly(?:Array|Map|Set)|Record|RegExp|Set|String|URL|URLSearchParams|Weak(?:Map|Set)|(?:\w+)?Error|(?:Big)?(?:Ui|I)nt\d+Array|Float\d+Array)$/;

interface Declared {
  readonly type: TSESTree.TypeNode;
  readonly optional: boolean;
}

/** Seen by its type. What may also be absent is no function for sure. */
export function seenByType(resolver: Resolver, type: TSESTree.TypeNode, optional = false, depth = 0): SeenAs {
  const seen = seenBy(resolver, type, depth);
  return optional && seen === 'function' ? 'unknown' : seen;
}

function seenBy(resolver: Resolver, type: TSESTree.TypeNode, depth: number): SeenAs {
  if (NO_FUNCTION.has(type.type)) return 'other';
  if (depth > DEEPEST_EXPRESSION) return 'unknown';
  const next = (inner: TSESTree.TypeNode): SeenAs => seenBy(resolver, inner, depth + 1);
  switch (type.type) {
    case 'TSFunctionType':
      return 'function';
    case 'TSUnionType': {
      const [first, ...others] = type.types.map(next);
      return first && others.every((other) => other === first) ? first : 'unknown';
    }
    case 'TSIntersectionType': {
      const parts = type.types.map(next);
      if (parts.includes('function')) return 'function';
      return parts.every((part) => part === 'other') ? 'other' : 'unknown';
    }
    case 'TSTypeLiteral':
      return mayBeCalled({ kind: 'shape', members: type.members }) ? 'function' : 'other';
    case 'TSTypeOperator':
      if (type.operator === 'keyof' || type.operator === 'unique') return 'other';
      return type.typeAnnotation ? next(type.typeAnnotation) : 'unknown';
    case 'TSTypeReference':
      return seenByName(resolver, type, depth);
    default:
      return (type as { type: string }).type === 'TSParenthesizedType'
        ? next((type as unknown as { typeAnnotation: TSESTree.TypeNode }).typeAnnotation)
        : 'unknown';
  }
}

function seenByName(resolver: Resolver, type: TSESTree.TSTypeReference, depth: number): SeenAs {
  if (type.typeName.type !== 'Identifier') return 'unknown';
  const { name } = type.typeName;
  const { scopeManager } = resolver.source;
  const value = findValue(scopeManager, type, name);
  if (value !== 'global' && value.definitions.some((definition) => definition.type === 'TSEnumName'))
    return 'other';
  const binding = findType(scopeManager, type, name);
  if (binding === 'global') {
    if (name === 'Function') return 'function';
    return GLOBAL_OBJECTS.test(name) ? 'other' : seenByShape(typeValue(resolver, type));
  }
  for (const { node } of binding.definitions) {
    if (node.type === 'TSTypeAliasDeclaration')
      return seenByType(resolver, node.typeAnnotation, false, depth + 1);
    if (node.type === 'TSTypeParameter')
      return node.constraint ? seenByType(resolver, node.constraint, false, depth + 1) : 'unknown';
  }
  return seenByShape(typeValue(resolver, type));
}

function seenByShape(value: Value | undefined): SeenAs {
  switch (value?.kind) {
    case 'callable':
      return 'function';
    case 'instance':
    case 'container':
      return 'other';
    case 'shape':
      if (!mayBeCalled(value)) return 'other';
      return value.members.some(({ type }) => type === 'TSCallSignatureDeclaration') ? 'function' : 'unknown';
    default:
      return 'unknown';
  }
}

/** The type that the file declares an expression with: a name, a part of what is taken apart, or a member. */
export function declaredTypeOf(resolver: Resolver, node: Node): Declared | undefined {
  if (node.type === 'MemberExpression') {
    const name = memberName(node);
    return name === undefined ? undefined : memberType(resolver.evaluate(node.object), name);
  }
  if (node.type !== 'Identifier') return undefined;
  const binding = findValue(resolver.source.scopeManager, node, node.name);
  const [definition, another] = binding === 'global' ? [] : binding.definitions;
  if (!definition || another) return undefined;
  const { name, node: declaring } = definition;
  const type = annotationOf(name);
  if (type) return { type, optional: name.optional };
  const pattern = rootPattern(name);
  const steps = pattern === name ? undefined : patternSteps(pattern, name);
  if (!steps) return undefined;
  const whole = annotationOf(pattern);
  const init = declaring.type === 'VariableDeclarator' ? declaring.init : undefined;
  const value = whole ? typeValue(resolver, whole) : init ? resolver.evaluate(init) : undefined;
  const owner = steps.slice(0, -1).reduce((of, step) => resolver.member(of, step), value);
  const last = steps.at(-1);
  return last === undefined ? undefined : memberType(owner, last);
}

function memberType(owner: Value | undefined, name: string): Declared | undefined {
  const members =
    owner?.kind === 'shape'
      ? owner.members
      : owner?.kind === 'instance'
        ? owner.of.body.body
        : owner?.kind === 'class'
          ? owner.node.body.body
          : [];
  for (const member of members) {
    if (member.type !== 'TSPropertySignature' && member.type !== 'PropertyDefinition') continue;
    const type = propertyKey(member) === name ? annotationOf(member) : undefined;
    if (type) return { type, optional: member.optional };
  }
  return undefined;
}
