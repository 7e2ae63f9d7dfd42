/** Which function of the file runs a piece of code, and which others does it call or hand on? */
import { DEEPEST_EXPRESSION } from '../bounds.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { remembered } from '../memo.ts';
import { memberWrites } from '../names/file-writes.ts';
import { word } from '../names/mentions.ts';
import { mentionsIn, spelling } from '../names/node-at.ts';
import {
  enclosingFunction,
  isFunction,
  isInside,
  lastName,
  memberName,
  parentThrough,
  propertyKey,
  valueOf,
  walkFrom,
  type FunctionNode,
} from '../syntax/nodes.ts';
import { constantBehind } from '../syntax/scopes.ts';
import type { Node } from '../vocabulary/source.ts';

/** Methods that call what they are given before they return. */
const AT_ONCE = /^(?:every|filter|find|findIndex|findLast|flatMap|forEach|map|reduce|some|sort)$/;

/** The function in whose call this runs: an executor of a promise and the callback of `forEach` are run by the one around. */
export function runningFunction(node: Node): Node | undefined {
  let fn = enclosingFunction(node);
  while (fn && isRunAtOnce(fn)) fn = enclosingFunction(fn);
  return fn;
}

function isRunAtOnce(fn: Node): boolean {
  const { parent, child } = parentThrough(fn);
  if (parent?.type === 'NewExpression')
    return (
      parent.arguments[0] === child && parent.callee.type === 'Identifier' && parent.callee.name === 'Promise'
    );
  if (parent?.type !== 'CallExpression') return false;
  if (parent.callee === child) return true;
  const callee = valueOf(parent.callee);
  return callee.type === 'MemberExpression' && AT_ONCE.test(memberName(callee) ?? '');
}

/** They call what they are given later, whoever they are: timers, promises, schedulers. What listens to events does not. */
export const CALLS_LATER =
  /^(?:asap|catch|defer|finally|nextTick|queueMicrotask|request(?:AnimationFrame|IdleCallback)|schedule\w*|set(?:Immediate|Interval|Timeout)|then)$/;

/** One function sets another one going: it calls it, or gives it to what calls it later. */
export interface Start {
  readonly fn: Node;
  readonly when: 'now' | 'later';
  readonly at: Node;
}

export class Functions {
  readonly #resolver: Resolver;
  readonly #starts = new Map<Node, readonly Start[]>();
  readonly #mentions = new Map<FunctionNode, readonly Node[]>();

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
  }

  /** The function behind a name or a member, also of an object without a class: `Queue.prototype.drain = function () {}`. */
  behind(expression: Node): FunctionNode | undefined {
    const node = valueOf(expression);
    if (isFunction(node)) return node;
    if (node.type === 'CallExpression') return this.#made(node);
    if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return undefined;
    const value = this.#resolver.evaluate(node);
    if (value?.kind === 'function') return value.node;
    if (value && value.kind !== 'path') return undefined;
    if (node.type === 'Identifier') {
      const behind = constantBehind(this.#resolver.source.scopeManager, node);
      return behind && valueOf(behind).type === 'CallExpression' ? this.behind(behind) : undefined;
    }
    return value ? undefined : this.#writtenAs(memberName(node));
  }

  /** `drain.bind(this)`, `debounce(() => drain(), 10)`: what comes out runs it. */
  #made(
    call: Node & { readonly callee: Node; readonly arguments: readonly Node[] },
  ): FunctionNode | undefined {
    const callee = valueOf(call.callee);
    if (callee.type === 'MemberExpression' && memberName(callee) === 'bind')
      return this.behind(callee.object);
    const [first] = call.arguments;
    return first && isFunction(valueOf(first)) ? (valueOf(first) as FunctionNode) : undefined;
  }

  #writtenAs(name: string | undefined): FunctionNode | undefined {
    if (name === undefined) return undefined;
    const written = memberWrites(this.#resolver.source, name)?.map(({ value }) => valueOf(value)) ?? [];
    const [only, more] = written.filter(isFunction);
    return more ? undefined : only;
  }

  /** Every function of the file that a call of this one sets going. */
  startsIn(fn: Node): readonly Start[] {
    return remembered(this.#starts, fn, () => {
      const starts: Start[] = [];
      walkFrom(fn, this.#resolver.source.visitorKeys, (node) => {
        const target = node !== fn && isUse(node) ? this.behind(node) : undefined;
        const when = target && whenStarted(node, fn);
        if (target && when) starts.push({ fn: target, when, at: node });
      });
      return starts;
    });
  }

  /** `setImmediate(() => { ... })` in the function itself. */
  isScheduledIn(inner: Node, fn: Node): boolean {
    return inner !== fn && isInside(inner, fn) && whenStarted(inner, fn) === 'later';
  }

  /** Every mention of a function by its name, in calls and elsewhere; none for one without a name. */
  mentionsOf(fn: FunctionNode): readonly Node[] {
    return remembered(this.#mentions, fn, () => {
      const name = nameOf(fn);
      if (name === undefined) return [];
      const found: Node[] = [];
      for (const { node } of mentionsIn(this.#resolver.source, word(name.replace('#', '')))) {
        const spelled = spelling(node(), name.replace('#', ''));
        const { parent } = spelled ?? {};
        const use = parent?.type === 'MemberExpression' && parent.property === spelled ? parent : spelled;
        if (use && isUse(use) && this.behind(use) === fn) found.push(use);
      }
      return found;
    });
  }
}

