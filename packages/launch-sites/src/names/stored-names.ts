/**
 * By which names can a file read a value? Followed from where the value is spelled out or made: stored under another
 * name, it can be read by that one too. What is read by any other name is something else, and need not be looked into.
 *
 * This must follow a value wherever the evaluation (`resolve-expression.ts`) does; where it cannot tell, it gives up.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { mayHoldArgument, renamesHolder, returnsArgument } from './known-functions.ts';
import type { Node, Source } from '../vocabulary/source.ts';
import { word } from './mentions.ts';
import { mentionsIn, spelling } from './node-at.ts';
import {
  enclosingFunction,
  isFunction,
  isTransparent,
  lastName,
  memberName,
  propertyKey,
} from '../syntax/nodes.ts';
import { isResultType, STORES_NOTHING } from './valueless-places.ts';

/** Stands for a callee without a name: `make()(fn)`. */
export const NAMELESS = '';

/** So many calls lead from what is named to the value: 1 for a function that returns it. */
export type CallsAway = number;

/** Beyond so many places the names are a bundle's (`t`, `e`), which tell nothing; each name is looked for in all the text. */
const MAX_PLACES = 2000;
const MAX_NAMES = 100;

export class StoredNames {
  readonly #source: Source;
  /** The names of the value itself, of functions that return it, and of functions that return those. */
  readonly #names: readonly Set<string>[] = [new Set(), new Set(), new Set()];
  readonly #queue: [name: string, callsAway: CallsAway][] = [];
  /** By object literal, where its members are read by a computed name: shared by all instances. */
  readonly #indexed: Map<Node, readonly Node[]>;
  readonly #ownIndexed: Node[] = [];
  readonly #followed = new Set<Node>();
  #escapes = false;

  constructor(source: Source, indexed = new Map<Node, readonly Node[]>()) {
    this.#source = source;
    this.#indexed = indexed;
  }

  /** Any name would do. */
  giveUp(): void {
    this.#escapes = true;
  }

