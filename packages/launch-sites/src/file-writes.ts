/** What a file writes into objects and containers, by name: collected once, when first asked. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, Source } from './launch-site.ts';
import { memberName, walk } from './syntax.ts';

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
}

const MUTATORS = new Set(['add', 'fill', 'push', 'set', 'unshift']);
const PLAIN = new Set(['=', '??=', '||=', '&&=']);

const writesOf = new WeakMap<TSESTree.Program, Writes>();

function collect(source: Source): Writes {
  let found = writesOf.get(source.ast);
  if (!found) {
    const writes: Writes = { members: new Map(), indexed: [], mutations: new Map() };
    walk(source, (node) => {
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
