/** What those who call a function give it: in its own file, and, where it is exported, in those that import it. */
import type { TSESTree } from '@typescript-eslint/types';
import { MOST_CALLERS } from '../bounds.ts';
import { word } from '../names/mentions.ts';
import { mentionsIn, spelling } from '../names/node-at.ts';
import { exportedNames } from '../syntax/exported-names.ts';
import { namedFunction, showsArgument } from '../syntax/own-functions.ts';
import { nameGiven, ownName } from '../syntax/own-name.ts';
import {
  isClass,
  isFunction,
  memberName,
  parentThrough,
  propertyKey,
  type ClassNode,
  type FunctionNode,
} from '../syntax/nodes.ts';
import { mentionsOf } from '../syntax/scopes.ts';
import { THIS_MODULE, type Node } from '../vocabulary/source.ts';
import type { Resolver } from './resolver.ts';
import { allSame, anyKnown, type Value } from './value.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/**
 * `const all = (ids, limit) => ...; all(ids, pLimit(4))`, `new Service(new PQueue())`. What only its own file calls gets
 * what that shows. Others may be called with something else as well: what is known of them says what they are given.
 */
export function givenByCallers(resolver: Resolver, fn: FunctionNode, index: number): Value | undefined {
  const calls = namedFunction(resolver.source.scopeManager, fn)?.calls();
  if (calls) return ofAllCalls(resolver, calls, index);
  const here = callsHere(resolver, fn).filter((call) => showsArgument(call, index));
  // A function that hands on what it was given says nothing of its own.
  const values = resolver
    .evaluateAll(here.flatMap((call) => call.arguments[index] ?? []))
    .filter((value) => value?.kind !== 'cycle');
  if (values.some((value) => value?.kind === 'container')) return undefined;
  const value = withoutMaker(anyKnown(values));
  const elsewhere = byImporters(resolver, fn, index);
  if (!elsewhere || !value) return value ?? withoutMaker(elsewhere);
  return isOpen(elsewhere) ? value : withoutMaker(anyKnown([value, elsewhere]));
}

function ofAllCalls(resolver: Resolver, calls: readonly Call[], index: number): Value | undefined {
  if (calls.length === 0 || !calls.every((call) => showsArgument(call, index))) return undefined;
  const value = allSame(resolver.evaluateAll(calls.flatMap((call) => call.arguments[index] ?? [])));
  return calls.length > 1 ? withoutMaker(value) : value;
}

/** Of several, or where others may call, the construction of the first says nothing about the others. */
function withoutMaker(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'path') return value;
  return { kind: 'path', path: value.path, ...(value.or && { or: value.or }) };
}

function callsHere(resolver: Resolver, fn: FunctionNode): readonly Call[] {
  const { scopeManager } = resolver.source;
  const { parent } = fn;
  if (parent.type === 'MethodDefinition' && parent.kind === 'constructor') {
    const node = parent.parent.parent;
    return isClass(node) ? constructions(resolver, node) : [];
  }
  const key =
    parent.type === 'MethodDefinition' || parent.type === 'Property' || parent.type === 'PropertyDefinition'
      ? propertyKey(parent)
      : undefined;
  if (key !== undefined) return methodCalls(resolver, fn, key);
  const { parent: around, child } = parentThrough(fn);
  if (around?.type === 'AssignmentExpression' && around.left.type === 'MemberExpression') {
    const name = memberName(around.left);
    return name === undefined ? [] : methodCalls(resolver, fn, name);
  }
  if (around?.type === 'CallExpression')
    return around.callee === child ? [around] : callsOfArgument(resolver, around, child);
  const name = ownName(fn);
  return name ? mentionsOf(scopeManager, name, fn.parent).flatMap(callOf) : [];
}

