/**
 * What value does this expression hold? By binding, never by name.
 *
 * A value that comes from outside the file is a path: `m:timers#.setImmediate` (module), `g:setImmediate`
 * (global), then steps: `.member`, `|new` (constructed), `|call` (called). The launcher table is compiled to the
 * same paths, so recognising a launcher is one look-up. Values made in the file stay syntax.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { classMember, constructedClass, thisValue } from './class-members.ts';
import type { LaunchTypes, Node, Source, VariableLike } from './launch-site.ts';
import { typeValue } from './resolve-type.ts';
import { assignedValues, findValue, type Definition } from './scopes.ts';
import {
  isClass,
  isFunction,
  isNothing,
  isTransparent,
  memberName,
  propertyKey,
  returnedExpressions,
  stringValue,
  type ClassNode,
  type FunctionNode,
} from './syntax.ts';

export type Value =
  | {
      readonly kind: 'path';
      readonly path: string;
      /** The `new` or call expression that made the value: its arguments name a pool's worker file. */
      readonly created?: TSESTree.NewExpression | TSESTree.CallExpression;
      /** Set by `.bind(object)`: the method keeps its `this`. */
      readonly bound?: true;
    }
  | { readonly kind: 'function'; readonly node: FunctionNode }
  | { readonly kind: 'class'; readonly node: ClassNode }
  | { readonly kind: 'instance'; readonly of: ClassNode; readonly created?: TSESTree.NewExpression }
  | { readonly kind: 'object'; readonly node: TSESTree.ObjectExpression }
  /** A member of a type written in the file. */
  | { readonly kind: 'shape'; readonly members: readonly Node[] };

const GLOBAL_OBJECTS = new Set(['g:globalThis', 'g:global', 'g:window', 'g:self']);

/** What compilers put around `require`; they pass the module through. */
const INTEROP =
  /^(?:__importDefault|__importStar|__toESM|_interop(?:Require(?:Default|Wildcard)|Default|Namespace)\w*|_interop_(?:require_(?:default|wildcard)|namespace))$/;

/** Nesting beyond this is generated or hostile; the answer is then "unknown", whatever was asked first. */
const MAX_DEPTH = 60;

/** The path of a module (its default export is the same path) or of one of its exports. */
export function modulePath(module: string, exportName?: string): string {
  const base = `m:${module.replace(/^node:/, '')}#`;
  return exportName === undefined || exportName === 'default' ? base : `${base}.${exportName}`;
}

export class Resolver {
  readonly source: Source;
  /** Set in typed mode only. */
  readonly types: LaunchTypes | undefined;
  readonly #known = new Map<Node, Value | undefined>();
  readonly #inProgress = new Set<Node>();
  /** Set when a cycle was cut while evaluating: what depended on it is not remembered (order must not matter). */
  #cut = false;

  constructor(source: Source, typed = false) {
    this.source = source;
    this.types = typed ? source.types : undefined;
  }

