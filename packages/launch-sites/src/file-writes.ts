/** What a file writes into objects and containers, by name: collected once, when first asked. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, Source } from './launch-site.ts';
import { lastName, memberName, parentThrough, propertyKey, walk } from './syntax.ts';

/** `object.name = value` */
export interface MemberWrite {
  readonly object: Node;
  readonly value: Node;
  /** `+=` and the like: the value is not what the member holds. */
  readonly isPlain: boolean;
}

/** `object.push(value)` */
export interface Mutation {
  readonly object: Node;
  readonly arguments: readonly Node[];
}

interface Writes {
  readonly members: Map<string, MemberWrite[]>;
  /** `object[key] = value` */
  readonly indexed: MemberWrite[];
  readonly mutations: Map<string, Mutation[]>;
  /** By the name of a value, the names that it is stored under as well: `this.all = queues`. */
  readonly aliases: Map<string, Set<string>>;
  /** Answers of `namesOf`. */
  readonly names: Map<Node, ReadonlySet<string> | undefined>;
}

const MUTATORS = new Set(['add', 'fill', 'push', 'set', 'unshift']);
const PLAIN = new Set(['=', '??=', '||=', '&&=']);

const writesOf = new WeakMap<TSESTree.Program, Writes>();

function collect(source: Source): Writes {
  let found = writesOf.get(source.ast);
  if (!found) {
    const writes: Writes = {
      members: new Map(),
      indexed: [],
      mutations: new Map(),
      aliases: new Map(),
      names: new Map(),
    };
    walk(source, (node) => {
      for (const [from, to] of storesOf(node)) {
        const known = writes.aliases.get(from);
        if (known) known.add(to);
        else writes.aliases.set(from, new Set([to]));
      }
      if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') {
        const name = memberName(node.left);
        const write = { object: node.left.object, value: node.right, isPlain: PLAIN.has(node.operator) };
        if (name === undefined) writes.indexed.push(write);
        else append(writes.members, name, write);
      } else if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
        const name = memberName(node.callee);
        if (name !== undefined && MUTATORS.has(name))
          append(writes.mutations, name, { object: node.callee.object, arguments: node.arguments });
      }
    });
    found = writes;
    writesOf.set(source.ast, found);
  }
  return found;
}

function nameOf(node: Node | null | undefined): string | undefined {
  return node ? lastName(node) : undefined;
}

/** What is stored under another name here, as pairs of the value's name and the new one. */
function storesOf(node: Node): [from: string, to: string][] {
  const pair = (from: string | undefined, to: string | undefined): [string, string][] =>
    from === undefined || to === undefined || from === to ? [] : [[from, to]];
  switch (node.type) {
    case 'VariableDeclarator':
      return pair(nameOf(node.init), nameOf(node.id));
    case 'AssignmentExpression':
      return pair(nameOf(node.right), nameOf(node.left));
    case 'AssignmentPattern':
      return pair(nameOf(node.right), nameOf(node.left));
    case 'PropertyDefinition':
      return pair(nameOf(node.value), propertyKey(node));
    case 'Property': {
      const [key, value] = [propertyKey(node), nameOf(node.value)];
      // In a pattern the property is the value, in a literal it is the name.
      return node.parent.type === 'ObjectPattern' ? pair(key, value) : pair(value, key);
    }
    default:
      return [];
  }
}

/**
 * The last names that what `made` makes can be reached by: those it is stored under, and those they are stored
 * under. Undefined where it is not stored under a name.
 */
export function namesOf(source: Source, made: Node): ReadonlySet<string> | undefined {
  const { aliases, names: known } = collect(source);
  if (known.has(made)) return known.get(made);
  const stored = storedAs(made);
  const names = stored === undefined ? undefined : new Set([stored]);
  for (const name of names ?? []) for (const alias of aliases.get(name) ?? []) names?.add(alias);
  known.set(made, names);
  return names;
}

function storedAs(made: Node): string | undefined {
  let { parent, child } = parentThrough(made);
  while (parent?.type === 'LogicalExpression' || parent?.type === 'ConditionalExpression')
    ({ parent, child } = parentThrough(parent));
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.init === child ? nameOf(parent.id) : undefined;
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return parent.right === child ? nameOf(parent.left) : undefined;
    case 'PropertyDefinition':
    case 'Property':
      return propertyKey(parent);
    default:
      return undefined;
  }
}

/** Can this receiver be what has these names? */
export function mayBe(names: ReadonlySet<string> | undefined, receiver: Node): boolean {
  const name = nameOf(receiver);
  return names === undefined || name === undefined || names.has(name);
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

/** More writes than this are a bundle's: looking through them for every member would be quadratic. */
const MANY = 300;

/** Every `object.name = value`; undefined where there are too many to look through. */
export function memberWrites(source: Source, name: string): readonly MemberWrite[] | undefined {
  return atMostMany(collect(source).members.get(name) ?? []);
}

/** Every `object[key] = value`; undefined where there are too many to look through. */
export function indexedWrites(source: Source): readonly MemberWrite[] | undefined {
  return atMostMany(collect(source).indexed);
}

/** Every `object.name(...)` that puts something into a container; undefined where there are too many to look through. */
export function mutationsOf(source: Source, name: string): readonly Mutation[] | undefined {
  return atMostMany(collect(source).mutations.get(name) ?? []);
}

function atMostMany<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > MANY ? undefined : list;
}