  /** The names, once everything is followed; undefined where any name would do. */
  all(): ReadonlySet<string> | undefined {
    let places = 0;
    // What is added on the way is followed too.
    for (const [name, callsAway] of this.#queue) {
      for (const { node, end } of mentionsIn(this.#source, word(name))) {
        // Called where it stands, as most are.
        if (callsAway === 0 && this.#source.text.charAt(end) === '(') continue;
        this.#occurrence(node(), name, callsAway);
        places++;
        if (places > MAX_PLACES || this.#queue.length > MAX_NAMES) this.giveUp();
        if (this.#escapes) return undefined;
      }
    }
    return this.#escapes ? undefined : this.#names[0];
  }

  /** Follow what is called `name` everywhere. */
  add(name: string | undefined, callsAway: CallsAway): void {
    const known = this.#names[callsAway];
    // `object['']` is not to be found by its name either.
    if (name === undefined || name === '') this.giveUp();
    else if (known && !known.has(name)) {
      known.add(name);
      this.#queue.push([name, callsAway]);
    }
  }

  #occurrence(node: Node, name: string, callsAway: CallsAway): void {
    const spelled = spelling(node, name);
    const { parent } = spelled ?? {};
    if (!spelled || !parent) return;
    if (parent.type === 'MemberExpression' && parent.property === spelled) this.flow(parent, callsAway);
    else if (parent.type === 'Property' && parent.parent.type === 'ObjectPattern')
      this.#target(parent.value, callsAway);
    else if (parent.type === 'ImportSpecifier') this.add(parent.local.name, callsAway);
    else if (parent.type === 'TSQualifiedName') this.followInto(parent.parent, parent, callsAway);
    else this.flow(spelled, callsAway);
  }

  /** Where the value of an expression goes. */
  flow(expression: Node, callsAway: CallsAway): void {
    let child = expression;
    for (let { parent } = child; parent; child = parent, parent = child.parent) {
      if (isTransparent(parent)) continue;
      switch (parent.type) {
        case 'AwaitExpression':
          continue;
        case 'ConditionalExpression':
          if (parent.test === child) return;
          continue;
        case 'LogicalExpression':
          if (parent.operator === '&&' && parent.left === child) return;
          continue;
        case 'SequenceExpression':
          if (parent.expressions.at(-1) !== child) return;
          continue;
        case 'AssignmentExpression':
          if (parent.right !== child) return;
          this.#target(parent.left, callsAway);
          continue;
        case 'ClassDeclaration':
        case 'ClassExpression':
          // `class Thread extends Worker {}`
          if (parent.superClass !== child) return;
          if (parent.id) this.add(parent.id.name, callsAway);
          this.add('constructor', callsAway);
          if (parent.type === 'ClassDeclaration') return;
          continue;
        default: {
          const again = this.followInto(parent, child, callsAway);
          if (!again) return;
          parent = again;
        }
      }
    }
  }

  /** What the node around a value does with it. Returned is an expression that holds the value again. */
  followInto(parent: Node, child: Node, callsAway: CallsAway): Node | undefined {
    switch (parent.type) {
      case 'VariableDeclarator':
        if (parent.init === child) this.#target(parent.id, callsAway);
        return undefined;
      case 'AssignmentPattern':
        if (parent.right === child) this.#target(parent.left, callsAway);
        return undefined;
      case 'Property':
        if (parent.value === child || parent.shorthand) this.#property(parent, callsAway);
        return undefined;
      case 'PropertyDefinition':
      case 'AccessorProperty':
        if (parent.value === child) this.add(propertyKey(parent), callsAway);
        return undefined;
      case 'MemberExpression':
        return parent.object === child ? this.#memberOf(parent) : undefined;
      case 'CallExpression':
      case 'NewExpression':
        if (parent.callee === child) this.#called(parent, callsAway);
        else if (returnsArgument(lastName(parent.callee))) return parent;
        else if (mayHoldArgument(lastName(parent.callee)) || renamesHolder(this.#source.text)) this.giveUp();
        return undefined;
      case 'ReturnStatement':
        this.#returned(enclosingFunction(parent), callsAway);
        return undefined;
      case 'ArrowFunctionExpression':
        if (parent.body === child) this.#returned(parent, callsAway);
        return undefined;
      case 'TSImportEqualsDeclaration':
        this.add(parent.id.name, callsAway);
        return undefined;
      case 'TSTypeQuery':
        // `ReturnType<typeof f>` is what `f` returns.
        if (!isResultType(parent.parent.parent)) this.giveUp();
        else if (callsAway === 1) this.#typed(parent.parent.parent);
        return undefined;
      case 'TSTypeReference':
      case 'TSImportType':
        // A class's name, or that of a type, is an instance's type.
        if (callsAway === 1) this.#typed(parent);
        return undefined;
      case 'TSInterfaceHeritage':
        this.#escapes ||= callsAway === 1;
        return undefined;
      default:
        this.#escapes ||= !STORES_NOTHING.has(parent.type);
        return undefined;
    }
  }

  #called(call: TSESTree.CallExpression | TSESTree.NewExpression, callsAway: CallsAway): void {
    if (callsAway > 0) this.flow(call, callsAway - 1);
    // `f.bind(x)(fn)`
    else if (lastName(call.callee) === undefined) this.#names[0]?.add(NAMELESS);
  }

  /** `limits.fast` is something else, but what `f.bind(x)` and a promise's `catch` give is the same again. */
  #memberOf(member: TSESTree.MemberExpression): Node | undefined {
    const name = memberName(member);
    if (name === undefined) this.#ownIndexed.push(member);
    // `then` gives it to a function, under a name of its own.
    if (name === 'then') this.giveUp();
    if (name === 'default') return member;
    const isSame = name === 'bind' || name === 'catch' || name === 'finally';
    return isSame && member.parent.type === 'CallExpression' ? member.parent : undefined;
  }

  /** `{ fast: pLimit(2) }` is asked for it by its name, or as `limits[name]`. */
  #property(property: TSESTree.Property, callsAway: CallsAway): void {
    this.add(propertyKey(property), callsAway);
    const object = property.parent;
    if (object.type !== 'ObjectExpression') return;
    for (const member of this.#indexedPlaces(object)) {
      if (this.#followed.has(member)) continue;
      this.#followed.add(member);
      this.flow(member, callsAway);
    }
  }

  #indexedPlaces(object: Node): readonly Node[] {
    let places = this.#indexed.get(object);
    if (places === undefined) {
      // The object may hold itself.
      this.#indexed.set(object, []);
      const names = new StoredNames(this.#source, this.#indexed);
      names.flow(object, 0);
      names.all();
      places = names.#ownIndexed;
      this.#indexed.set(object, places);
    }
    return places;
  }

  /** What is declared with a type is known by that alone. */
  #typed(type: Node | undefined): void {
    const annotation = type?.parent;
    const declared = annotation?.type === 'TSTypeAnnotation' ? annotation.parent : undefined;
    if (declared?.type === 'Identifier' && declared.name !== 'this') this.add(declared.name, 0);
    else if (declared?.type === 'PropertyDefinition' || declared?.type === 'TSPropertySignature')
      this.add(propertyKey(declared), 0);
    else this.giveUp();
  }

  #returned(fn: Node | undefined, callsAway: CallsAway): void {
    // A function that returns a function that returns one that returns it is nobody's; a bundle's table of exports
    // (`Worker: () => Worker`) would look like one.
    if (!isFunction(fn) || callsAway + 1 === this.#names.length) return;
    if (fn.id) this.add(fn.id.name, callsAway + 1);
    const { parent } = fn;
    if (parent.type === 'MethodDefinition')
      this.add(propertyKey(parent), parent.kind === 'get' ? callsAway : callsAway + 1);
    else if (parent.type === 'Property' && parent.value === fn)
      this.#property(parent, parent.kind === 'get' ? callsAway : callsAway + 1);
    else if (fn.type !== 'FunctionDeclaration') this.flow(fn, callsAway + 1);
  }

  /** What a pattern or an assignment calls a value; a pattern that takes it apart names something else. */
  #target(node: Node, callsAway: CallsAway): void {
    const target = node.type === 'AssignmentPattern' ? node.left : node;
    if (target.type !== 'ObjectPattern' && target.type !== 'ArrayPattern')
      this.add(lastName(target), callsAway);
  }
}
