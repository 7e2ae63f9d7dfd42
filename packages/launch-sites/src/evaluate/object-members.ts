/** Object literals and CommonJS exports: what a member holds, by all that the file writes into it. */
import { remembered } from '../memo.ts';
import type { TSESTree } from '@typescript-eslint/types';
import { indexedWrites, mayBeNamed, memberWrites, namedWrites, storedNamesOf } from '../names/file-writes.ts';
import type { Node } from '../vocabulary/source.ts';
import type { Resolver } from './resolver.ts';
import { allSame, heldValue, type Value } from './value.ts';
import { isFunction, isNothing, propertyKey } from '../syntax/nodes.ts';

/** What a property of a literal was given; of a getter, the function. */
type Given = Pick<TSESTree.Property, 'kind' | 'value'>;

const literals = new WeakMap<TSESTree.ObjectExpression, ReadonlyMap<string, Given>>();

/** What each property of a literal holds in the end; a spread may replace all before it. */
function givenByName(object: TSESTree.ObjectExpression): ReadonlyMap<string, Given> {
  return remembered(literals, object, () => {
    const values = new Map<string, Given>();
    for (const property of object.properties) {
      const name = property.type === 'Property' ? propertyKey(property) : undefined;
      if (property.type === 'SpreadElement') values.clear();
      else if (name === undefined) continue;
      else if (property.kind !== 'set') values.set(name, property);
      else if (values.get(name)?.kind === 'init') values.delete(name);
    }
    return values;
  });
}

/**
 * Every value of a member: the literal's own and those assigned to it. Undefined where something else may have
 * been: an assignment through a receiver that is not known may be to this object.
 */
export function memberValues(
  resolver: Resolver,
  object: TSESTree.ObjectExpression,
  name: string,
): readonly Node[] | undefined {
  const own = givenByName(object).get(name);
  const values = own ? [...valuesOf(resolver, own)] : [];
  const writes = memberWrites(resolver.source, name);
  if (!writes) return undefined;
  for (const { object: receiver, value, isPlain } of writes) {
    const owner = resolver.evaluate(receiver);
    const isIt = owner?.kind === 'object' && owner.node === object;
    if (!isIt && (owner || receiver.type === 'ThisExpression')) continue;
    if (!isPlain || !isIt) return undefined;
    values.push(value);
  }
  return values.filter((value) => !isNothing(value));
}

function valuesOf(resolver: Resolver, { kind, value }: Given): readonly Node[] {
  return kind === 'get' && isFunction(value) ? resolver.returns(value) : [value];
}

/** `queues[key]`: what all of the object's members are. */
export function anyMember(resolver: Resolver, object: TSESTree.ObjectExpression): Value | undefined {
  const own = object.properties.map((property) =>
    property.type === 'Property' && property.kind === 'init' ? resolver.evaluate(property.value) : undefined,
  );
  // What the file writes does not have to be looked for where one member is unknown already.
  if (own.includes(undefined)) return undefined;
  const [indexed, named] = [indexedWrites(resolver.source), namedWrites(resolver.source)];
  if (!indexed || !named) return undefined;
  const names = storedNamesOf(resolver.source, object);
  const written = [...indexed, ...named].filter(({ object: receiver, value }) => {
    if (isNothing(value) || !mayBeNamed(names, receiver)) return false;
    const owner = resolver.evaluate(receiver);
    return owner?.kind === 'object' && owner.node === object;
  });
  return allSame([
    ...own,
    ...written.map(({ value, isPlain }) => (isPlain ? resolver.evaluate(value) : undefined)),
  ]);
}

const EXPORTS = new Set(['g:exports', 'g:module.exports']);

/** `exports.queue`, as this file assigned it; `module.exports` itself when no name is given. */
export function exportedValue(resolver: Resolver, path: string, name: string): Value | undefined {
  if (path === 'g:module' && name === 'exports')
    return assigned(resolver, name, (owner) => owner === 'g:module');
  if (!EXPORTS.has(path)) return undefined;
  return assigned(resolver, name, (owner) => EXPORTS.has(owner));
}

function assigned(resolver: Resolver, name: string, isOwner: (path: string) => boolean): Value | undefined {
  const values = memberWrites(resolver.source, name)?.filter(({ object, value }) => {
    const owner = resolver.evaluate(object);
    return owner?.kind === 'path' && isOwner(owner.path) && !isNothing(value);
  });
  return heldValue(
    (values ?? []).map(({ value, isPlain }) => (isPlain ? resolver.evaluate(value) : undefined)),
  );
}
