/** Which functions of a file can a call reach, by its names alone? */
import { MOST_BASES, MOST_CALLERS } from '../bounds.ts';
import { classNamed, constructorOf, functionNamed } from '../syntax/own-functions.ts';
import { isClass, isFunction, memberName, valueOf, type FunctionNode } from '../syntax/nodes.ts';
import { findValue } from '../syntax/scopes.ts';
import type { Node, Source } from '../vocabulary/source.ts';
import { word } from './mentions.ts';
import { mentionsIn, spelling } from './node-at.ts';

interface Called {
  readonly functions: readonly FunctionNode[];
  /** Nothing else can be called there. */
  readonly areAll: boolean;
  /** It is a parameter, and anything may be given for it. */
  readonly isAny?: boolean;
}

export function calledFunctions(source: Source, callee: Node): Called {
  const called = valueOf(callee);
  if (isFunction(called)) return { functions: [called], areAll: true };
  if (called.type === 'Super') return ofClass(source, superClass(called));
  if (called.type === 'MemberExpression')
    return { functions: methodsNamed(source, memberName(called)), areAll: false };
  if (called.type !== 'Identifier') return { functions: [], areAll: false };
  const fn = functionNamed(source.scopeManager, called);
  if (fn) return { functions: [fn], areAll: true };
  const binding = findValue(source.scopeManager, called, called.name);
  const isAny = binding !== 'global' && binding.definitions.some(({ type }) => type === 'Parameter');
  return isAny ? { functions: [], areAll: false, isAny } : ofClass(source, called);
}

/** The constructor of a class, or that of one that it extends. */
function ofClass(source: Source, name: Node | undefined, bases = 0): Called {
  const own = name?.type === 'Identifier' ? classNamed(source.scopeManager, name) : undefined;
  if (!own) return { functions: [], areAll: false };
  const made = constructorOf(own);
  if (made) return { functions: [made], areAll: true };
  const base = own.superClass && valueOf(own.superClass);
  // `class A extends B {} class B extends A {}` parses.
  return base && bases < MOST_BASES ? ofClass(source, base, bases + 1) : { functions: [], areAll: true };
}

function superClass(node: Node): Node | undefined {
  for (let at = node.parent; at; at = at.parent)
    if (isClass(at)) return at.superClass ? valueOf(at.superClass) : undefined;
  return undefined;
}

function methodsNamed(source: Source, name: string | undefined): readonly FunctionNode[] {
  const found: FunctionNode[] = [];
  if (name === undefined) return found;
  const written = name.replace(/^#/, '');
  for (const { node } of mentionsIn(source, word(written))) {
    const { parent } = spelling(node(), written) ?? {};
    const value =
      parent?.type === 'MethodDefinition' ||
      parent?.type === 'Property' ||
      parent?.type === 'PropertyDefinition'
        ? parent.value
        : parent?.type === 'MemberExpression' && parent.parent.type === 'AssignmentExpression'
          ? parent.parent.right
          : undefined;
    if (value && isFunction(value)) found.push(value);
    if (found.length > MOST_CALLERS) break;
  }
  return found;
}
