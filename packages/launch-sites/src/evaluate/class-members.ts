/** Classes of the file: fields, private fields, parameter properties, getters, and what they inherit. */
import type { TSESTree } from '@typescript-eslint/types';
import { writesToThis } from '../names/file-writes.ts';
import type { Node } from '../vocabulary/source.ts';
import { remembered } from '../memo.ts';
import { annotationOf } from '../syntax/patterns.ts';
import type { Resolver } from './resolver.ts';
import { allKnown, type Value } from './value.ts';
import { typeValue } from './resolve-type.ts';
import { isClass, isFunction, propertyKey, type ClassNode, type FunctionNode } from '../syntax/nodes.ts';

/** What `this` is at `node`: arrow functions keep it, methods and fields of a class or an object literal give it. */
export function thisValue(resolver: Resolver, node: Node): Value | undefined {
  let child: Node = node;
  for (let at = node.parent; at; child = at, at = at.parent) {
    if (at.type === 'StaticBlock')
      return isClass(at.parent.parent) ? { kind: 'class', node: at.parent.parent } : undefined;
    if ((at.type === 'PropertyDefinition' || at.type === 'AccessorProperty') && at.value === child)
      return ofClass(at.parent.parent, at.static);
    if (at.type !== 'FunctionExpression' && at.type !== 'FunctionDeclaration') continue;
    const [first] = at.params;
    // `function f(this: PQueue)`
    if (first?.type === 'Identifier' && first.name === 'this') {
      const annotated = annotationOf(first);
      return annotated && typeValue(resolver, annotated);
    }
    const { parent } = at;
    if (parent.type === 'MethodDefinition') return ofClass(parent.parent.parent, parent.static);
    if (parent.type === 'Property' && parent.parent.type === 'ObjectExpression')
      return { kind: 'object', node: parent.parent };
    return undefined;
  }
  return undefined;
}

function ofClass(node: ClassNode, isStatic: boolean): Value {
  return isStatic ? { kind: 'class', node } : { kind: 'instance', of: node };
}

/** `super` in a method: the instance (in a static one, the class) that the enclosing class extends. */
export function superValue(resolver: Resolver, node: Node): Value | undefined {
  const own = thisValue(resolver, node);
  if (own?.kind !== 'instance' && own?.kind !== 'class') return undefined;
  const superClass = own.kind === 'instance' ? own.of.superClass : own.node.superClass;
  const base = superClass && resolver.evaluate(superClass);
  if (own.kind === 'class' || !base) return base ?? undefined;
  if (base.kind === 'class') return { kind: 'instance', of: base.node };
  return base.kind === 'path' ? { kind: 'path', path: `${base.path}|new` } : undefined;
}

const membersOf = new WeakMap<ClassNode, ReadonlyMap<string, readonly TSESTree.ClassElement[]>>();

/** The members of one name, and the constructor, which may declare any. */
function membersNamed(node: ClassNode, name: string): readonly TSESTree.ClassElement[] {
  let byName = membersOf.get(node);
  if (!byName) {
    const found = new Map<string, TSESTree.ClassElement[]>();
    for (const member of node.body.body) {
      if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature') continue;
      const key = propertyKey(member);
      if (key === undefined) continue;
      const list = found.get(key);
      if (list) list.push(member);
      else found.set(key, [member]);
    }
    byName = found;
    membersOf.set(node, byName);
  }
  const own = byName.get(name) ?? [];
  return name === 'constructor' ? own : [...(byName.get('constructor') ?? []), ...own];
}

const memberKeys = new WeakMap<ClassNode, Map<string, object>>();

function memberKey(node: ClassNode, name: string): object {
  const keys = memberKeys.get(node) ?? new Map<string, object>();
  memberKeys.set(node, keys);
  const key = keys.get(name) ?? {};
  keys.set(name, key);
  return key;
}

