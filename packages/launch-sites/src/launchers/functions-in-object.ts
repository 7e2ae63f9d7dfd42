/** Functions that an object brings along: options with a callback among them, the methods of a handler. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Resolver } from '../evaluate/resolver.ts';
import { propertyKey, valueOf } from '../syntax/nodes.ts';
import type { FunctionsInObject } from '../vocabulary/launcher.ts';
import type { Node } from '../vocabulary/source.ts';
import type { Launched } from './launched.ts';

/**
 * Those that the literal at the call has under the row's keys. An object made elsewhere is made before the launch: a
 * handler is refused then, because it is there to be called; options are where the file shows such a function in them.
 */
export function functionsInObject(
  resolver: Resolver,
  args: readonly Node[],
  row: FunctionsInObject,
  mayBeFunction: (node: Node) => boolean,
): Launched[] {
  const index = 'options' in row ? row.options : row.handler;
  const spread = args.slice(0, index + 1).find(({ type }) => type === 'SpreadElement');
  if (spread) return 'handler' in row ? [{ argument: spread, reason: 'spread-argument' }] : [];
  const argument = args[index];
  if (!argument) return [];
  const object = valueOf(argument);
  if (object.type === 'ObjectExpression') return inLiteral(object, row.keys, mayBeFunction);
  const made = resolver.evaluate(argument);
  const isIn = made?.kind === 'object' && inLiteral(made.node, row.keys, mayBeFunction).length > 0;
  if (isIn) return [{ argument, reason: 'callback-not-visible' }];
  return 'handler' in row && made?.kind !== 'object' ? [{ argument, reason: 'callback-not-visible' }] : [];
}

function inLiteral(
  object: TSESTree.ObjectExpression,
  keys: readonly string[],
  mayBeFunction: (node: Node) => boolean,
): Launched[] {
  return object.properties.flatMap((property): Launched[] => {
    if (property.type !== 'Property' || !keys.includes(propertyKey(property) ?? '')) return [];
    const { value, kind, method } = property;
    if (kind !== 'init') return [];
    if (method) return [{ argument: value, property }];
    if (!mayBeFunction(value)) return [];
    return [property.shorthand ? { argument: value, property } : { argument: value }];
  });
}
