/** What a call gives: a module, a bound method, elements of a container, or what a function of the file returns. */
import type { TSESTree } from '@typescript-eslint/types';
import { containerCall } from './containers.ts';
import { isInterop } from '../names/known-functions.ts';
import { knownResult } from './known-calls.ts';
import type { Resolver } from './resolver.ts';
import { typeValue } from './resolve-type.ts';
import { returnedValue } from './returned-value.ts';
import { assignedValues, constantString, findValue } from '../syntax/scopes.ts';
import { lastName, memberName, valueOf } from '../syntax/nodes.ts';
import { allSame, madeBy, modulePath, type Value } from './value.ts';

export function calledValue(resolver: Resolver, node: TSESTree.CallExpression): Value | undefined {
  const required = requiredModule(resolver, node);
  if (required !== undefined) return { kind: 'path', path: modulePath(required) };
  const [first] = node.arguments;
  if (first && isInterop(lastName(node.callee))) return resolver.evaluate(first);
  if (node.callee.type === 'MemberExpression') {
    const name = memberName(node.callee);
    if (name === 'bind' && node.arguments.length <= 1) {
      const bound = resolver.evaluate(node.callee.object);
      return bound?.kind === 'path' ? { ...bound, bound: true } : bound;
    }
    const list = name === undefined ? undefined : calledMethod(resolver, node, node.callee, name);
    if (list) return list;
  }
  const callee = resolver.evaluate(node.callee);
  switch (callee?.kind) {
    case 'path':
      return knownResult(resolver, callee.path, node) ?? madeBy(callee, '|call', node);
    case 'callable':
      return callee.returns && typeValue(resolver, callee.returns);
    case 'function':
      return returnedValue(resolver, callee.node);
    default:
      return resultOfReplaced(resolver, node.callee);
  }
}

function calledMethod(
  resolver: Resolver,
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  method: string,
): Value | undefined {
  const owner = resolver.evaluate(callee.object);
  // A promise is evaluated to what it brings.
  if (method === 'then') return thenResult(resolver, node);
  if (method === 'catch' || method === 'finally') return owner;
  if (owner?.kind === 'container') {
    const value = containerCall(resolver, owner, method);
    if (value) return value;
  }
  if (owner?.kind === 'path' && owner.path === 'g:Object') {
    const made = ofObject(resolver, node, method);
    if (made) return made;
  }
  if (owner?.kind === 'path' && owner.path === 'g:Reflect' && method === 'construct')
    return constructed(resolver, node);
  const isMap = method === 'map' && node.arguments.length === 1;
  const isFrom = method === 'from' && owner?.kind === 'path' && owner.path === 'g:Array';
  return isMap || isFrom ? { kind: 'container', form: 'list', node } : undefined;
}

/** `Object.fromEntries(...)` is a record, and of an object literal or a record its values and entries are known. */
function ofObject(resolver: Resolver, node: TSESTree.CallExpression, method: string): Value | undefined {
  if (method === 'fromEntries') return { kind: 'container', form: 'record', node };
  if (method !== 'values' && method !== 'entries') return undefined;
  const [first] = node.arguments;
  const of = first && resolver.evaluate(first);
  const made =
    of?.kind === 'object' || (of?.kind === 'container' && of.form === 'record') ? of.node : undefined;
  return made && { kind: 'container', form: method === 'values' ? 'list' : 'map', node: made };
}

/** `Reflect.construct(PQueue, [])` */
function constructed(resolver: Resolver, node: TSESTree.CallExpression): Value | undefined {
  const [first] = node.arguments;
  const callee = first && resolver.evaluate(first);
  if (callee?.kind === 'path') return madeBy(callee, '|new', node);
  return callee?.kind === 'class' ? { kind: 'instance', of: callee.node } : undefined;
}

/** `import('p-queue').then((module) => module.default)` */
function thenResult(resolver: Resolver, node: TSESTree.CallExpression): Value | undefined {
  const [first] = node.arguments;
  const fn = first && resolver.evaluate(first);
  return fn?.kind === 'function' ? returnedValue(resolver, fn.node) : undefined;
}

/**
 * `function load() { const m = require('x'); load = () => m; return m; }`, as Babel writes a lazy import: whichever
 * of the functions a name holds when it is called, they all return one thing.
 */
function resultOfReplaced(resolver: Resolver, callee: TSESTree.Expression): Value | undefined {
  const name = valueOf(callee);
  if (name.type !== 'Identifier') return undefined;
  const binding = findValue(resolver.source.scopeManager, name, name.name);
  if (binding === 'global') return undefined;
  const assigned = assignedValues(binding.variable);
  if (!assigned || assigned.length === 0) return undefined;
  const first = binding.definitions.flatMap(({ type, node }) =>
    type === 'FunctionName' ? [node] : node.type === 'VariableDeclarator' && node.init ? [node.init] : [],
  );
  if (first.length !== binding.definitions.length) return undefined;
  return allSame(
    [...first, ...assigned].map((fn) => {
      const value = resolver.evaluate(fn);
      return value?.kind === 'function' ? returnedValue(resolver, value.node) : undefined;
    }),
  );
}

/** `require('x')`, also through `createRequire(import.meta.url)`. */
function requiredModule(resolver: Resolver, node: TSESTree.CallExpression): string | undefined {
  const [first] = node.arguments;
  if (node.callee.type !== 'Identifier' || !first) return undefined;
  const module = constantString(resolver.source.scopeManager, first);
  if (module === undefined) return undefined;
  const callee = resolver.evaluate(node.callee);
  return callee?.kind === 'path' &&
    (callee.path === 'g:require' || callee.path === 'm:module#.createRequire|call')
    ? module
    : undefined;
}
