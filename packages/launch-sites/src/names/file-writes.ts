/** What a file writes into objects and containers, by name: looked for in the text when it is asked for. */
import { MOST_WRITES } from '../bounds.ts';
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, Source } from '../vocabulary/source.ts';
import { remembered } from '../memo.ts';
import { part, word, type Mention } from './mentions.ts';
import { mentionsIn, spelling, type Place } from './node-at.ts';
import { NameFollower } from './name-follower.ts';
import { mayBeReadSo, type StoredNames } from './stored-names.ts';
import { isPlain, lastName, memberName, parentThrough, valueOf } from '../syntax/nodes.ts';

/** `object.name = value` */
export interface MemberWrite {
  readonly object: Node;
  readonly value: Node;
  /** `+=` and the like: the value is not what the member holds. */
  readonly isPlain: boolean;
}

/** `object.push(value)`: a call that puts something into a container. */
export interface Put {
  readonly object: Node;
  readonly arguments: readonly Node[];
}

interface Known {
  readonly members: Map<string, readonly MemberWrite[]>;
  readonly toThis: Map<string, readonly MemberWrite[]>;
  readonly puts: Map<string, readonly Put[]>;
  readonly names: Map<Node, StoredNames>;
  indexed?: readonly MemberWrite[];
  named?: readonly MemberWrite[];
}

const knownOf = new WeakMap<TSESTree.Program, Known>();

function known({ ast }: Source): Known {
  return remembered(knownOf, ast, (): Known => ({
    members: new Map(),
    toThis: new Map(),
    puts: new Map(),
    names: new Map(),
  }));
}

/** By which names the file can read what `made` makes. */
export function storedNamesOf(source: Source, made: Node): StoredNames {
  if (source.asksEverywhere) return 'any';
  return remembered(known(source).names, made, () => {
    const follower = new NameFollower(source);
    follower.followValue(made, 0);
    return follower.followAll().names;
  });
}

/** Can this receiver be what has these names? */
export function mayBeNamed(names: StoredNames, receiver: Node): boolean {
  return mayBeReadSo(names, lastName(receiver));
}

/** Every `object.name = value`; undefined where there are too many to look through. */
export function memberWrites(source: Source, name: string): readonly MemberWrite[] | undefined {
  return atMostMany(
    remembered(known(source).members, name, () =>
      upToMany(found(source, word(name), (place) => memberWrite(source, place, name))),
    ),
  );
}

/** Every `this.name = value`, however many. */
export function writesToThis(source: Source, name: string): readonly MemberWrite[] {
  return remembered(known(source).toThis, name, () => [
    ...found(source, word(name), (place) => {
      const write = memberWrite(source, place, name);
      return write?.object.type === 'ThisExpression' ? write : undefined;
    }),
  ]);
}

/** Every `object[key] = value`; undefined where there are too many to look through. */
export function indexedWrites(source: Source): readonly MemberWrite[] | undefined {
  const answers = known(source);
  answers.indexed ??= upToMany(
    found(source, part(']'), (place) => {
      const member = isAssigned(source, place) ? place.node() : undefined;
      return member?.type === 'MemberExpression' && memberName(member) === undefined
        ? writeTo(member)
        : undefined;
    }),
  );
  return atMostMany(answers.indexed);
}

/** Every `object.name = value`, whatever the name; undefined where there are too many to look through. */
export function namedWrites(source: Source): readonly MemberWrite[] | undefined {
  const answers = known(source);
  answers.named ??= upToMany(
    found(source, part('='), ({ node, end }) => {
      // `==`, `!=`, `=>`: by the text alone, which is cheaper.
      if ('=>'.includes(source.text.charAt(end)) || '=!'.includes(source.text.charAt(end - 2)))
        return undefined;
      const assignment = node();
      const target = assignment.type === 'AssignmentExpression' ? valueOf(assignment.left) : undefined;
      return target?.type === 'MemberExpression' && memberName(target) !== undefined
        ? writeTo(target)
        : undefined;
    }),
  );
  return atMostMany(answers.named);
}

/** Every call of a method of this name (one of `PUT_METHODS`); undefined where there are too many to look through. */
export function putsBy(source: Source, name: string): readonly Put[] | undefined {
  return atMostMany(
    remembered(known(source).puts, name, () =>
      upToMany(
        found(source, word(name), ({ node }) => {
          const member = spelling(node(), name)?.parent;
          return member?.type === 'MemberExpression' &&
            member.parent.type === 'CallExpression' &&
            member.parent.callee === member
            ? { object: member.object, arguments: member.parent.arguments }
            : undefined;
        }),
      ),
    ),
  );
}

function memberWrite(source: Source, place: Place, name: string): MemberWrite | undefined {
  const spelled = isAssigned(source, place) ? spelling(place.node(), name) : undefined;
  return spelled?.parent?.type === 'MemberExpression' && spelled.parent.property === spelled
    ? writeTo(spelled.parent)
    : undefined;
}

/**
 * After a member: an assignment of any kind, or what an assignment may come after: a comment, a type assertion, or
 * more brackets than are worth counting.
 */
const ASSIGNMENT =
  /['"`\])!\s]{0,40}(?:(?:[-+*/%&|^?<>]{1,3})?=(?![=>])|\/[/*]|as\b|satisfies\b)|['"`\])!\s]{41}/y;

/** By the text alone, which is cheaper than to look for a node; the node has the last word. */
function isAssigned({ text }: Source, { end }: Place): boolean {
  ASSIGNMENT.lastIndex = end;
  return ASSIGNMENT.test(text);
}

function writeTo(member: TSESTree.MemberExpression): MemberWrite | undefined {
  const { parent } = parentThrough(member);
  return parent?.type === 'AssignmentExpression' && valueOf(parent.left) === member
    ? { object: member.object, value: parent.right, isPlain: isPlain(parent) }
    : undefined;
}

/** What `read` finds at the places of a mention. */
function* found<T>(source: Source, mention: Mention, read: (place: Place) => T | undefined): Iterable<T> {
  for (const place of mentionsIn(source, mention)) {
    const item = read(place);
    if (item !== undefined) yield item;
  }
}

/** All of them, or one more than are looked through. */
function upToMany<T>(items: Iterable<T>): readonly T[] {
  const list: T[] = [];
  for (const item of items) {
    list.push(item);
    if (list.length > MOST_WRITES) break;
  }
  return list;
}

function atMostMany<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > MOST_WRITES ? undefined : list;
}
