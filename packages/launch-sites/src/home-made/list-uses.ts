/** What is done with a list: what is put in, what is taken out, where it is emptied. From one mention on, through names. */
import type { TSESTree } from '@typescript-eslint/types';
import { DEEPEST_ITEM } from '../bounds.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { QUEUE_PUTS, QUEUE_TAKES } from '../names/queue-names.ts';
import { isValueOfPart } from '../names/value-places.ts';
import { isNothing, memberName, parentThrough, valueOf } from '../syntax/nodes.ts';
import { readsOf } from '../syntax/scopes.ts';
import type { Node } from '../vocabulary/source.ts';

/** What puts something in: a call, or an assignment. */
export type PutNode = TSESTree.CallExpression | TSESTree.AssignmentExpression;

export interface Put {
  readonly node: PutNode;
  /** The list, as it is written there. */
  readonly list: Node;
  readonly value: Node;
}

/** One thing of the list, as an expression or as the pattern that gets it. */
export interface Taken {
  readonly item: Node;
  /** `shift` takes it out; `jobs[0]` looks at one in the list, and a loop at all of them. */
  readonly how: 'out' | 'one' | 'all';
}

export interface ListUses {
  readonly puts: readonly Put[];
  readonly taken: readonly Taken[];
  /** Where all of the list goes, or one thing that is looked at elsewhere. */
  readonly emptied: readonly Node[];
}

/** Methods that hand each thing to their callback. */
const VISITS = /^(?:every|filter|find|findIndex|findLast|flatMap|forEach|map|some)$/;
const SAME_THINGS = /^(?:concat|entries|filter|reverse|slice|sort|toReversed|toSorted|values)$/;

/** @param mentions expressions that are the list */
export function usesOf(resolver: Resolver, mentions: readonly Node[]): ListUses {
  const uses = new UsesFinder(resolver);
  for (const mention of mentions) uses.follow(mention, true, 0);
  return uses;
}