  /** The value of an expression, or undefined where the file does not tell. */
  evaluate(node: Node): Value | undefined {
    if (this.#known.has(node)) return this.#known.get(node);
    if (this.#inProgress.has(node) || this.#inProgress.size > MAX_DEPTH) {
      this.#cut = true;
      return undefined;
    }
    this.#inProgress.add(node);
    const outer = this.#cut;
    this.#cut = false;
    try {
      const value = this.#evaluate(node);
      if (!this.#cut || this.#inProgress.size === 1) this.#known.set(node, value);
      return value;
    } finally {
      this.#cut ||= outer;
      this.#inProgress.delete(node);
      if (this.#inProgress.size === 0) this.#cut = false;
    }
  }

  #evaluate(node: Node): Value | undefined {
    if (isTransparent(node)) return this.evaluate(node.expression);
    if (isFunction(node)) return { kind: 'function', node };
    if (isClass(node)) return { kind: 'class', node };
    switch (node.type) {
      case 'Identifier':
        return this.#identifier(node);
      case 'ThisExpression':
        return thisValue(node);
      case 'MemberExpression': {
        const name = memberName(node);
        return name === undefined ? undefined : this.member(this.evaluate(node.object), name);
      }
      case 'NewExpression':
        return this.construct(this.evaluate(node.callee), node);
      case 'CallExpression':
        return this.#call(node);
      case 'ImportExpression': {
        const module = stringValue(node.source);
        return module === undefined ? undefined : { kind: 'path', path: modulePath(module) };
      }
      case 'AwaitExpression':
        return this.evaluate(node.argument);
      case 'SequenceExpression':
        return this.#last(node.expressions);
      case 'AssignmentExpression':
        return node.operator === '=' ? this.evaluate(node.right) : this.agree([node.left, node.right]);
      case 'ConditionalExpression':
        return this.agree([node.consequent, node.alternate]);
      case 'LogicalExpression':
        return node.operator === '&&' ? this.evaluate(node.right) : this.agree([node.left, node.right]);
      case 'ObjectExpression':
        return { kind: 'object', node };
      default:
        return undefined;
    }
  }

  #last(expressions: readonly Node[]): Value | undefined {
    const last = expressions.at(-1);
    return last && this.evaluate(last);
  }

  /**
   * Alternatives at one place (`a ?? b`): what all paths among them say. Unknown ones do not count: in
   * `options.queue ?? new PQueue()` the default tells what the option is.
   */
  agree(nodes: readonly Node[]): Value | undefined {
    const values = nodes.filter((node) => !isNothing(node)).flatMap((node) => this.evaluate(node) ?? []);
    const paths = values.filter((value) => value.kind === 'path');
    const candidates = paths.length > 0 ? paths : values;
    return candidates.every((value) => sameValue(value, candidates[0])) ? candidates[0] : undefined;
  }

  /** Values written to one variable or field at different times: all must be known and the same. */
  agreeOverTime(nodes: readonly Node[]): Value | undefined {
    const values = nodes.filter((node) => !isNothing(node)).map((node) => this.evaluate(node));
    return values.every((value) => value && sameValue(value, values[0])) ? values[0] : undefined;
  }

  member(of: Value | undefined, name: string): Value | undefined {
    switch (of?.kind) {
      case 'path':
        return this.#pathMember(of, name);
      case 'object': {
        const property = of.node.properties.find(
          (candidate) => candidate.type === 'Property' && propertyKey(candidate) === name,
        );
        return property?.type === 'Property' && property.kind === 'init'
          ? this.evaluate(property.value)
          : undefined;
      }
      case 'class':
        return classMember(this, of.node, name, true);
      case 'instance':
        return classMember(this, of.of, name, false, of.created);
      case 'shape': {
        const member = of.members.find(
          (candidate) => candidate.type === 'TSPropertySignature' && propertyKey(candidate) === name,
        );
        return member?.type === 'TSPropertySignature' && member.typeAnnotation
          ? typeValue(this, member.typeAnnotation.typeAnnotation)
          : undefined;
      }
      default:
        return undefined;
    }
  }

  #pathMember(of: Extract<Value, { kind: 'path' }>, name: string): Value {
    if (GLOBAL_OBJECTS.has(of.path)) return { kind: 'path', path: `g:${name}` };
    // A default export and the module itself are one: which of them `require` gives depends on the interop.
    if (name === 'default' && of.path.startsWith('m:') && of.path.endsWith('#')) return of;
    return { kind: 'path', path: `${of.path}.${name}`, ...(of.created && { created: of.created }) };
  }

  construct(callee: Value | undefined, node: TSESTree.NewExpression): Value | undefined {
    if (callee?.kind === 'path') return { kind: 'path', path: `${callee.path}|new`, created: node };
    if (callee?.kind === 'class') return constructedClass(callee.node, node);
    return undefined;
  }

