/**
 * Follows a value through a file, from where it is spelled out or made: stored under another name, it can be read by
 * that one too. What is read by any other name is something else, and need not be looked into.
 *
 * This must follow a value wherever the evaluation (`resolve-expression.ts`) does; where it cannot, it gives up.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { MOST_NAMES, MOST_PLACES } from '../bounds.ts';
import { mayHoldArgument, renamesHolder, returnsArgument } from './known-functions.ts';
import type { Node, Source } from '../vocabulary/source.ts';
import { word } from './mentions.ts';
import { mentionsIn, spelling } from './node-at.ts';
import { enclosingFunction, isFunction, lastName, memberName, propertyKey } from '../syntax/nodes.ts';
import { calledFunctions } from './called-functions.ts';
import { NO_NAME, type CallsAway, type StoredNames } from './stored-names.ts';
import { isResultType, isValueOfPart, STORES_NOTHING } from './value-places.ts';

/** Where following led. */
interface Followed {
  readonly names: StoredNames;
  /** `value[key]`: where a member of the value is read by a name that is computed. */
  readonly computedReads: readonly Node[];
}

export class NameFollower {
  readonly #source: Source;
  /** The names that are so many calls away from the value. */
  readonly #names: Readonly<Record<CallsAway, Set<string>>> = { 0: new Set(), 1: new Set(), 2: new Set() };
  readonly #queue: [name: string, callsAway: CallsAway][] = [];
  readonly #computedReads: Node[] = [];
  /** By object literal, where its members are read by a computed name: one answer for all followers of the file. */
  readonly #computedReadsOf: Map<Node, readonly Node[]>;
  readonly #passed = new Set<Node>();
  #isNameless = false;
  #isAny = false;

  constructor(source: Source, computedReadsOf = new Map<Node, readonly Node[]>()) {
    this.#source = source;
    this.#computedReadsOf = computedReadsOf;
  }

  /** Any name will do. */
  giveUp(): void {
    this.#isAny = true;
  }