/** When a call of `fn` calls what is mentioned there; undefined where it may never do so. */
function whenStarted(mention: Node, fn: Node): Start['when'] | undefined {
  const { parent, child } = parentThrough(mention);
  let when: Start['when'] = 'now';
  if (parent?.type !== 'CallExpression' || parent.callee !== child) {
    if (!isScheduled(mention)) return undefined;
    when = 'later';
  }
  for (let at = runningFunction(mention); at && at !== fn; at = runningFunction(at)) {
    if (!isScheduled(at)) return undefined;
    when = 'later';
  }
  return when;
}

/** `setImmediate(drain)`, `done.then(drain.bind(this))`, `setTimeout(withoutParentOverrides(drain), 10)` */
function isScheduled(callback: Node, depth = 0): boolean {
  const { parent, child } = parentThrough(callback);
  if (depth > DEEPEST_EXPRESSION) return false;
  if (parent?.type === 'MemberExpression')
    return parent.object === child && memberName(parent) === 'bind' && isScheduled(parent.parent, depth + 1);
  if (parent?.type !== 'CallExpression' || parent.callee === child) return false;
  const name = lastName(parent.callee) ?? '';
  return CALLS_LATER.test(name) || (/ParentOverrides$/.test(name) && isScheduled(parent, depth + 1));
}

/** Is a value read here that may be a function? */
function isUse(node: Node): boolean {
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false;
  const { parent, child } = parentThrough(node);
  switch (parent?.type) {
    case 'CallExpression':
    case 'NewExpression':
      return true;
    case 'VariableDeclarator':
      return parent.init === child;
    case 'AssignmentExpression':
      return parent.right === child;
    case 'Property':
      return parent.value === child && parent.parent.type === 'ObjectExpression';
    case 'MemberExpression':
      return parent.object === child && /^(?:apply|bind|call)$/.test(memberName(parent) ?? '');
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
    case 'ArrayExpression':
    case 'LogicalExpression':
    case 'ConditionalExpression':
      return true;
    default:
      return false;
  }
}

function nameOf(fn: FunctionNode): string | undefined {
  if (fn.id) return fn.id.name;
  const { parent } = parentThrough(fn);
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'MethodDefinition':
    case 'Property':
    case 'PropertyDefinition':
      return propertyKey(parent);
    case 'AssignmentExpression':
      return parent.left.type === 'MemberExpression'
        ? memberName(parent.left)
        : parent.left.type === 'Identifier'
          ? parent.left.name
          : undefined;
    default:
      return undefined;
  }
}
