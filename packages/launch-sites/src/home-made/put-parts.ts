/** Which functions does a put bring along: the thing itself, or what it has under the keys that somebody calls? */
import type { TSESTree } from '@typescript-eslint/types';
import { DEEPEST_EXPRESSION } from '../bounds.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import type { Launched } from '../launchers/launched.ts';
import { seenAs } from '../launchers/seen-as.ts';
import type { Wrappers } from '../status/wrappers.ts';
import { isFunction, memberName, propertyKey, valueOf, walkFrom, type ClassNode } from '../syntax/nodes.ts';
import { throughConstants } from '../syntax/scopes.ts';
import type { Node } from '../vocabulary/source.ts';
import type { ItemCall } from './item-calls.ts';
import { runsNobodysCode, SETTLES } from './runs-nobodys-code.ts';

interface Part {
  readonly argument: Node;
  readonly property?: TSESTree.Property;
}

export function partsOf(
  resolver: Resolver,
  wrappers: Wrappers,
  value: Node,
  calls: readonly ItemCall[],
): readonly Launched[] {
  const found = new Map<Node, Launched>();
  for (const { path, isOptional } of calls) {
    if (SETTLES.test(path.at(-1) ?? '')) continue;
    for (const part of partsAt(resolver, value, path)) {
      const seen = part.property?.method ? 'function' : seenAs(resolver, wrappers, part.argument);
      if (seen === 'other' || runsNobodysCode(resolver, part.argument)) continue;
      const launched: Launched =
        seen === 'unknown' && isOptional ? { argument: part.argument, reason: 'function-not-visible' } : part;
      if (!found.get(part.argument)?.reason) found.set(part.argument, launched);
    }
  }
  return [...found.values()];
}

function partsAt(resolver: Resolver, value: Node, path: readonly string[], depth = 0): readonly Part[] {
  const [key, ...rest] = path;
  if (key === undefined) return value.type === 'SpreadElement' ? [] : [{ argument: value }];
  if (depth > DEEPEST_EXPRESSION) return [];
  const next = (inner: Node | undefined | null, more = rest): readonly Part[] =>
    inner ? partsAt(resolver, inner, more, depth + 1) : [];
  const node = throughConstants(resolver.source.scopeManager, value);
  switch (node.type) {
    case 'ObjectExpression':
      return node.properties.flatMap((property) => {
        if (property.type !== 'Property' || propertyKey(property) !== key || property.kind !== 'init')
          return [];
        const hasOwnText = !property.method && !property.shorthand;
        return hasOwnText || rest.length > 0
          ? next(property.value)
          : [{ argument: property.value, property }];
      });
    case 'ArrayExpression':
      return next(node.elements[Number(key)]);
    case 'NewExpression':
      return ofClass(resolver, node, key).flatMap((argument) => next(argument));
    default:
      return [];
  }
}

/** `new Job(run)`, where the class keeps `run` in the field that is called, or in one that the called method calls. */
function ofClass(resolver: Resolver, made: TSESTree.NewExpression, key: string): readonly Node[] {
  const value = resolver.evaluate(made.callee);
  if (value?.kind !== 'class' && value?.kind !== 'function') return [];
  const fields = [key, ...(value.kind === 'class' ? fieldsCalledBy(resolver, value.node, key) : [])];
  const constructor = value.kind === 'class' ? methodOf(value.node, 'constructor') : value.node;
  if (!constructor) return [];
  const parameters = constructor.params.flatMap((parameter, index) => {
    const name = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    if (name.type !== 'Identifier') return [];
    const field = parameter.type === 'TSParameterProperty' ? name.name : undefined;
    return [{ index, name: name.name, field }];
  });
  return parameters.flatMap(({ index, name, field }) => {
    const isKept = field !== undefined ? fields.includes(field) : keeps(resolver, constructor, name, fields);
    const argument = isKept ? made.arguments[index] : undefined;
    return argument && argument.type !== 'SpreadElement' ? [argument] : [];
  });
}

function methodOf(node: ClassNode, name: string): TSESTree.FunctionExpression | undefined {
  for (const member of node.body.body)
    if (member.type === 'MethodDefinition' && propertyKey(member) === name && isFunction(member.value))
      return member.value;
  return undefined;
}

function fieldsCalledBy(resolver: Resolver, node: ClassNode, name: string): readonly string[] {
  const method = name === 'constructor' ? undefined : methodOf(node, name);
  const fields: string[] = [];
  if (method)
    walkFrom(method.body, resolver.source.visitorKeys, (inner) => {
      const callee = inner.type === 'CallExpression' ? valueOf(inner.callee) : undefined;
      if (callee?.type === 'MemberExpression' && callee.object.type === 'ThisExpression')
        fields.push(memberName(callee) ?? '');
    });
  return fields;
}

/** `this.run = run` */
function keeps(resolver: Resolver, fn: Node, parameter: string, fields: readonly string[]): boolean {
  let isKept = false;
  walkFrom(fn, resolver.source.visitorKeys, (node) => {
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return;
    const { object } = node.left;
    const right = valueOf(node.right);
    isKept ||=
      object.type === 'ThisExpression' &&
      fields.includes(memberName(node.left) ?? '') &&
      right.type === 'Identifier' &&
      right.name === parameter;
  });
  return isKept;
}
