/** `submit` belongs to no package: who is an executor, and what is visibly a function? */
import { MOST_BASES } from '../bounds.ts';
import type { TSESTree } from '@typescript-eslint/types';
import { parameterProperty } from '../evaluate/class-members.ts';
import type { LaunchConfig } from '../vocabulary/config.ts';
import type { Node } from '../vocabulary/source.ts';
import { annotationOf, patternSteps } from '../syntax/patterns.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { constantDeclaration, findValue } from '../syntax/scopes.ts';
import { memberName, propertyKey, valueOf, type ClassNode } from '../syntax/nodes.ts';

/** By the last word of the receiver's name, of its annotated type or of its class; in strict, anything but jQuery. */
export function isExecutor(resolver: Resolver, receiver: Node, config: LaunchConfig): boolean {
  const words = executorWords(resolver, receiver);
  if (words.some((word) => config.executorNames.includes(word))) return true;
  return config.strict && !isJquery(receiver);
}

/** The last words of all names that a receiver has. */
export function executorWords(resolver: Resolver, receiver: Node): string[] {
  return receiverNames(resolver, receiver).map(lastWord);
}

export function lastWord(name: string): string {
  const words = name.replace(/^#/, '').match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g);
  return (
    words
      ?.filter((word) => !/^\d+$/.test(word))
      .at(-1)
      ?.toLowerCase() ?? ''
  );
}

function receiverNames(resolver: Resolver, expression: Node): string[] {
  const receiver = valueOf(expression);
  switch (receiver.type) {
    case 'Identifier':
      return [receiver.name, ...declaredNames(resolver, receiver)];
    case 'MemberExpression': {
      const name = memberName(receiver);
      return name === undefined ? [] : [name, ...fieldNames(resolver, receiver, name)];
    }
    case 'NewExpression':
      return classNames(resolver, receiver.callee);
    case 'CallExpression':
      return receiverNames(resolver, receiver.callee);
    case 'AwaitExpression':
      return receiverNames(resolver, receiver.argument);
    case 'LogicalExpression':
      return [...receiverNames(resolver, receiver.left), ...receiverNames(resolver, receiver.right)];
    default:
      return [];
  }
}

function declaredNames(resolver: Resolver, identifier: TSESTree.Identifier): string[] {
  const binding = findValue(resolver.source.scopeManager, identifier, identifier.name);
  if (binding === 'global') return [];
  return binding.definitions.flatMap(({ name, node }) => {
    const init = node.type === 'VariableDeclarator' && node.id === name ? node.init : undefined;
    return [...typeNames(annotationOf(name)), ...(init ? constructedNames(resolver, init) : [])];
  });
}

function fieldNames(resolver: Resolver, receiver: TSESTree.MemberExpression, name: string): string[] {
  const owner = resolver.evaluate(receiver.object);
  if (owner?.kind === 'shape')
    return owner.members.flatMap((member) =>
      member.type === 'TSPropertySignature' && propertyKey(member) === name
        ? typeNames(annotationOf(member))
        : [],
    );
  if (owner?.kind !== 'instance' && owner?.kind !== 'class') return [];
  const of: ClassNode = owner.kind === 'instance' ? owner.of : owner.node;
  return of.body.body.flatMap((member) => {
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') {
      const parameter = parameterProperty(member.value, name);
      return parameter ? typeNames(annotationOf(parameter)) : [];
    }
    if (member.type !== 'PropertyDefinition' || propertyKey(member) !== name) return [];
    return [
      ...typeNames(annotationOf(member)),
      ...(member.value ? constructedNames(resolver, member.value) : []),
    ];
  });
}

function constructedNames(resolver: Resolver, init: Node): string[] {
  const value = valueOf(init);
  return value.type === 'NewExpression' ? classNames(resolver, value.callee) : [];
}

function classNames(resolver: Resolver, callee: Node, depth = 0): string[] {
  const name =
    callee.type === 'Identifier'
      ? callee.name
      : callee.type === 'MemberExpression'
        ? memberName(callee)
        : undefined;
  const value = resolver.evaluate(callee);
  const parent =
    value?.kind === 'class' && value.node.superClass && depth < MOST_BASES
      ? classNames(resolver, value.node.superClass, depth + 1)
      : [];
  return [...(name === undefined ? [] : [name]), ...parent];
}

function typeNames(type: TSESTree.TypeNode | undefined): string[] {
  if (type?.type === 'TSUnionType' || type?.type === 'TSIntersectionType')
    return type.types.flatMap(typeNames);
  if (type?.type !== 'TSTypeReference') return [];
  if (type.typeName.type === 'Identifier') return [type.typeName.name];
  return type.typeName.type === 'TSQualifiedName' ? [type.typeName.right.name] : [];
}

/** The object that a constant got its method from: by destructuring, as a member, or bound to it. */
export function takenMethod(
  resolver: Resolver,
  name: TSESTree.Identifier,
  method: string,
): { readonly receiver: Node; readonly bound: boolean } | undefined {
  const declaration = constantDeclaration(resolver.source.scopeManager, name);
  if (!declaration) return undefined;
  const { id, init } = declaration;
  if (id.type === 'ObjectPattern') {
    const steps = patternSteps(id, declaration.name);
    return steps?.length === 1 && steps[0] === method ? { receiver: init, bound: false } : undefined;
  }
  const value = valueOf(init);
  if (id !== declaration.name) return undefined;
  if (value.type === 'CallExpression') {
    const bind = valueOf(value.callee);
    if (bind.type !== 'MemberExpression' || memberName(bind) !== 'bind' || value.arguments.length !== 1)
      return undefined;
    const bound = methodReceiver(valueOf(bind.object), method);
    return bound && { receiver: bound, bound: true };
  }
  const receiver = methodReceiver(value, method);
  return receiver && { receiver, bound: false };
}

function methodReceiver(node: Node, method: string): Node | undefined {
  return node.type === 'MemberExpression' && memberName(node) === method ? node.object : undefined;
}

/** `$(...)`, `jQuery(...)` and their chains, and the `$form` convention: form handlers. */
function isJquery(expression: Node): boolean {
  const node = valueOf(expression);
  if (node.type === 'CallExpression') return isJquery(node.callee);
  if (node.type === 'MemberExpression') {
    const name = memberName(node);
    return (name?.startsWith('$') ?? false) || isJquery(node.object);
  }
  return node.type === 'Identifier' && (node.name.startsWith('$') || node.name === 'jQuery');
}