  #call(node: TSESTree.CallExpression): Value | undefined {
    const required = this.#requiredModule(node);
    if (required !== undefined) return { kind: 'path', path: modulePath(required) };
    const [first] = node.arguments;
    if (node.callee.type === 'Identifier' && INTEROP.test(node.callee.name) && first)
      return this.evaluate(first);
    if (node.callee.type === 'MemberExpression') {
      const name = memberName(node.callee);
      if (name && INTEROP.test(name) && first) return this.evaluate(first);
      if (name === 'bind' && node.arguments.length <= 1) {
        const bound = this.evaluate(node.callee.object);
        return bound?.kind === 'path' ? { ...bound, bound: true } : bound;
      }
    }
    const callee = this.evaluate(node.callee);
    if (callee?.kind === 'path') return { kind: 'path', path: `${callee.path}|call`, created: node };
    if (callee?.kind === 'function') return this.agreeOverTime(this.returns(callee.node));
    return undefined;
  }

  returns(fn: FunctionNode): Node[] {
    return fn.generator ? [] : returnedExpressions(fn, this.source.visitorKeys);
  }

  /** `require('x')`, also through `createRequire(import.meta.url)`. */
  #requiredModule(node: TSESTree.CallExpression): string | undefined {
    const [first] = node.arguments;
    if (node.callee.type !== 'Identifier' || !first) return undefined;
    const module = stringValue(first);
    if (module === undefined) return undefined;
    const callee = this.evaluate(node.callee);
    return callee?.kind === 'path' &&
      (callee.path === 'g:require' || callee.path === 'm:module#.createRequire|call')
      ? module
      : undefined;
  }

  #identifier(node: TSESTree.Identifier): Value | undefined {
    const binding = findValue(this.source.scopeManager, node, node.name);
    if (binding === 'global') return { kind: 'path', path: `g:${node.name}` };
    const [definition] = binding.definitions;
    // Two definitions of one name (function overloads apart) say two things.
    if (!definition || binding.definitions.some((other) => other.type !== definition.type)) return undefined;
    return this.definition(binding.variable, binding.definitions);
  }

  definition(variable: VariableLike, definitions: readonly Definition[]): Value | undefined {
    const definition = definitions.at(-1);
    if (!definition) return undefined;
    switch (definition.type) {
      case 'ImportBinding':
        return importValue(definition);
      case 'FunctionName':
        return isFunction(definition.node) ? { kind: 'function', node: definition.node } : undefined;
      case 'ClassName':
        return isClass(definition.node) ? { kind: 'class', node: definition.node } : undefined;
      case 'Variable':
        return this.#variable(variable, definitions);
      case 'Parameter':
        return this.#parameter(variable, definition.name);
      default:
        return undefined;
    }
  }

  #variable(variable: VariableLike, definitions: readonly Definition[]): Value | undefined {
    const values: (Value | undefined)[] = [];
    for (const { node, name } of definitions) {
      if (node.type !== 'VariableDeclarator') return undefined;
      const annotated = annotationOf(name);
      if (annotated) {
        const value = typeValue(this, annotated);
        if (value) return this.#createdBy(value, variable, node);
      }
      const inLoop =
        node.parent.parent.type === 'ForOfStatement' || node.parent.parent.type === 'ForInStatement';
      if (node.init && !isNothing(node.init)) values.push(this.#destructured(node.id, name, node.init));
      else if (inLoop) return undefined;
    }
    const assigned = assignedValues(variable);
    if (!assigned) return undefined;
    values.push(...assigned.filter((value) => !isNothing(value)).map((value) => this.evaluate(value)));
    return values.every((value) => value && sameValue(value, values[0])) ? values[0] : undefined;
  }

  /** An annotation tells what the value is; the initialiser still tells how it was made. */
  #createdBy(value: Value, variable: VariableLike, declarator: TSESTree.VariableDeclarator): Value {
    if (value.kind !== 'path') return value;
    const nodes = [...(declarator.init ? [declarator.init] : []), ...(assignedValues(variable) ?? [])];
    const made = this.agreeOverTime(nodes);
    return made?.kind === 'path' && made.path === value.path ? made : value;
  }

  /** The part of `init` that a destructuring pattern gives to `name`. */
  #destructured(pattern: Node, name: TSESTree.Identifier, init: Node): Value | undefined {
    if (pattern === name) return this.evaluate(init);
    const steps = patternSteps(pattern, name);
    return steps?.reduce<Value | undefined>((value, step) => this.member(value, step), this.evaluate(init));
  }

  #parameter(variable: VariableLike, name: TSESTree.Identifier): Value | undefined {
    if (assignedValues(variable)?.length !== 0) return undefined;
    const annotated = annotationOf(name);
    if (annotated) return typeValue(this, annotated);
    const pattern = rootPattern(name);
    const { parent } = pattern;
    // `(queue = new PQueue())`: the default tells the type, as it does in TypeScript.
    if (pattern === name && parent?.type === 'AssignmentPattern' && parent.left === name) {
      const value = this.evaluate(parent.right);
      return value?.kind === 'path' && value.created ? { kind: 'path', path: value.path } : undefined;
    }
    const type = annotationOf(pattern);
    const steps = type && patternSteps(pattern, name);
    return steps?.reduce<Value | undefined>(
      (value, step) => this.member(value, step),
      typeValue(this, type!),
    );
  }
}

function importValue({ node, parent }: Definition): Value | undefined {
  if (node.type === 'TSImportEqualsDeclaration') {
    const reference = node.moduleReference;
    const module =
      reference.type === 'TSExternalModuleReference' ? stringValue(reference.expression) : undefined;
    return module === undefined ? undefined : { kind: 'path', path: modulePath(module) };
  }
  if (parent?.type !== 'ImportDeclaration') return undefined;
  const module = parent.source.value;
  if (node.type === 'ImportSpecifier')
    return { kind: 'path', path: modulePath(module, keyName(node.imported)) };
  return { kind: 'path', path: modulePath(module) };
}

function keyName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

export function annotationOf(node: Node): TSESTree.TypeNode | undefined {
  return (node as { typeAnnotation?: TSESTree.TSTypeAnnotation }).typeAnnotation?.typeAnnotation;
}

function rootPattern(name: Node): Node {
  let at: Node = name;
  for (;;) {
    const { parent } = at;
    if (parent?.type === 'Property' && parent.parent.type === 'ObjectPattern') at = parent.parent;
    else if (parent?.type === 'AssignmentPattern' && parent.parent.type === 'Property') at = parent;
    else return at;
  }
}

/** The property names that lead from an object pattern to the name it binds. */
function patternSteps(pattern: Node, name: Node): string[] | undefined {
  const steps: string[] = [];
  for (let at: Node = name; at !== pattern;) {
    const { parent } = at;
    if (parent?.type === 'Property') {
      const key = propertyKey(parent);
      if (key === undefined) return undefined;
      steps.unshift(key);
      at = parent.parent;
    } else if (parent?.type === 'AssignmentPattern') at = parent;
    else return undefined;
  }
  return steps;
}

export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (!a || !b || a.kind !== b.kind) return false;
  if (a.kind === 'path') return a.path === (b as typeof a).path;
  if (a.kind === 'instance') return a.of === (b as typeof a).of;
  if (a.kind === 'shape') return a.members === (b as typeof a).members;
  return a.node === (b as typeof a).node;
}
