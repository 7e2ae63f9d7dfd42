/** Classes of the file: fields, private fields, parameter properties, getters, and what they inherit. */
import type { TSESTree } from '@typescript-eslint/types';
import { putsBy, writesToThis } from '../names/file-writes.ts';
import type { Node } from '../vocabulary/source.ts';
import { Keys, remembered } from '../memo.ts';
import { annotationOf } from '../syntax/patterns.ts';
import type { Resolver } from './resolver.ts';
import { thisValue } from './this-value.ts';
import { referencesOf } from './parameter-callers.ts';
import { allKnown, anyKnown, type PathValue, type Value } from './value.ts';
import { typeValue } from './resolve-type.ts';
import {
  isClass,
  isFunction,
  parentThrough,
  propertyKey,
  type ClassNode,
  type FunctionNode,
} from '../syntax/nodes.ts';

/** Which member of which class of the file. */
export interface MemberOf {
  readonly node: ClassNode;
  readonly name: string;
  readonly isStatic: boolean;
}

type NamedMember = Exclude<TSESTree.ClassElement, TSESTree.StaticBlock | TSESTree.TSIndexSignature>;

const membersOf = new WeakMap<ClassNode, ReadonlyMap<string, readonly NamedMember[]>>();

function membersByName(node: ClassNode): ReadonlyMap<string, readonly NamedMember[]> {
  return remembered(membersOf, node, () => {
    const byName = new Map<string, NamedMember[]>();
    for (const member of node.body.body) {
      if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature') continue;
      const key = propertyKey(member);
      if (key !== undefined) remembered(byName, key, (): NamedMember[] => []).push(member);
    }
    return byName;
  });
}

function membersNamed({ node, name, isStatic }: MemberOf): readonly NamedMember[] {
  return (membersByName(node).get(name) ?? []).filter((member) => member.static === isStatic);
}

const memberKeys = new Keys<ClassNode, string>();

/**
 * A member of a class of the file; the classes it extends are asked when it has none of that name. How an instance
 * was made (`created`) matters only to what it inherits from outside the file.
 */
export function classMember(
  resolver: Resolver,
  member: MemberOf,
  created?: TSESTree.NewExpression,
): Value | undefined {
  if (created) return findMember(resolver, member, created);
  const key = memberKeys.of(member.node, `${member.isStatic ? 'static ' : ''}${member.name}`);
  return resolver.remember(key, () => findMember(resolver, member));
}

function findMember(
  resolver: Resolver,
  member: MemberOf,
  created?: TSESTree.NewExpression,
): Value | undefined {
  const { name, isStatic } = member;
  // `class A extends B {} class B extends A {}` parses.
  const passed = new Set<ClassNode>();
  for (let { node } = member; !passed.has(node);) {
    const own = ownMember(resolver, { node, name, isStatic });
    const value = own?.value ?? assignedWhole(resolver, { node, name, isStatic });
    if (own || value) return value;
    passed.add(node);
    const base = node.superClass && resolver.evaluate(node.superClass);
    if (base?.kind === 'path') {
      const inherited = resolver.member(isStatic ? base : instance(base, created), name);
      return inherited ?? ofSubclasses(resolver, member);
    }
    if (base?.kind !== 'class') return ofSubclasses(resolver, member);
    ({ node } = base);
  }
  return undefined;
}

/** `Object.assign(this, deps)`: what it is given by that name, in any of the class's methods. */
function assignedWhole(resolver: Resolver, { node, name, isStatic }: MemberOf): Value | undefined {
  if (isStatic || !resolver.source.text.includes('Object.assign(this')) return undefined;
  const own = (putsBy(resolver.source, 'assign') ?? []).filter(({ arguments: [target] }) => {
    const owner = target?.type === 'ThisExpression' ? thisValue(resolver, target) : undefined;
    return owner?.kind === 'instance' && owner.of === node;
  });
  const given = own.flatMap(({ arguments: [, ...sources] }) => sources);
  return anyKnown(given.map((source) => resolver.member(resolver.evaluate(source), name)));
}

/** What an abstract class uses and leaves to those that extend it, here. */
function ofSubclasses(resolver: Resolver, { node, name, isStatic }: MemberOf): Value | undefined {
  const values = referencesOf(resolver, node).map((at) => {
    const { parent, child } = parentThrough(at);
    return isClass(parent) && parent.superClass === child
      ? ownMember(resolver, { node: parent, name, isStatic })?.value
      : undefined;
  });
  return anyKnown(values);
}

function instance(base: PathValue, created: TSESTree.NewExpression | undefined): Value {
  return { kind: 'path', path: `${base.path}|new`, ...(created && { created }) };
}

/** What a class itself declares or assigns under this name, known or not; nothing where it has no such member. */
function ownMember(resolver: Resolver, member: MemberOf): { readonly value: Value | undefined } | undefined {
  const parameter = parameterOf(member);
  const type = parameter && annotationOf(parameter);
  if (type) return { value: typeValue(resolver, type) };
  const given: Node[] = [];
  const declarations = membersNamed(member);
  for (const declaration of declarations) {
    const value = declaredValue(resolver, declaration, member);
    if (value) return { value };
    given.push(...givenBy(resolver, declaration));
  }
  given.push(...assignments(resolver, member));
  if (given.length > 0) return { value: allKnown(resolver.evaluateAll(given)) };
  return parameter || declarations.length > 0 ? { value: undefined } : undefined;
}

