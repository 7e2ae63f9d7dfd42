/** What a name was given where it is declared: a variable, a parameter, an import, or a part of one in a pattern. */
import type { TSESTree } from '@typescript-eslint/types';
import { iterated, visited } from './containers.ts';
import type { Node, VariableLike } from '../vocabulary/source.ts';
import { annotationOf, defaultOf, patternSteps, rootPattern } from '../syntax/patterns.ts';
import type { Resolver } from './resolver.ts';
import { entityValue, typeValue } from './resolve-type.ts';
import { assignedValues, type Definition } from '../syntax/scopes.ts';
import { isFunction, isNothing, keyName, stringValue } from '../syntax/nodes.ts';
import { elementPath } from './follow-modules.ts';
import { givenByCallers } from './parameter-callers.ts';
import { allKnown, modulePath, type Value } from './value.ts';

export function variableValue(
  resolver: Resolver,
  variable: VariableLike,
  definitions: readonly Definition[],
): Value | undefined {
  const values: (Value | undefined)[] = [];
  for (const { node, name } of definitions) {
    if (node.type !== 'VariableDeclarator') return undefined;
    const annotated = annotationOf(name);
    if (annotated) {
      const value = typeValue(resolver, annotated);
      if (value) return createdBy(resolver, value, variable, node);
    }
    if (node.init && !isNothing(node.init)) values.push(destructured(resolver, node.id, name, node.init));
    else if (node.parent.parent.type === 'ForOfStatement')
      values.push(iteration(resolver, node.id, name, node.parent.parent.right));
    else if (node.parent.parent.type === 'ForInStatement') return undefined;
  }
  const assigned = assignedValues(variable);
  if (!assigned) return undefined;
  values.push(...resolver.evaluateAll(assigned));
  return allKnown(values);
}

/** An annotation tells what the value is; the initialiser still tells how it was made. */
function createdBy(
  resolver: Resolver,
  value: Value,
  variable: VariableLike,
  declarator: TSESTree.VariableDeclarator,
): Value {
  if (value.kind !== 'path') return value;
  const nodes = [...(declarator.init ? [declarator.init] : []), ...(assignedValues(variable) ?? [])];
  const made = allKnown(resolver.evaluateAll(nodes));
  return made?.kind === 'path' && made.path === value.path ? made : value;
}

/** The part of a value that a pattern gives to `name`; its default tells when the value does not. */
function fromPattern(
  resolver: Resolver,
  pattern: Node,
  name: TSESTree.Identifier,
  whole: () => Value | undefined,
): Value | undefined {
  const steps = patternSteps(pattern, name);
  return (
    steps?.reduce<Value | undefined>((value, step) => resolver.member(value, step), whole()) ??
    defaultValue(resolver, name)
  );
}

function destructured(
  resolver: Resolver,
  pattern: Node,
  name: TSESTree.Identifier,
  init: Node,
): Value | undefined {
  if (pattern === name) return resolver.evaluate(init);
  return fromPattern(resolver, pattern, name, () => resolver.evaluate(init));
}

/** `for (const queue of queues)`, `for (const [key, queue] of byKey)` */
function iteration(
  resolver: Resolver,
  pattern: Node,
  name: TSESTree.Identifier,
  over: Node,
): Value | undefined {
  const container = resolver.evaluate(over);
  if (container?.kind === 'path')
    return fromPattern(resolver, pattern, name, () => elementPath(resolver.source, container));
  if (container?.kind !== 'container') return undefined;
  return fromPattern(resolver, pattern, name, () => iterated(resolver, container));
}

export function parameterValue(
  resolver: Resolver,
  variable: VariableLike,
  { name, node }: Definition,
): Value | undefined {
  if (assignedValues(variable)?.length !== 0) return undefined;
  const annotated = annotationOf(name);
  if (annotated) return typeValue(resolver, annotated);
  const pattern = rootPattern(name);
  const type = annotationOf(pattern);
  return fromPattern(resolver, pattern, name, () => {
    if (type) return typeValue(resolver, type);
    const index = isFunction(node) ? node.params.findIndex((parameter) => parameter === pattern) : -1;
    if (index === -1 || !isFunction(node)) return undefined;
    return visited(resolver, node, index) ?? givenByCallers(resolver, node, index);
  });
}

/**
 * `(queue = new PQueue())`: the default tells the type, as it does in TypeScript. `(later = setImmediate)` tells what
 * is called where nothing else is given, as in `options.later ?? setImmediate`.
 */
function defaultValue(resolver: Resolver, name: Node): Value | undefined {
  const given = defaultOf(name);
  const value = given && resolver.evaluate(given);
  return value?.kind === 'path'
    ? { kind: 'path', path: value.path, ...(value.or && { or: value.or }) }
    : undefined;
}

export function importedValue(resolver: Resolver, { node, parent }: Definition): Value | undefined {
  if (node.type === 'TSImportEqualsDeclaration') {
    const reference = node.moduleReference;
    if (reference.type !== 'TSExternalModuleReference') return entityValue(resolver, reference);
    const module = stringValue(reference.expression);
    return module === undefined ? undefined : { kind: 'path', path: modulePath(module) };
  }
  if (parent?.type !== 'ImportDeclaration') return undefined;
  const imported = node.type === 'ImportSpecifier' ? keyName(node.imported) : undefined;
  const path = modulePath(parent.source.value, imported);
  const isDefault = node.type === 'ImportDefaultSpecifier' || imported === 'default';
  return { kind: 'path', path: isDefault && resolver.source.modules?.isOwn(path) ? `${path}.default` : path };
}