class UsesFinder implements ListUses {
  readonly puts: Put[] = [];
  readonly taken: Taken[] = [];
  readonly emptied: Node[] = [];
  readonly #resolver: Resolver;
  readonly #seen = new Set<Node>();

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
  }

  /** @param isItself false for another list of the same things: `jobs.slice()` */
  follow(list: Node, isItself: boolean, depth: number): void {
    if (depth > DEEPEST_ITEM || this.#seen.has(list)) return;
    this.#seen.add(list);
    const { parent, child } = parentThrough(list);
    const next = (other: Node, same = isItself): void => {
      this.follow(other, same, depth + 1);
    };
    if (!parent) return;
    if (isValueOfPart(parent, child)) {
      next(parent);
      return;
    }
    switch (parent.type) {
      case 'MemberExpression':
        if (parent.object === child) this.#member(parent, isItself, next);
        return;
      case 'ForOfStatement':
        if (parent.right === child) this.#takes(patternOf(parent.left), 'all');
        return;
      case 'VariableDeclarator':
        if (parent.init === child) this.#named(parent.id, next);
        return;
      case 'AssignmentExpression':
        this.#assigned(parent, child, isItself, next);
        return;
      case 'SpreadElement':
        if (parent.parent.type === 'ArrayExpression') this.#spread(parent.parent, list, next);
        return;
      case 'ArrayExpression': {
        // `[batch, jobs] = [jobs, []]`
        const { parent: assignment } = parentThrough(parent);
        const left = assignment?.type === 'AssignmentExpression' ? assignment.left : undefined;
        const target =
          left?.type === 'ArrayPattern' ? left.elements[parent.elements.indexOf(child as never)] : undefined;
        if (target) this.#named(target, next);
        return;
      }
      case 'ArrayPattern':
        this.emptied.push(parent);
        return;
      case 'CallExpression':
      case 'NewExpression':
        this.#passed(parent, child, next);
        return;
      default:
    }
  }

  #takes(item: Node | undefined, how: Taken['how']): void {
    if (item) this.taken.push({ item, how });
  }

  /** The list gets another name. */
  #named(target: Node, next: (other: Node) => void): void {
    const name = valueOf(target);
    if (name.type !== 'Identifier') return;
    for (const read of readsOf(this.#resolver.source.scopeManager, name)) next(read);
  }

  #member(
    member: TSESTree.MemberExpression,
    isItself: boolean,
    next: (other: Node, same?: boolean) => void,
  ): void {
    const name = memberName(member);
    const { parent, child } = parentThrough(member);
    if (name === 'length' || name === 'size') {
      if (parent?.type === 'AssignmentExpression' && parent.left === child) this.emptied.push(parent);
      return;
    }
    if (parent?.type === 'CallExpression' && parent.callee === child) {
      if (name !== undefined) this.#method(parent, name, member.object, isItself, next);
      return;
    }
    if (!member.computed || (name !== undefined && !/^\d+$/.test(name))) return;
    if (parent?.type === 'AssignmentExpression' && parent.left === child) {
      if (isNothing(parent.right)) this.emptied.push(parent);
      else if (isItself && parent.operator === '=')
        this.puts.push({ node: parent, list: member.object, value: parent.right });
    } else if (parent?.type === 'UnaryExpression' && parent.operator === 'delete') this.emptied.push(parent);
    else this.#takes(member, 'one');
  }

  #method(
    call: TSESTree.CallExpression,
    name: string,
    list: Node,
    isItself: boolean,
    next: (other: Node, same?: boolean) => void,
  ): void {
    const [first, second, ...more] = call.arguments;
    if (QUEUE_TAKES.has(name)) this.#takes(call, 'out');
    else if (QUEUE_PUTS.has(name) && isItself) {
      const values =
        name === 'set' ? [second] : name === 'add' || name === 'enqueue' ? [first] : call.arguments;
      for (const value of values) if (value) this.puts.push({ node: call, list, value });
    } else if (name === 'splice') {
      this.emptied.push(call);
      // `jobs.splice(place, 0, job)`
      if (isItself) for (const value of more) this.puts.push({ node: call, list, value });
      next(call, false);
    } else if (name === 'clear' || name === 'delete') this.emptied.push(call);
    else if (name === 'get' || name === 'at' || name === 'peek') this.#takes(call, 'one');
    else if (VISITS.test(name) && first) this.#visits(first);
    if (SAME_THINGS.test(name)) next(call, false);
  }

  #visits(callback: Node): void {
    const value = this.#resolver.evaluate(callback);
    if (value?.kind === 'function') this.#takes(value.node.params[0], 'all');
  }

  #assigned(
    assignment: TSESTree.AssignmentExpression,
    child: Node,
    isItself: boolean,
    next: (other: Node) => void,
  ): void {
    if (assignment.right === child) {
      this.#named(assignment.left, next);
      return;
    }
    const right = valueOf(assignment.right);
    const isEmpty =
      isNothing(right) ||
      (right.type === 'ArrayExpression' && right.elements.length === 0) ||
      (right.type === 'NewExpression' && right.arguments.length === 0);
    if (isEmpty && assignment.operator === '=') this.emptied.push(assignment);
    // `(jobs ??= []).push(job)`
    if (assignment.operator === '??=' || assignment.operator === '||=') next(assignment);
    if (!isItself) return;
    // `jobs = [...jobs, job]`, `jobs = jobs.concat(job)`
    const isOfList = (node: Node): boolean => this.#text(node) === this.#text(assignment.left);
    if (right.type === 'ArrayExpression') {
      const spread = right.elements.some((each) => each?.type === 'SpreadElement' && isOfList(each.argument));
      for (const value of spread ? right.elements : [])
        if (value && value.type !== 'SpreadElement') this.puts.push({ node: assignment, list: child, value });
    } else if (right.type === 'CallExpression' && right.callee.type === 'MemberExpression') {
      if (memberName(right.callee) === 'concat' && isOfList(right.callee.object))
        for (const value of right.arguments) this.puts.push({ node: assignment, list: child, value });
    }
  }

  #spread(array: TSESTree.ArrayExpression, list: Node, next: (other: Node, same?: boolean) => void): void {
    const { parent } = parentThrough(array);
    const isBack = parent?.type === 'AssignmentExpression' && this.#text(parent.left) === this.#text(list);
    if (!isBack) next(array, false);
  }

  /** A helper of the file gets the list. */
  #passed(
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    argument: Node,
    next: (other: Node) => void,
  ): void {
    const index = call.arguments.indexOf(argument as never);
    if (index === -1) return;
    const callee = valueOf(call.callee);
    if (callee.type === 'MemberExpression' && memberName(callee) === 'from') {
      this.follow(call, false, 1);
      return;
    }
    const value = this.#resolver.evaluate(callee);
    const parameter = value?.kind === 'function' ? value.node.params[index] : undefined;
    if (parameter) this.#named(parameter, next);
  }

  #text(node: Node): string {
    const { range } = valueOf(node);
    return this.#resolver.source.text.slice(range[0], range[1]).replaceAll(/\s+/g, '');
  }
}

/** What a loop gives each thing to. */
function patternOf(left: Node): Node | undefined {
  return left.type === 'VariableDeclaration' ? left.declarations[0].id : left;
}
