/** Was a queue made without any bound, so that no task waits for another? */
import type { TSESTree } from '@typescript-eslint/types';
import type { Resolver } from '../evaluate/resolver.ts';
import { propertyKey, valueOf } from '../syntax/nodes.ts';
import type { Node } from '../vocabulary/source.ts';

/** A queue that stands still, or gets its bound later, holds tasks back all the same. */
const HELD_BACK = /\.(?:pause\s*\(|concurrency\s*=[^=])/;

/** @param waitsWith the options that make tasks wait (`Launcher.waitsWith`) */
export function startsAtOnce(
  resolver: Resolver,
  made: TSESTree.NewExpression | TSESTree.CallExpression,
  waitsWith: readonly string[],
): boolean {
  // A class of the file's own may pass on options that do not show here.
  if (resolver.evaluate(made.callee)?.kind !== 'path') return false;
  const [options, more] = made.arguments;
  if (more || HELD_BACK.test(resolver.source.text)) return false;
  if (!options) return true;
  const value = resolver.evaluate(options);
  if (value?.kind !== 'object') return false;
  return value.node.properties.every((property) => {
    if (property.type !== 'Property') return false;
    const name = propertyKey(property);
    return name !== undefined && (!waitsWith.includes(name) || isInfinity(property.value));
  });
}

function isInfinity(node: Node): boolean {
  const value = valueOf(node);
  return value.type === 'Identifier' && value.name === 'Infinity';
}
