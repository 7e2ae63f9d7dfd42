/**
 * What value does this expression hold? By binding, never by name.
 *
 * A value that comes from outside the file is a path: `m:timers#.setImmediate` (module), `g:setImmediate`
 * (global), then steps: `.member`, `|new` (constructed), `|call` (called). The launcher table is compiled to the
 * same paths, so recognising a launcher is one look-up. Values made in the file stay syntax.
 *
 * Long because: expressions, names and patterns lead to each other, in one recursion that shares its bounds.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { classMember, superValue, thisValue } from './class-members.ts';
import type { LaunchTypes, Node, Source, VariableLike } from './launch-site.ts';
import { Memo } from './memo.ts';
import { annotationOf, defaultOf, patternSteps, rootPattern } from './patterns.ts';
import { entityValue, typeValue } from './resolve-type.ts';
import { assignedValues, findValue, isReassigned, type Binding, type Definition } from './scopes.ts';
import {
  isClass,
  isFunction,
  isNothing,
  isTransparent,
  keyName,
  memberName,
  propertyKey,
  returnedExpressions,
  stringValue,
  walk,
  type ClassNode,
  type FunctionNode,
} from './syntax.ts';

export type Value =
  | {
      readonly kind: 'path';
      readonly path: string;
      /** Further paths that it may be instead: `setImmediate ?? setTimeout`. */
      readonly or?: readonly string[];
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

/** The path of a module (its default export is the same path) or of one of its exports. */
export function modulePath(module: string, exportName?: string): string {
  const base = `m:${module.replace(/^node:/, '')}#`;
  return exportName === undefined || exportName === 'default' ? base : `${base}.${exportName}`;
}

export class Resolver {
  readonly source: Source;
  /** Set in typed mode only. */
  readonly types: LaunchTypes | undefined;
  readonly #memo = new Memo<Value>();
  readonly #aliases = new Map<VariableLike, TSESTree.Identifier>();
  readonly #properties = new Map<Node, ReadonlyMap<string, Node>>();
  #assignedMembers: ReadonlySet<string> | undefined;

  constructor(source: Source, typed = false) {
    this.source = source;
    this.types = typed ? source.types : undefined;
  }

  /** The value of an expression, or undefined where the file does not tell. */
  evaluate(node: Node): Value | undefined {
    // A name's answer is remembered with its variable.
    return node.type === 'Identifier'
      ? this.#identifier(node)
      : this.#memo.get(node, () => this.#evaluate(node));
  }

  /** An answer that is no expression's: remembered under a key of its own. */
  remember(key: object, compute: () => Value | undefined): Value | undefined {
    return this.#memo.get(key, compute);
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

  /** `x as PQueue`: where the file does not tell what `x` is, the assertion does. */
  #asserted(node: Node): Value | undefined {
    return node.type === 'TSAsExpression' ||
      node.type === 'TSTypeAssertion' ||
      node.type === 'TSSatisfiesExpression'
      ? typeValue(this, node.typeAnnotation)
      : undefined;
  }

  /**
   * Alternatives at one place (`a ?? b`): what the paths among them say. Unknown ones do not count: in
   * `options.queue ?? new PQueue()` the default tells what the option is.
   */
  agree(nodes: readonly Node[]): Value | undefined {
    const values = nodes.filter((node) => !isNothing(node)).flatMap((node) => this.evaluate(node) ?? []);
    const paths = values.filter((value) => value.kind === 'path');
    return oneOf(paths.length > 0 ? paths : values);
  }

  /** Values written to one variable or field at different times: all must be known. */
  agreeOverTime(nodes: readonly Node[]): Value | undefined {
    return oneOf(nodes.filter((node) => !isNothing(node)).map((node) => this.evaluate(node)));
  }

