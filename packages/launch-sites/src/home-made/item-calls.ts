/** Is what is taken out of a list called, and by which function? It is followed through names, patterns and helpers. */
import type { TSESTree } from '@typescript-eslint/types';
import { DEEPEST_ITEM } from '../bounds.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { isValueOfPart } from '../names/value-places.ts';
import {
  enclosingFunction,
  isFunction,
  lastName,
  memberName,
  parentThrough,
  propertyKey,
  valueOf,
} from '../syntax/nodes.ts';
import { readsOf } from '../syntax/scopes.ts';
import type { Node } from '../vocabulary/source.ts';
import { CALLS_LATER, type Functions } from './functions.ts';

/** A call of what was taken out, or of a part of it: `job()`, `job.run()`, `const [run] = job; run()`. */
export interface ItemCall {
  /** From the thing to what is called: nothing, or a key. */
  readonly path: readonly string[];
  readonly at: Node;
  /** Where it was taken out. */
  readonly item: Node;
  /** It is asked first whether it is there, or a function: there may be none. */
  readonly isOptional: boolean;
}

export interface ItemCalls {
  readonly calls: readonly ItemCall[];
  /** Every expression that is the thing, or a part of it. */
  readonly followed: ReadonlySet<Node>;
}

export function callsOfItem(resolver: Resolver, functions: Functions, item: Node): ItemCalls {
  const finder = new CallFinder(resolver, functions, item);
  if (isPattern(item)) finder.pattern(item, [], 0);
  else finder.follow(item, [], 0);
  return finder;
}

function isPattern(item: Node): boolean {
  const { type, parent } = item;
  if (type === 'ObjectPattern' || type === 'ArrayPattern' || type === 'AssignmentPattern') return true;
  if (type !== 'Identifier') return false;
  return (
    isFunction(parent) ||
    parent.type === 'ForOfStatement' ||
    (parent.type === 'VariableDeclarator' && parent.id === item)
  );
}

/** What a wrapper gives is the same to whoever calls it: an edit must not hide a launch. */
const WRAPS = /ParentOverrides(?:PerCall)?$/;

class CallFinder implements ItemCalls {
  readonly calls: ItemCall[] = [];
  readonly #resolver: Resolver;
  readonly #functions: Functions;
  readonly #item: Node;
  readonly followed = new Set<Node>();

  constructor(resolver: Resolver, functions: Functions, item: Node) {
    this.#resolver = resolver;
    this.#functions = functions;
    this.#item = item;
  }

  follow(expression: Node, path: readonly string[], depth: number): void {
    if (depth > DEEPEST_ITEM || this.followed.has(expression)) return;
    this.followed.add(expression);
    const { parent, child } = parentThrough(expression);
    if (!parent) return;
    if (isValueOfPart(parent, child)) {
      this.follow(parent, path, depth + 1);
      return;
    }
    switch (parent.type) {
      case 'CallExpression':
        if (parent.callee === child) this.#called(path, parent, expression);
        else this.#passed(parent, child, path, depth);
        return;
      case 'NewExpression':
        if (parent.callee !== child && lastName(parent.callee) === 'Promise')
          this.#called(path, parent, expression);
        return;
      case 'MemberExpression':
        if (parent.object === child) this.#member(parent, path, depth);
        return;
      case 'VariableDeclarator':
        if (parent.init === child) this.pattern(parent.id, path, depth + 1);
        return;
      case 'AssignmentExpression':
        if (parent.right !== child) return;
        this.pattern(parent.left, path, depth + 1);
        this.follow(parent, path, depth + 1);
        return;
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
      case 'YieldExpression':
        this.#returned(parent, path, depth);
        return;
      default:
    }
  }

  /** What gets the thing, or a part of it. */
  pattern(pattern: Node, path: readonly string[], depth: number): void {
    switch (pattern.type) {
      case 'Identifier':
        for (const read of readsOf(this.#resolver.source.scopeManager, pattern))
          this.follow(read, path, depth + 1);
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          const key = property.type === 'Property' ? propertyKey(property) : undefined;
          if (property.type === 'Property' && key !== undefined)
            this.pattern(property.value, [...path, key], depth + 1);
        }
        return;
      case 'ArrayPattern':
        for (const [index, element] of pattern.elements.entries())
          if (element) this.pattern(element, [...path, String(index)], depth + 1);
        return;
      case 'AssignmentPattern':
        this.pattern(pattern.left, path, depth + 1);
        return;
      default:
    }
  }

  #called(path: readonly string[], at: TSESTree.CallExpression | TSESTree.NewExpression, callee: Node): void {
    const isOptional = (at.type === 'CallExpression' && at.optional) || this.#isGuarded(at, callee, path);
    this.calls.push({ path, at, item: this.#item, isOptional });
  }

  /** `if (job.done) job.done()`, `typeof job === 'function' && job()`. An empty list is no missing function. */
  #isGuarded(call: Node, callee: Node, path: readonly string[]): boolean {
    const text = this.#text(callee);
    const tested = path.length === 0 ? `typeof${text}` : text;
    for (let at = call; at.parent && !isFunction(at.parent); at = at.parent) {
      const { parent } = at;
      const test =
        parent.type === 'IfStatement' || parent.type === 'ConditionalExpression'
          ? parent.test
          : parent.type === 'LogicalExpression' && parent.operator === '&&'
            ? parent.left
            : undefined;
      if (test && test !== at && this.#text(test).includes(tested)) return true;
    }
    return false;
  }

  #member(member: TSESTree.MemberExpression, path: readonly string[], depth: number): void {
    const name = memberName(member);
    const { parent, child } = parentThrough(member);
    if (name === undefined) return;
    const isCalled = parent?.type === 'CallExpression' && parent.callee === child;
    if (isCalled && /^(?:apply|call)$/.test(name)) this.#called(path, parent, member.object);
    else if (isCalled && name === 'bind') this.follow(parent, path, depth + 1);
    else this.follow(member, [...path, name], depth + 1);
  }

  #passed(call: TSESTree.CallExpression, argument: Node, path: readonly string[], depth: number): void {
    const index = call.arguments.indexOf(argument as never);
    const fn = this.#functions.behind(call.callee);
    const parameter = fn?.params[index];
    if (parameter)
      this.pattern(
        parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter,
        path,
        depth + 1,
      );
    else if (!fn && WRAPS.test(lastName(call.callee) ?? '')) this.follow(call, path, depth + 1);
    else if (!fn && callsLater(lastName(call.callee) ?? '', index)) this.#called(path, call, argument);
  }

  /** `next() { return this.queue.shift(); }`: whoever calls that takes it out. */
  #returned(from: Node, path: readonly string[], depth: number): void {
    const fn = from.type === 'ArrowFunctionExpression' ? from : enclosingFunction(from);
    if (!isFunction(fn)) return;
    for (const mention of this.#functions.mentionsOf(fn)) {
      const { parent, child } = parentThrough(mention);
      if (parent?.type === 'CallExpression' && parent.callee === child) this.follow(parent, path, depth + 1);
    }
  }

  #text(node: Node): string {
    const { range } = valueOf(node);
    return this.#resolver.source.text.slice(range[0], range[1]).replaceAll(/\s+|\?(?=\.)/g, '');
  }
}

/** What stands behind the function is a time, or what it is given. */
function callsLater(name: string, index: number): boolean {
  return CALLS_LATER.test(name) && (index === 0 || (name === 'then' && index === 1));
}
