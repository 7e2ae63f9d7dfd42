/** `new Promise((resolve) => setImmediate(resolve))`: a bare resolver runs no user code. */
import type { Node } from './launch-site.ts';
import type { Resolver } from './resolve-binding.ts';
import { findValue } from './scopes.ts';
import { isFunction, parentThrough, valueOf } from './syntax.ts';

/** Is this the `resolve` or `reject` parameter of a promise's executor? */
export function isPromiseResolver(resolver: Resolver, expression: Node): boolean {
  const node = valueOf(expression);
  if (node.type !== 'Identifier') return false;
  const binding = findValue(resolver.source.scopeManager, node, node.name);
  if (binding === 'global') return false;
  const [definition] = binding.definitions;
  if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return false;
  const executor = definition.node;
  const { parent, child } = parentThrough(executor);
  if (parent?.type !== 'NewExpression' || parent.arguments[0] !== child) return false;
  if (!executor.params.slice(0, 2).some((parameter) => parameter === definition.name)) return false;
  const promise = resolver.evaluate(parent.callee);
  return promise?.kind === 'path' && promise.path === 'g:Promise';
}
