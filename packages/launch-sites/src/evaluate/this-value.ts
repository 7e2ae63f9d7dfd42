/** What `this` and `super` are, in classes and object literals of the file. */
import type { Node } from '../vocabulary/source.ts';
import { isClass, type ClassNode } from '../syntax/nodes.ts';
import { annotationOf } from '../syntax/patterns.ts';
import type { Resolver } from './resolver.ts';
import { typeValue } from './resolve-type.ts';
import type { Value } from './value.ts';

/** What `this` is at `node`: arrow functions keep it, methods and fields of a class or an object literal give it. */
export function thisValue(resolver: Resolver, node: Node): Value | undefined {
  let child: Node = node;
  for (let at = node.parent; at; child = at, at = at.parent) {
    if (at.type === 'StaticBlock')
      return isClass(at.parent.parent) ? { kind: 'class', node: at.parent.parent } : undefined;
    if ((at.type === 'PropertyDefinition' || at.type === 'AccessorProperty') && at.value === child)
      return ofClass(at.parent.parent, at.static);
    if (at.type !== 'FunctionExpression' && at.type !== 'FunctionDeclaration') continue;
    const [first] = at.params;
    // `function f(this: PQueue)`
    if (first?.type === 'Identifier' && first.name === 'this') {
      const annotated = annotationOf(first);
      return annotated && typeValue(resolver, annotated);
    }
    const { parent } = at;
    if (parent.type === 'MethodDefinition') return ofClass(parent.parent.parent, parent.static);
    if (parent.type === 'Property' && parent.parent.type === 'ObjectExpression')
      return { kind: 'object', node: parent.parent };
    return undefined;
  }
  return undefined;
}

function ofClass(node: ClassNode, isStatic: boolean): Value {
  return isStatic ? { kind: 'class', node } : { kind: 'instance', of: node };
}

/** `super` in a method: the instance (in a static one, the class) that the enclosing class extends. */
export function superValue(resolver: Resolver, node: Node): Value | undefined {
  const own = thisValue(resolver, node);
  if (own?.kind !== 'instance' && own?.kind !== 'class') return undefined;
  const superClass = own.kind === 'instance' ? own.of.superClass : own.node.superClass;
  const base = superClass && resolver.evaluate(superClass);
  if (own.kind === 'class' || !base) return base ?? undefined;
  if (base.kind === 'class') return { kind: 'instance', of: base.node };
  return base.kind === 'path' ? { kind: 'path', path: `${base.path}|new` } : undefined;
}