/** A member of a class of the file; the classes it extends are asked when it has none of that name. */
export function classMember(
  resolver: Resolver,
  node: ClassNode,
  name: string,
  isStatic: boolean,
  created?: TSESTree.NewExpression,
): Value | undefined {
  // How an instance was made matters only to what it inherits from outside the file.
  if (created) return findMember(resolver, node, name, isStatic, created);
  return resolver.remember(memberKey(node, `${isStatic ? 'static ' : ''}${name}`), () =>
    findMember(resolver, node, name, isStatic),
  );
}

function findMember(
  resolver: Resolver,
  node: ClassNode,
  name: string,
  isStatic: boolean,
  created?: TSESTree.NewExpression,
  heirs: readonly ClassNode[] = [],
): Value | undefined {
  const values: Node[] = [];
  let found = false;
  for (const member of membersNamed(node, name)) {
    if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature') continue;
    if (member.type === 'MethodDefinition' && member.kind === 'constructor' && !isStatic) {
      const parameter = parameterProperty(member.value, name);
      const annotated = parameter && annotationOf(parameter);
      if (annotated) return typeValue(resolver, annotated);
      found ||= parameter !== undefined;
    }
    if (member.static !== isStatic || propertyKey(member) !== name) continue;
    found = true;
    if (member.type === 'MethodDefinition' || member.type === 'TSAbstractMethodDefinition') {
      const returns = member.value.returnType?.typeAnnotation;
      if (member.kind === 'get') {
        const typed = returns && typeValue(resolver, returns);
        const returned = isFunction(member.value) ? resolver.returns(member.value) : [];
        if (typed) return withCreation(resolver, typed, returned);
        values.push(...returned);
      } else if (member.kind === 'method' && isFunction(member.value))
        return { kind: 'function', node: member.value };
      else if (member.kind === 'method') return { kind: 'callable', returns };
    } else if ('typeAnnotation' in member && member.typeAnnotation) {
      const typed = typeValue(resolver, member.typeAnnotation.typeAnnotation);
      if (typed)
        return withCreation(resolver, typed, [
          ...(member.value ? [member.value] : []),
          ...assignments(resolver, node, name, isStatic),
        ]);
    }
    if ((member.type === 'PropertyDefinition' || member.type === 'AccessorProperty') && member.value !== null)
      values.push(member.value);
  }
  values.push(...assignments(resolver, node, name, isStatic));
  if (values.length > 0) return allKnown(resolver.evaluateAll(values));
  // `class A extends B {} class B extends A {}` parses.
  if (found || !node.superClass || heirs.includes(node)) return undefined;
  const base = resolver.evaluate(node.superClass);
  if (base?.kind === 'class')
    return findMember(resolver, base.node, name, isStatic, created, [...heirs, node]);
  if (base?.kind !== 'path') return undefined;
  const instance: Value = isStatic
    ? base
    : { kind: 'path', path: `${base.path}|new`, ...(created && { created }) };
  return resolver.member(instance, name);
}

/** What a field is given: its initialiser and every `this.name = ...` of the class. */
export function fieldValues(
  resolver: Resolver,
  node: ClassNode,
  name: string,
  isStatic: boolean,
): readonly Node[] {
  const initial = membersNamed(node, name).flatMap((member) =>
    (member.type === 'PropertyDefinition' || member.type === 'AccessorProperty') &&
    member.static === isStatic &&
    propertyKey(member) === name &&
    member.value
      ? [member.value]
      : [],
  );
  return [...initial, ...assignments(resolver, node, name, isStatic)];
}

export function getterOf(node: ClassNode, name: string, isStatic: boolean): FunctionNode | undefined {
  for (const member of membersNamed(node, name))
    if (
      member.type === 'MethodDefinition' &&
      member.kind === 'get' &&
      member.static === isStatic &&
      propertyKey(member) === name &&
      isFunction(member.value)
    )
      return member.value;
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
function assignments(resolver: Resolver, node: ClassNode, name: string, isStatic: boolean): readonly Node[] {
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
    const list = byClass.get(node) ?? [];
    list.push({ isStatic: owner.kind === 'class', value });
    byClass.set(node, list);
  }
  return byClass;
}