function callOf(callee: Node): Call[] {
  const { parent, child } = parentThrough(callee);
  return (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') && parent.callee === child
    ? [parent]
    : [];
}

/** `withQueue((queue) => ...)`: the calls of its parameter, where the file has the helper; and the factory of a UMD module. */
function callsOfArgument(resolver: Resolver, call: TSESTree.CallExpression, argument: Node): readonly Call[] {
  const helper = resolver.evaluate(call.callee);
  const index = call.arguments.indexOf(argument as TSESTree.Expression);
  const parameter = helper?.kind === 'function' ? helper.node.params[index] : undefined;
  if (helper?.kind !== 'function' || parameter?.type !== 'Identifier') return [];
  return mentionsOf(resolver.source.scopeManager, parameter, helper.node.body).flatMap(callOf);
}

/** `new Service(queue)`, also in its own methods, and `super(queue)` of the classes that extend it. */
function constructions(resolver: Resolver, node: ClassNode, depth = 0): readonly Call[] {
  return referencesOf(resolver, node).flatMap((at) => {
    const { parent, child } = parentThrough(at);
    if (!isClass(parent) || parent.superClass !== child || depth > 2) return callOf(at);
    const own = parent.body.body.find(
      (member) => member.type === 'MethodDefinition' && member.kind === 'constructor',
    );
    if (own?.type !== 'MethodDefinition') return constructions(resolver, parent, depth + 1);
    return (own.value.body?.body ?? []).flatMap((statement) =>
      statement.type === 'ExpressionStatement' &&
      statement.expression.type === 'CallExpression' &&
      statement.expression.callee.type === 'Super'
        ? [statement.expression]
        : [],
    );
  });
}

/** Where the file names a class: by the name that it is declared with, or that a constant gets with it. */
export function referencesOf(resolver: Resolver, node: ClassNode): readonly Node[] {
  const name = node.type === 'ClassDeclaration' ? node.id : nameGiven(node);
  if (!name) return [];
  const found = [node.parent, node.body].flatMap((from) =>
    mentionsOf(resolver.source.scopeManager, name, from),
  );
  return [...new Set(found)];
}

/** Calls of a method, where the file shows whose it is. */
function methodCalls(resolver: Resolver, fn: FunctionNode, key: string): readonly Call[] {
  const found: Call[] = [];
  let looked = 0;
  for (const { node } of mentionsIn(resolver.source, word(key.replace(/^#/, '')))) {
    const spelled = spelling(node(), key.replace(/^#/, ''));
    if (spelled?.parent?.type !== 'MemberExpression' || spelled.parent.property !== spelled) continue;
    const [call] = callOf(spelled.parent);
    if (!call || call.arguments.length === 0) continue;
    if (++looked > MOST_CALLERS) return [];
    const callee = resolver.evaluate(spelled.parent);
    if (callee?.kind === 'function' && callee.node === fn) found.push(call);
  }
  return found;
}

/** A path that the modules which import this one answer. */
function byImporters(resolver: Resolver, fn: FunctionNode, index: number): Value | undefined {
  if (resolver.source.modules?.mayBeGiven() !== true) return undefined;
  const [path, ...or] = exportPaths(resolver, fn).map((each) => `m:${THIS_MODULE}#${each}|given${index}`);
  return path === undefined
    ? undefined
    : resolver.follow({ kind: 'path', path, ...(or.length > 0 && { or }) });
}

/** A parameter of an exported function that nobody was seen to give anything known: it may be anything. */
export function isOpen(value: Value): boolean {
  return value.kind === 'path' && value.path.startsWith(`m:${THIS_MODULE}#`);
}

/** How other files reach a function: `.run`, `.Service` (its constructor), `.Service|new.run`, `.api.start`. */
function exportPaths(resolver: Resolver, fn: FunctionNode): readonly string[] {
  const { parent } = fn;
  const { scopeManager } = resolver.source;
  const exported = (node: Node): readonly string[] =>
    exportedNames(scopeManager, node).map((name) => `.${name}`);
  if (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') {
    const node = parent.parent.parent;
    if (!isClass(node)) return [];
    if (parent.type === 'MethodDefinition' && parent.kind === 'constructor') return exported(node);
    const key = propertyKey(parent);
    return key === undefined
      ? []
      : exported(node).map((path) => `${path}${parent.static ? '' : '|new'}.${key}`);
  }
  if (parent.type === 'Property' && parent.parent.type === 'ObjectExpression') {
    const key = propertyKey(parent);
    return key === undefined ? [] : exported(parent.parent).map((path) => `${path}.${key}`);
  }
  return isFunction(fn) ? exported(fn) : [];
}
