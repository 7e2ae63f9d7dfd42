/** `withParentOverrides(AsyncResource.bind(fn))`: what is bound runs in the context that it was bound in, whoever wraps it. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Resolver } from '../evaluate/resolver.ts';
import { throughConstants } from '../syntax/scopes.ts';
import type { Node } from '../vocabulary/source.ts';

const BINDS = /^m:async_hooks#\.(?:Async(?:Resource|LocalStorage)|AsyncResource\|new)\.bind$/;

/** `AsyncResource.bind(fn)` */
export function isBinding(resolver: Resolver, call: TSESTree.CallExpression): boolean {
  if (!resolver.source.text.includes('async_hooks')) return false;
  const value = resolver.evaluate(call.callee);
  return value?.kind === 'path' && BINDS.test(value.path);
}

/** The call that binds what a wrapper is given, if there is one. */
export function boundBy(resolver: Resolver, given: Node | undefined): TSESTree.CallExpression | undefined {
  if (!given) return undefined;
  const call = throughConstants(resolver.source.scopeManager, given);
  return call.type === 'CallExpression' && isBinding(resolver, call) ? call : undefined;
}