  /** Follow all that is still open, to its end. */
  followAll(): Followed {
    this.#followNames();
    const own: ReadonlySet<string | typeof NO_NAME> = this.#isNameless
      ? new Set([...this.#names[0], NO_NAME])
      : this.#names[0];
    return { names: this.#isAny ? 'any' : own, computedReads: this.#computedReads };
  }

  #followNames(): void {
    let places = 0;
    // What is added on the way is followed too.
    for (const [name, callsAway] of this.#queue) {
      for (const { node, end } of mentionsIn(this.#source, word(name))) {
        // Called where it stands, as most are.
        if (callsAway === 0 && this.#source.text.charAt(end) === '(') continue;
        this.#followMention(node(), name, callsAway);
        places++;
        if (places > MOST_PLACES || this.#queue.length > MOST_NAMES) this.giveUp();
        if (this.#isAny) return;
      }
    }
  }

  /** Follow what is called so, wherever the text has the name. */
  followName(name: string | undefined, callsAway: CallsAway): void {
    // `object['']` is not to be found by its name either.
    if (name === undefined || name === '') this.giveUp();
    else if (!this.#names[callsAway].has(name)) {
      this.#names[callsAway].add(name);
      this.#queue.push([name, callsAway]);
    }
  }

  #followMention(node: Node, name: string, callsAway: CallsAway): void {
    const spelled = spelling(node, name);
    const { parent } = spelled ?? {};
    if (!spelled || !parent) return;
    if (parent.type === 'MemberExpression' && parent.property === spelled)
      this.followValue(parent, callsAway);
    else if (parent.type === 'Property' && parent.parent.type === 'ObjectPattern')
      this.#target(parent.value, callsAway);
    else if (parent.type === 'ImportSpecifier') this.followName(parent.local.name, callsAway);
    else if (parent.type === 'TSQualifiedName') this.followInto(parent.parent, parent, callsAway);
    else this.followValue(spelled, callsAway);
  }

  /** Follow the value of an expression. */
  followValue(expression: Node, callsAway: CallsAway): void {
    let child = expression;
    for (let { parent } = child; parent; child = parent, parent = child.parent) {
      const isSame = isValueOfPart(parent, child);
      if (isSame) continue;
      if (isSame === false) return;
      switch (parent.type) {
        case 'AssignmentExpression':
          if (parent.right !== child) return;
          this.#target(parent.left, callsAway);
          continue;
        case 'ClassDeclaration':
        case 'ClassExpression':
          // `class Thread extends Worker {}`
          if (parent.superClass !== child) return;
          if (parent.id) this.followName(parent.id.name, callsAway);
          this.followName('constructor', callsAway);
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
        if (parent.value === child) this.followName(propertyKey(parent), callsAway);
        return undefined;
      case 'MemberExpression':
        return parent.object === child ? this.#memberOf(parent) : undefined;
      case 'CallExpression':
      case 'NewExpression':
        if (parent.callee === child) this.#called(parent, callsAway);
        else if (returnsArgument(lastName(parent.callee))) return parent;
        else if (this.#given(parent, child, callsAway)) return undefined;
        else if (mayHoldArgument(lastName(parent.callee)) || renamesHolder(this.#source.text)) this.giveUp();
        return undefined;
      case 'ReturnStatement':
        this.#returned(enclosingFunction(parent), callsAway);
        return undefined;
      case 'ArrowFunctionExpression':
        if (parent.body === child) this.#returned(parent, callsAway);
        return undefined;
      case 'TSImportEqualsDeclaration':
        this.followName(parent.id.name, callsAway);
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
        this.#isAny ||= callsAway === 1;
        return undefined;
      default:
        this.#isAny ||= !STORES_NOTHING.has(parent.type);
        return undefined;
    }
  }

  #called(call: TSESTree.CallExpression | TSESTree.NewExpression, callsAway: CallsAway): void {
    if (callsAway > 0) this.followValue(call, callsAway === 2 ? 1 : 0);
    // `f.bind(x)(fn)`
    else if (lastName(call.callee) === undefined) this.#isNameless = true;
  }

  /**
   * `all(ids, pLimit(4))`, `new Service(pLimit(2))`, `service.run(pLimit(2))`: functions of the file call it by the names of
   * their parameters. True where nothing else can happen to it.
   */
  #given(call: TSESTree.CallExpression | TSESTree.NewExpression, child: Node, callsAway: CallsAway): boolean {
    const called = calledFunctions(this.#source, call.callee);
    const index = call.arguments.findIndex((argument) => argument === child);
    for (const { params } of called.functions) {
      const parameter = params[index];
      if (parameter) this.#target(parameter, callsAway);
    }
    // `use(pLimit(2))`, of whatever was given as `use`.
    if (called.isAny) this.giveUp();
    return called.areAll;
  }

  /** `limits.fast` is something else, but what `f.bind(x)` and a promise's `catch` give is the same again. */
  #memberOf(member: TSESTree.MemberExpression): Node | undefined {
    const name = memberName(member);
    if (name === undefined) this.#computedReads.push(member);
    // `then` gives it to a function, under a name of its own.
    if (name === 'then') this.giveUp();
    if (name === 'default') return member;
    const isSame = name === 'bind' || name === 'catch' || name === 'finally';
    return isSame && member.parent.type === 'CallExpression' ? member.parent : undefined;
  }

  /** `{ fast: pLimit(2) }` is asked for it by its name, or as `limits[name]`. */
  #property(property: TSESTree.Property, callsAway: CallsAway): void {
    this.followName(propertyKey(property), callsAway);
    const object = property.parent;
    if (object.type !== 'ObjectExpression') return;
    for (const member of this.#readsByComputedName(object)) {
      if (this.#passed.has(member)) continue;
      this.#passed.add(member);
      this.followValue(member, callsAway);
    }
  }

  #readsByComputedName(object: Node): readonly Node[] {
    const known = this.#computedReadsOf.get(object);
    if (known) return known;
    // The object may hold itself.
    this.#computedReadsOf.set(object, []);
    const follower = new NameFollower(this.#source, this.#computedReadsOf);
    follower.followValue(object, 0);
    const { computedReads } = follower.followAll();
    this.#computedReadsOf.set(object, computedReads);
    return computedReads;
  }

  /** What is declared with a type is known by that alone. */
  #typed(type: Node | undefined): void {
    const annotation = type?.parent;
    const declared = annotation?.type === 'TSTypeAnnotation' ? annotation.parent : undefined;
    if (declared?.type === 'Identifier' && declared.name !== 'this') this.followName(declared.name, 0);
    else if (declared?.type === 'PropertyDefinition' || declared?.type === 'TSPropertySignature')
      this.followName(propertyKey(declared), 0);
    else this.giveUp();
  }

  #returned(fn: Node | undefined, callsAway: CallsAway): void {
    // A bundle's table of exports (`Worker: () => Worker`) would look like one call more.
    if (!isFunction(fn) || callsAway === 2) return;
    const ofFunction = callsAway === 0 ? 1 : 2;
    if (fn.id) this.followName(fn.id.name, ofFunction);
    const { parent } = fn;
    if (parent.type === 'MethodDefinition')
      this.followName(propertyKey(parent), parent.kind === 'get' ? callsAway : ofFunction);
    else if (parent.type === 'Property' && parent.value === fn)
      this.#property(parent, parent.kind === 'get' ? callsAway : ofFunction);
    else if (fn.type !== 'FunctionDeclaration') this.followValue(fn, ofFunction);
  }

  /** What a pattern or an assignment calls a value; a pattern that takes it apart names something else. */
  #target(node: Node, callsAway: CallsAway): void {
    const target = node.type === 'AssignmentPattern' ? node.left : node;
    if (target.type !== 'ObjectPattern' && target.type !== 'ArrayPattern')
      this.followName(lastName(target), callsAway);
  }
}
