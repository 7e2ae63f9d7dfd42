/** A wrapper around a function that shares its text with its key: a method of an object, or a name that is both. */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyKey, rangeOf, walkFrom } from '../syntax/nodes.ts';
import type { Source } from '../vocabulary/source.ts';
import type { WrapPlan } from '../vocabulary/launch-site.ts';

/** `{ onData(chunk) {} }` to `{ onData: wrap(function (chunk) {}) }`, `{ onData }` to `{ onData: wrap(onData) }`. */
export function surroundProperty(
  { text }: Source,
  property: TSESTree.Property,
  local: string,
): Pick<WrapPlan, 'wraps' | 'moves'> {
  const { value } = property;
  if (property.shorthand)
    return {
      wraps: [{ range: rangeOf(value), before: `${propertyKey(property) ?? ''}: ${local}(`, after: ')' }],
    };
  const fn = value as TSESTree.FunctionExpression;
  const key = text.slice(...property.key.range);
  const head = `${property.computed ? `[${key}]` : key}: ${local}(${fn.async ? 'async ' : ''}function`;
  return {
    wraps: [{ range: [value.range[0], value.range[1]], before: '', after: ')' }],
    moves: [{ range: [property.range[0], value.range[0]], text: `${head}${fn.generator ? '*' : ''} ` }],
  };
}

/** `super` means something in a method only. */
export function usesSuper(source: Source, property: TSESTree.Property): boolean {
  let found = false;
  if (property.method)
    walkFrom(property.value, source.visitorKeys, ({ type }) => {
      found ||= type === 'Super';
    });
  return found;
}