  member(of: Value | undefined, name: string): Value | undefined {
    switch (of?.kind) {
      case 'path':
        return stepped(of, (path) => memberPath(path, name));
      case 'object': {
        const value = this.objectMember(of.node, name);
        return value && this.evaluate(value);
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

  /** The property's value, unless a later spread or an assignment somewhere in the file may have replaced it. */
  objectMember(object: TSESTree.ObjectExpression, name: string): Node | undefined {
    this.#assignedMembers ??= assignedMembers(this.source);
    if (this.#assignedMembers.has(name)) return undefined;
    let properties = this.#properties.get(object);
    if (!properties) this.#properties.set(object, (properties = valuesByName(object)));
    return properties.get(name);
  }

  construct(callee: Value | undefined, node: TSESTree.NewExpression): Value | undefined {
    if (callee?.kind === 'path') return { ...stepped(callee, (path) => `${path}|new`), created: node };
    return callee?.kind === 'class' ? { kind: 'instance', of: callee.node, created: node } : undefined;
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
    if (callee?.kind === 'path') return { ...stepped(callee, (path) => `${path}|call`), created: node };
    if (callee?.kind !== 'function') return undefined;
    const { params } = callee.node;
    // The list of parameters is the function's own: a key that no expression has.
    return this.#memo.get(params, () => this.agreeOverTime(this.returns(callee.node)));
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
    const name = this.#lastAlias(node);
    const binding = findValue(this.source.scopeManager, name, name.name);
    if (binding === 'global') return { kind: 'path', path: `g:${name.name}` };
    const [definition] = binding.definitions;
    // Two definitions of one name (function overloads apart) say two things.
    if (!definition || binding.definitions.some((other) => other.type !== definition.type)) return undefined;
    return this.#memo.get(binding.variable, () => this.definition(binding.variable, binding.definitions));
  }

  /** `const b = a; const c = b`: followed in a loop, however long the chain is, and once only. */
  #lastAlias(node: TSESTree.Identifier): TSESTree.Identifier {
    const passed = new Set<VariableLike>();
    let at = node;
    for (;;) {
      const binding = findValue(this.source.scopeManager, at, at.name);
      if (binding === 'global' || passed.has(binding.variable)) break;
      const known = this.#aliases.get(binding.variable);
      const next = known ?? aliased(binding);
      if (!next) break;
      passed.add(binding.variable);
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
        return this.#imported(definition);
      case 'FunctionName':
      case 'ClassName':
        return isReassigned(variable) ? undefined : this.#evaluate(definition.node);
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
      const statement = node.parent.parent.type;
      if (node.init && !isNothing(node.init)) values.push(this.#destructured(node.id, name, node.init));
      else if (statement === 'ForOfStatement' || statement === 'ForInStatement') return undefined;
    }
    const assigned = assignedValues(variable);
    if (!assigned) return undefined;
    values.push(...assigned.filter((value) => !isNothing(value)).map((value) => this.evaluate(value)));
    return oneOf(values);
  }

  /** An annotation tells what the value is; the initialiser still tells how it was made. */
  #createdBy(value: Value, variable: VariableLike, declarator: TSESTree.VariableDeclarator): Value {
    if (value.kind !== 'path') return value;
    const nodes = [...(declarator.init ? [declarator.init] : []), ...(assignedValues(variable) ?? [])];
    const made = this.agreeOverTime(nodes);
    return made?.kind === 'path' && made.path === value.path ? made : value;
  }

  /** The part of a value that a pattern gives to `name`; its default tells when the value does not. */
  #fromPattern(pattern: Node, name: TSESTree.Identifier, whole: () => Value | undefined): Value | undefined {
    const steps = patternSteps(pattern, name);
    return (
      steps?.reduce<Value | undefined>((value, step) => this.member(value, step), whole()) ??
      this.#instanceDefault(name)
    );
  }

  #destructured(pattern: Node, name: TSESTree.Identifier, init: Node): Value | undefined {
    if (pattern === name) return this.evaluate(init);
    return this.#fromPattern(pattern, name, () => this.evaluate(init));
  }

  #parameter(variable: VariableLike, name: TSESTree.Identifier): Value | undefined {
    if (assignedValues(variable)?.length !== 0) return undefined;
    const annotated = annotationOf(name);
    if (annotated) return typeValue(this, annotated);
    const pattern = rootPattern(name);
    const type = annotationOf(pattern);
    return this.#fromPattern(pattern, name, () => type && typeValue(this, type));
  }