/** What a declaration says by itself: a method is a function, and an annotation has the last word. */
function declaredValue(resolver: Resolver, declaration: NamedMember, member: MemberOf): Value | undefined {
  if (declaration.type === 'MethodDefinition' || declaration.type === 'TSAbstractMethodDefinition') {
    const returns = declaration.value.returnType?.typeAnnotation;
    if (declaration.kind === 'get') {
      const typed = returns && typeValue(resolver, returns);
      return typed && withCreation(resolver, typed, givenBy(resolver, declaration));
    }
    if (declaration.kind !== 'method') return undefined;
    return isFunction(declaration.value)
      ? { kind: 'function', node: declaration.value }
      : { kind: 'callable', returns };
  }
  const type = annotationOf(declaration);
  const typed = type && typeValue(resolver, type);
  return (
    typed &&
    withCreation(resolver, typed, [...givenBy(resolver, declaration), ...assignments(resolver, member)])
  );
}

/** The expressions that a declaration gives its member: a field's initialiser, what a getter returns. */
function givenBy(resolver: Resolver, declaration: NamedMember): readonly Node[] {
  if (declaration.type === 'MethodDefinition')
    return declaration.kind === 'get' && isFunction(declaration.value)
      ? resolver.returns(declaration.value)
      : [];
  const isField = declaration.type === 'PropertyDefinition' || declaration.type === 'AccessorProperty';
  return isField && declaration.value ? [declaration.value] : [];
}

/** What a field is given: its initialiser and every `this.name = ...` of the class. */
export function fieldValues(resolver: Resolver, member: MemberOf): readonly Node[] {
  const initial = membersNamed(member).filter(({ type }) => type !== 'MethodDefinition');
  return [
    ...initial.flatMap((declaration) => givenBy(resolver, declaration)),
    ...assignments(resolver, member),
  ];
}

export function getterOf(member: MemberOf): FunctionNode | undefined {
  for (const declaration of membersNamed(member))
    if (
      declaration.type === 'MethodDefinition' &&
      declaration.kind === 'get' &&
      isFunction(declaration.value)
    )
      return declaration.value;
  return undefined;
}

/** The class outside the file that a class of the file extends, as a path. */
export function externalBase(
  resolver: Resolver,
  node: ClassNode,
  seen = new Set<ClassNode>(),
): string | undefined {
  if (!node.superClass || seen.has(node)) return undefined;
  seen.add(node);
  const base = resolver.evaluate(node.superClass);
  if (base?.kind === 'class') return externalBase(resolver, base.node, seen);
  return base?.kind === 'path' ? base.path : undefined;
}

/** An annotation tells what a field holds; its one construction tells how it was made. */
function withCreation(resolver: Resolver, typed: Value, nodes: readonly Node[]): Value {
  const made = allKnown(resolver.evaluateAll(nodes));
  return typed.kind === 'path' && made?.kind === 'path' && made.path === typed.path ? made : typed;
}

/** `constructor(private readonly queue: PQueue)`: the identifier that declares the field. */
function parameterOf({ node, name, isStatic }: MemberOf): Node | undefined {
  if (isStatic) return undefined;
  for (const declaration of membersByName(node).get('constructor') ?? []) {
    const parameter = declaration.type === 'MethodDefinition' && parameterProperty(declaration.value, name);
    if (parameter) return parameter;
  }
  return undefined;
}

/** The identifier among a constructor's parameters that declares a field of this name. */
export function parameterProperty(fn: Node, name: string): Node | undefined {
  if (!isFunction(fn)) return undefined;
  for (const parameter of fn.params) {
    if (parameter.type !== 'TSParameterProperty') continue;
    const inner: Node =
      parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
    if (inner.type === 'Identifier' && inner.name === name) return inner;
  }
  return undefined;
}

type AssignmentsByName = Map<string, ReadonlyMap<ClassNode, readonly Assignment[]>>;

const assignmentsOf = new WeakMap<Resolver, AssignmentsByName>();

interface Assignment {
  readonly isStatic: boolean;
  readonly value: Node;
}

/** The right sides of every `this.name = ...` in the class's own methods (for static members, its static ones). */
function assignments(resolver: Resolver, { node, name, isStatic }: MemberOf): readonly Node[] {
  const byName = remembered(assignmentsOf, resolver, (): AssignmentsByName => new Map());
  const byClass = remembered(byName, name, () => assignmentsByClass(resolver, name));
  const own = byClass.get(node) ?? [];
  return own.flatMap((assignment) => (assignment.isStatic === isStatic ? [assignment.value] : []));
}

/** For all classes at once: a bundle has thousands that write the same name. */
function assignmentsByClass(resolver: Resolver, name: string): ReadonlyMap<ClassNode, Assignment[]> {
  const byClass = new Map<ClassNode, Assignment[]>();
  for (const { object, value } of writesToThis(resolver.source, name)) {
    const owner = thisValue(resolver, object);
    if (owner?.kind !== 'class' && owner?.kind !== 'instance') continue;
    const node = owner.kind === 'class' ? owner.node : owner.of;
    const list = remembered(byClass, node, (): Assignment[] => []);
    list.push({ isStatic: owner.kind === 'class', value });
  }
  return byClass;
}
