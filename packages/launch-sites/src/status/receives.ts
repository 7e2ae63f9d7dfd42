/**
 * Is it a handler that receives, wherever it was made? Unlike a wrapper around a callback it captures nothing, so a
 * constant of the module, a field or another file's export is as good as the call itself.
 */
import type { Resolver } from '../evaluate/resolver.ts';
import { modulePath } from '../evaluate/value.ts';
import type { LaunchConfig } from '../vocabulary/config.ts';
import type { Node } from '../vocabulary/source.ts';

export function receives(resolver: Resolver, { runtime }: LaunchConfig, handler: Node): boolean {
  const value = resolver.evaluate(handler);
  if (value?.kind !== 'path') return false;
  const made = new Set(runtime.map((module) => `${modulePath(module, 'receiveParentOverrides')}|call`));
  return [value.path, ...(value.or ?? [])].every((path) => made.has(path));
}