  /** `(queue = new PQueue())`: the default tells the type, as it does in TypeScript. */
  #instanceDefault(name: Node): Value | undefined {
    const given = defaultOf(name);
    const value = given && this.evaluate(given);
    return value?.kind === 'path' && value.created ? { kind: 'path', path: value.path } : undefined;
  }

  #imported({ node, parent }: Definition): Value | undefined {
    if (node.type === 'TSImportEqualsDeclaration') {
      const reference = node.moduleReference;
      if (reference.type !== 'TSExternalModuleReference') return entityValue(this, reference);
      const module = stringValue(reference.expression);
      return module === undefined ? undefined : { kind: 'path', path: modulePath(module) };
    }
    if (parent?.type !== 'ImportDeclaration') return undefined;
    const imported = node.type === 'ImportSpecifier' ? keyName(node.imported) : undefined;
    return { kind: 'path', path: modulePath(parent.source.value, imported) };
  }
}

/** What each property holds in the end; a spread may replace all before it. */
function valuesByName(object: TSESTree.ObjectExpression): Map<string, Node> {
  const values = new Map<string, Node>();
  for (const property of object.properties) {
    const name = property.type === 'Property' ? propertyKey(property) : undefined;
    if (property.type === 'SpreadElement') values.clear();
    else if (name !== undefined && property.kind === 'init') values.set(name, property.value);
    else if (name !== undefined) values.delete(name);
  }
  return values;
}

type PathValue = Extract<Value, { kind: 'path' }>;

/** The same step from each path that a value may be. */
function stepped({ path, or, created }: PathValue, step: (path: string) => string): PathValue {
  return { kind: 'path', path: step(path), ...(or && { or: or.map(step) }), ...(created && { created }) };
}

function memberPath(path: string, name: string): string {
  if (GLOBAL_OBJECTS.has(path)) return `g:${name}`;
  // A default export and the module itself are one: which of them `require` gives depends on the interop.
  return name === 'default' && path.startsWith('m:') && path.endsWith('#') ? path : `${path}.${name}`;
}

/** What values of one place say together: the same thing, or one of several paths. */
function oneOf(values: readonly (Value | undefined)[]): Value | undefined {
  const [first] = values;
  if (!first) return undefined;
  if (values.every((value) => sameValue(value, first))) return first;
  const paths = values.flatMap((value) => (value?.kind === 'path' ? [value] : []));
  if (first.kind !== 'path' || paths.length < values.length) return undefined;
  const others = new Set(paths.flatMap(({ path, or = [] }) => [path, ...or]));
  others.delete(first.path);
  return { kind: 'path', path: first.path, or: [...others] };
}

/** The name that a constant is another name for. */
function aliased({ variable, definitions }: Exclude<Binding, 'global'>): TSESTree.Identifier | undefined {
  const [definition, second] = definitions;
  const declarator = definition?.node;
  if (second || declarator?.type !== 'VariableDeclarator' || declarator.id !== definition?.name)
    return undefined;
  const { init } = declarator;
  return init?.type === 'Identifier' && !annotationOf(declarator.id) && !isReassigned(variable)
    ? init
    : undefined;
}

/** The names of all members that the file assigns to, `this.name` apart. */
function assignedMembers(source: Source): Set<string> {
  const names = new Set<string>();
  walk(source, (node) => {
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return;
    const name = memberName(node.left);
    if (name !== undefined && node.left.object.type !== 'ThisExpression') names.add(name);
  });
  return names;
}

export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (!a || !b || a.kind !== b.kind) return false;
  if (a.kind === 'path') return a.path === (b as typeof a).path;
  if (a.kind === 'instance') return a.of === (b as typeof a).of;
  if (a.kind === 'shape') return a.members === (b as typeof a).members;
  return a.node === (b as typeof a).node;
}
