/**
 * Which launches the presets `leaks` report: those that can run as another task, or as nobody although their parent is
 * somebody, where a store can be and one caller's context is right.
 */
import { DEEPEST_EXPRESSION, MOST_FUNCTIONS_ASKED } from '../bounds.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { isOfComponents, mentionsDocument, mentionsServer } from '../names/web-page.ts';
import { reachOf, type WayOut } from '../ownership/reach.ts';
import {
  enclosingFunction,
  isFunction,
  parentThrough,
  walkFrom,
  type FunctionNode,
} from '../syntax/nodes.ts';
import { namedFunction } from '../syntax/own-functions.ts';
import { findValue } from '../syntax/scopes.ts';
import type { LaunchConfig } from '../vocabulary/config.ts';
import type { Launcher } from '../vocabulary/launcher.ts';
import type { LaunchSite } from '../vocabulary/launch-site.ts';
import type { Node } from '../vocabulary/source.ts';
import type { LaunchNode } from './whose-launch.ts';

const HANDED_ON: ReadonlySet<unknown> = new Set<WayOut>(['returned', 'passed', 'unseen']);

const LOOPS: ReadonlySet<string> = new Set([
  ...['DoWhileStatement', 'ForInStatement', 'ForOfStatement', 'ForStatement', 'WhileStatement'],
]);

export class Leaks {
  readonly #resolver: Resolver;
  readonly #config: LaunchConfig;

  constructor(resolver: Resolver, config: LaunchConfig) {
    this.#resolver = resolver;
    this.#config = config;
  }

  has(site: LaunchSite, node: LaunchNode): boolean {
    // What was wrapped while the module loaded runs with no overrides wherever it is launched.
    if (site.refusal?.reason === 'captured-at-module-scope') return true;
    if (site.loss === 'shared') return false;
    if (site.refusal?.reason === 'long-lived-worker' && this.#isMadeForNobody(node)) return false;
    if (site.owner?.is !== 'shared-by-callers' && this.#losesNothing(site, node)) return false;
    const row = this.#config.launchers.find(({ id }) => id === site.launcher);
    if (row?.coalesces && this.#bringsNothing(site, node)) return false;
    return !this.#isOfPage(row);
  }

  /** While a module loads no override is active: what its own code starts, and nobody else uses, loses nothing. */
  #losesNothing({ loss }: LaunchSite, node: LaunchNode): boolean {
    const fn = enclosingFunction(node);
    return fn ? isFunction(fn) && this.#isStartedOnce(fn) : loss === 'starts-empty';
  }

  /** `async function main() {}`, with `main()` in the module's own code and nowhere else: a script has one caller. */
  #isStartedOnce(fn: FunctionNode, depth = 0): boolean {
    if (fn.params.length > 0 || depth > DEEPEST_EXPRESSION) return false;
    const around = parentThrough(fn);
    const isCalledInPlace = around.parent?.type === 'CallExpression' && around.parent.callee === around.child;
    const calls = isCalledInPlace
      ? [around.parent]
      : namedFunction(this.#resolver.source.scopeManager, fn)?.calls();
    const [call] = calls ?? [];
    if (!call || calls?.length !== 1) return false;
    const caller = enclosingFunction(call);
    for (let at: Node | null | undefined = call; at && at !== caller; at = at.parent)
      if (LOOPS.has(at.type)) return false;
    return !caller || (isFunction(caller) && this.#isStartedOnce(caller, depth + 1));
  }

  /**
   * A Worker that is kept, or that takes nothing from the call that makes it, loses with each message, not when it is
   * made. One that is given something and handed on (`return new Worker(file, { workerData: task })`) may be for a task.
   */
  #isMadeForNobody(node: LaunchNode): boolean {
    const { scopeManager, visitorKeys } = this.#resolver.source;
    const { out } = reachOf(this.#resolver, node);
    if (node.type === 'AssignmentExpression' || !HANDED_ON.has(out?.way)) return true;
    const maker = enclosingFunction(node);
    let takes = false;
    const visit = (one: Node): void => {
      if (takes || one.type !== 'Identifier') return;
      const binding = findValue(scopeManager, one, one.name);
      takes =
        binding !== 'global' && binding.definitions.some(({ name }) => enclosingFunction(name) === maker);
    };
    for (const argument of node.arguments) walkFrom(argument, visitorKeys, visit);
    return !maker || !takes;
  }

  /** What takes nothing from its callers does the same work for all of them: nobody's context is right, or all are. */
  #bringsNothing(site: LaunchSite, node: LaunchNode): boolean {
    const given =
      node.type === 'AssignmentExpression'
        ? undefined
        : node.arguments.find(({ range }) => range[0] === site.target[0]);
    const value = given && this.#resolver.evaluate(given);
    if (value?.kind !== 'function') return false;
    const { params, body } = value.node;
    if (params.some((parameter) => parameter.type !== 'Identifier' || parameter.name !== 'this'))
      return false;
    return !this.#asks(body, new Set());
  }

  /** Does it ask a store for its value, or for what it was called with, itself or in functions of the file that it calls? */
  #asks(body: Node, seen: Set<Node>): boolean {
    let asks = false;
    seen.add(body);
    walkFrom(body, this.#resolver.source.visitorKeys, (one) => {
      // A called function's `arguments` are its own.
      const isAsked =
        one.type === 'Identifier' &&
        (one.name === 'getStore' || (one.name === 'arguments' && seen.size === 1));
      asks ||= isAsked;
      if (asks || one.type !== 'CallExpression' || seen.size > MOST_FUNCTIONS_ASKED) return;
      const called = this.#resolver.evaluate(one.callee);
      if (called?.kind === 'function' && !seen.has(called.node.body))
        asks = this.#asks(called.node.body, seen);
    });
    return asks;
  }

  #isOfPage(row: Launcher | undefined): boolean {
    const { source } = this.#resolver;
    if (isOfComponents(source)) return true;
    // What pages have and servers seldom: a look at the rest of the file is enough to tell.
    if (row?.coalesces) return mentionsDocument(source);
    return row?.ofPages === true && !mentionsServer(source.text);
  }
}
