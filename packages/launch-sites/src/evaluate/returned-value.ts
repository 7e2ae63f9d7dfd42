/** What a function of the file returns, by what it is declared to and by its `return` statements. */
import type { FunctionNode } from '../syntax/nodes.ts';
import type { Resolver } from './resolver.ts';
import { typeValue } from './resolve-type.ts';
import { allKnown, sameValue, type Value } from './value.ts';

/** A promise is evaluated to what it brings, so an async function returns that too. */
export function returnedValue(resolver: Resolver, fn: FunctionNode): Value | undefined {
  // The list of parameters is the function's own: a key that no expression has.
  return resolver.remember(fn.params, () => {
    const returned = allKnown(resolver.evaluateAll(resolver.returns(fn)));
    const type = fn.returnType?.typeAnnotation;
    const typed = type && typeValue(resolver, type);
    // As with a field: the annotation tells what it is, the expressions how it was made.
    return typed?.kind === 'path' && !sameValue(typed, returned) ? typed : (returned ?? typed);
  });
}
