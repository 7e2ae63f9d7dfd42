/**
 * What value does this expression hold? By binding, never by name. `value.ts` says what a value is.
 *
 * Every question leads to every other: the parts of the language, each in a file, ask back here, where the answers
 * are remembered and bounded.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { classMember } from './class-members.ts';
import { superValue, thisValue } from './this-value.ts';
import { CONTAINER_FORMS } from './value.ts';
import { elementOf, positional } from './containers.ts';
import { knownMember } from './known-calls.ts';
import type { Resolver } from './resolver.ts';
import type { LaunchTypes, Node, Source, VariableLike } from '../vocabulary/source.ts';
import { Memo } from '../memo.ts';
import { exportOf, isNamespace, namespaceName } from '../syntax/namespaces.ts';
import { anyMember, exportedValue, memberValues } from './object-members.ts';
import { annotationOf } from '../syntax/patterns.ts';
import { calledValue } from './resolve-call.ts';
import { mayBeCalled, shapeMember, typeValue } from './resolve-type.ts';
import {
  constantDeclaration,
  constantKey,
  constantString,
  findAmbient,
  findValue,
  isReassigned,
  type ConstantDeclaration,
  type Definition,
} from '../syntax/scopes.ts';
import { importedValue, parameterValue, variableValue } from './resolve-definition.ts';
import { elementPath, followModules } from './follow-modules.ts';
import { anyKnown, chosen, heldValue, madeBy, memberPath, modulePath, stepped } from './value.ts';
import { CYCLE, type Value } from './value.ts';
import {
  isClass,
  isFunction,
  isNothing,
  isTransparent,
  memberName,
  returnedExpressions,
  type FunctionNode,
} from '../syntax/nodes.ts';

export class ExpressionResolver implements Resolver {
  readonly source: Source;
  /** Set in typed mode only. */
  readonly types: LaunchTypes | undefined;
  readonly #memo = new Memo<Value>(CYCLE);
  readonly #aliases = new Map<VariableLike, TSESTree.Identifier>();

  constructor(source: Source, typed = false) {
    this.source = source;
    this.types = typed ? source.types : undefined;
  }

  /** The value of an expression, or undefined where the file does not tell. */
  evaluate(node: Node): Value | undefined {
    // A name's answer is remembered with its variable.
    return node.type === 'Identifier'
      ? this.#identifier(node)
      : this.#answer(node, () => this.#evaluate(node));
  }

  /** An answer that is no expression's: remembered under a key of its own. */
  remember(key: object, compute: () => Value | undefined): Value | undefined {
    return this.#answer(key, compute);
  }

  #answer(key: object, compute: () => Value | undefined): Value | undefined {
    return this.#memo.get(key, () => this.follow(compute()));
  }

  /** A path into another module of the project leads on to what that module holds. */
  follow(value: Value | undefined): Value | undefined {
    const { modules } = this.source;
    return modules && value?.kind === 'path' ? followModules(modules, value) : value;
  }

  #evaluate(node: Node): Value | undefined {
    if (isTransparent(node)) return this.evaluate(node.expression) ?? this.#asserted(node);
    if (isFunction(node)) return { kind: 'function', node };
    if (isClass(node)) return { kind: 'class', node };
    switch (node.type) {
      case 'ThisExpression':
        return thisValue(this, node);
      case 'Super':
        return superValue(this, node);
      case 'MemberExpression': {
        const name = memberName(node) ?? indexOf(node) ?? constantKey(this.source.scopeManager, node);
        const owner = this.evaluate(node.object);
        return name === undefined ? this.#computedMember(owner) : this.member(owner, name);
      }
      case 'NewExpression':
        return this.construct(this.evaluate(node.callee), node);
      case 'CallExpression':
        return calledValue(this, node);
      case 'ImportExpression': {
        const module = constantString(this.source.scopeManager, node.source);
        return module === undefined ? undefined : { kind: 'path', path: modulePath(module) };
      }
      case 'AwaitExpression':
        return this.evaluate(node.argument);
      case 'SequenceExpression':
        return this.#last(node.expressions);
      case 'AssignmentExpression':
        return node.operator === '='
          ? this.evaluate(node.right)
          : anyKnown(this.evaluateAll([node.left, node.right]));
      case 'ConditionalExpression':
        return chosen(this.evaluateAll([node.consequent, node.alternate]));
      case 'LogicalExpression':
        return node.operator === '&&'
          ? this.evaluate(node.right)
          : anyKnown(this.evaluateAll([node.left, node.right]));
      case 'ObjectExpression':
        return { kind: 'object', node };
      case 'ArrayExpression':
        return { kind: 'container', form: 'list', node };
      case 'TSDeclareFunction':
        return { kind: 'callable', returns: node.returnType?.typeAnnotation };
      default:
        return undefined;
    }
  }

  #last(expressions: readonly Node[]): Value | undefined {
    const last = expressions.at(-1);
    return last && this.evaluate(last);
  }

  /** `x as PQueue`: where the file does not tell what `x` is, the assertion does. */
  #asserted(node: Node): Value | undefined {
    return node.type === 'TSAsExpression' ||
      node.type === 'TSTypeAssertion' ||
      node.type === 'TSSatisfiesExpression'
      ? typeValue(this, node.typeAnnotation)
      : undefined;
  }

  /** The values of several expressions, without those that are `null` or `undefined`: placeholders. */
  evaluateAll(nodes: readonly Node[]): (Value | undefined)[] {
    return nodes.filter((node) => !isNothing(node)).map((node) => this.evaluate(node));
  }

  member(of: Value | undefined, name: string): Value | undefined {
    switch (of?.kind) {
      case 'path':
        return (
          exportedValue(this, of.path, name) ??
          knownMember(this, of, name) ??
          this.follow(stepped(of, (path) => this.#memberPath(path, name)))
        );
      case 'object': {
        const values = memberValues(this, of.node, name);
        return values && heldValue(this.evaluateAll(values));
      }
      case 'class':
        return classMember(this, { node: of.node, name, isStatic: true });
      case 'instance':
        return name === 'constructor'
          ? { kind: 'class', node: of.of }
          : classMember(this, { node: of.of, name, isStatic: false }, of.created);
      case 'shape':
        return shapeMember(this, of, name);
      case 'namespace':
        return this.#namespaceMember(of.name, name);
      case 'container':
        if (of.form === 'record') return elementOf(this, of);
        return /^\d+$/.test(name) ? positional(this, of, Number(name)) : undefined;
      default:
        return undefined;
    }
  }

  #memberPath(path: string, name: string): string {
    // Of a module of the project it is known what its default export is.
    return name === 'default' && this.source.modules?.isOwn(path)
      ? `${path}.default`
      : memberPath(path, name);
  }

  #namespaceMember(namespace: string, name: string): Value | undefined {
    const { scopeManager } = this.source;
    const variable = exportOf(scopeManager, namespace, name);
    if (variable)
      return this.#answer(variable, () => this.definition(variable, variable.defs as readonly Definition[]));
    const nested = `${namespace}.${name}`;
    return isNamespace(scopeManager, nested) ? { kind: 'namespace', name: nested } : undefined;
  }

  /** `queues[key]`: what all elements are. */
  #computedMember(of: Value | undefined): Value | undefined {
    if (of?.kind === 'object') return anyMember(this, of.node);
    if (of?.kind === 'shape') return shapeMember(this, of, undefined);
    if (of?.kind === 'path') return this.follow(elementPath(this.source, of));
    return of?.kind === 'container' && (of.form === 'list' || of.form === 'record')
      ? elementOf(this, of)
      : undefined;
  }

  /** What a property of an object literal holds: its one value, whether it was written there or assigned. */
  objectMember(object: TSESTree.ObjectExpression, name: string): Node | undefined {
    const values = memberValues(this, object, name);
    return values?.length === 1 ? values[0] : undefined;
  }

  construct(callee: Value | undefined, node: TSESTree.NewExpression): Value | undefined {
    const form = callee?.kind === 'path' ? CONTAINER_FORMS.get(callee.path.replace(/^g:/, '')) : undefined;
    if (form) return { kind: 'container', form, node };
    if (callee?.kind === 'path') return madeBy(callee, '|new', node);
    return callee?.kind === 'class' ? { kind: 'instance', of: callee.node, created: node } : undefined;
  }

  returns(fn: FunctionNode): Node[] {
    return fn.generator ? [] : returnedExpressions(fn, this.source.visitorKeys);
  }

  #identifier(node: TSESTree.Identifier): Value | undefined {
    const name = this.#lastAlias(node);
    const binding = findValue(this.source.scopeManager, name, name.name);
    if (binding === 'global' && isNamespace(this.source.scopeManager, name.name))
      return { kind: 'namespace', name: name.name };
    if (binding === 'global') return this.#ambient(name) ?? { kind: 'path', path: `g:${name.name}` };
    const [definition] = binding.definitions;
    // Two definitions of one name (function overloads apart) say two things.
    if (!definition || binding.definitions.some((other) => other.type !== definition.type)) return undefined;
    return this.#answer(binding.variable, () => this.definition(binding.variable, binding.definitions));
  }

  /** `declare const queue: PQueue`. A declared function or class is the global itself, however it is written. */
  #ambient(name: TSESTree.Identifier): Value | undefined {
    if (!/\.[cm]?tsx?$|\.vue$/.test(this.source.filename)) return undefined;
    const definition = findAmbient(this.source.scopeManager, name, name.name);
    const type = definition && annotationOf(definition.name);
    const value = type && typeValue(this, type);
    return value?.kind === 'callable' || (value?.kind === 'shape' && mayBeCalled(value)) ? undefined : value;
  }

  /** `const b = a; const c = b`: in a loop, however long the chain is, and each name once only. */
  #lastAlias(node: TSESTree.Identifier): TSESTree.Identifier {
    const passed = new Set<VariableLike>();
    let at = node;
    for (;;) {
      const declaration = constantDeclaration(this.source.scopeManager, at);
      if (!declaration || passed.has(declaration.variable)) break;
      const known = this.#aliases.get(declaration.variable);
      const next = known ?? aliased(declaration);
      if (!next) break;
      passed.add(declaration.variable);
      at = next;
      if (known) break;
    }
    for (const variable of passed) this.#aliases.set(variable, at);
    return at;
  }

  definition(variable: VariableLike, definitions: readonly Definition[]): Value | undefined {
    const definition = definitions.at(-1);
    if (!definition) return undefined;
    switch (definition.type) {
      case 'ImportBinding':
        return importedValue(this, definition);
      case 'FunctionName':
      case 'ClassName':
        return isReassigned(variable) ? undefined : this.#evaluate(definition.node);
      case 'Variable':
        return variableValue(this, variable, definitions);
      case 'Parameter':
        return parameterValue(this, variable, definition);
      case 'TSModuleName': {
        const { node } = definition;
        const name = node.type === 'TSModuleDeclaration' ? namespaceName(node) : undefined;
        return name === undefined ? undefined : { kind: 'namespace', name };
      }
      default:
        return undefined;
    }
  }
}

/** `[0]` of a list. */
function indexOf(node: TSESTree.MemberExpression): string | undefined {
  const { property } = node;
  return node.computed && property.type === 'Literal' && typeof property.value === 'number'
    ? String(property.value)
    : undefined;
}

/** The name that a constant is another name for; an annotation may say more than that name does. */
export function aliased({ id, name, init }: ConstantDeclaration): TSESTree.Identifier | undefined {
  return id === name && init.type === 'Identifier' && !annotationOf(id) ? init : undefined;
}
