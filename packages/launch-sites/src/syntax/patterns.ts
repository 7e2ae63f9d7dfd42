/** Destructuring: which part of a value does a name get? */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../vocabulary/source.ts';
import { propertyKey } from './nodes.ts';

export function annotationOf(node: Node): TSESTree.TypeNode | undefined {
  return (node as { typeAnnotation?: TSESTree.TSTypeAnnotation }).typeAnnotation?.typeAnnotation;
}

/** The names that a pattern binds. */
export function boundNames(pattern: Node | null): TSESTree.Identifier[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern];
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'RestElement':
      return boundNames(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap(boundNames);
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'Property' ? property.value : property),
      );
    default:
      return [];
  }
}

/** The outermost pattern around a name, or the name itself. */
export function rootPattern(name: Node): Node {
  let at: Node = name;
  for (;;) {
    const { parent } = at;
    if (parent?.type === 'Property' && parent.parent.type === 'ObjectPattern') at = parent.parent;
    else if (parent?.type === 'ArrayPattern') at = parent;
    else if (
      parent?.type === 'AssignmentPattern' &&
      parent.left === at &&
      (parent.parent.type === 'Property' || parent.parent.type === 'ArrayPattern')
    )
      at = parent;
    else return at;
  }
}

/** The property names and indices that lead from a pattern to the name it binds; undefined where one is computed. */
export function patternSteps(pattern: Node, name: Node): string[] | undefined {
  const steps: string[] = [];
  for (let at: Node = name; at !== pattern;) {
    const { parent } = at;
    if (parent?.type === 'Property') {
      const key = propertyKey(parent);
      if (key === undefined) return undefined;
      steps.unshift(key);
      at = parent.parent;
    } else if (parent?.type === 'ArrayPattern') {
      steps.unshift(String(parent.elements.indexOf(at as TSESTree.DestructuringPattern)));
      at = parent;
    } else if (parent?.type === 'AssignmentPattern') at = parent;
    else return undefined;
  }
  return steps;
}

/** The default of `name = default`, in a parameter list or a pattern. */
export function defaultOf(name: Node): Node | undefined {
  const { parent } = name;
  return parent?.type === 'AssignmentPattern' && parent.left === name ? parent.right : undefined;
}
