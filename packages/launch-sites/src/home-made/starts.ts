/** Who puts something in: do they set going what takes it out, or wait for it? And does that happen in a later call? */
import type { TSESTree } from '@typescript-eslint/types';
import { MOST_STARTS } from '../bounds.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { isPromiseResolver } from '../status/promise-resolver.ts';
import { isFunction, lastName, memberName, valueOf, walkFrom } from '../syntax/nodes.ts';
import { findValue } from '../syntax/scopes.ts';
import type { Node } from '../vocabulary/source.ts';
import { runningFunction, type Functions, type Start } from './functions.ts';
import type { Put } from './list-uses.ts';
import { SETTLES } from './runs-nobodys-code.ts';

/** What a deferred calls its promise. */
const SETTLED = /^(?:completed|done|finished|promise|result)$/;

type Drainers = ReadonlySet<Node>;

/** By taking out itself, by a call after the put, or by handing it on, before or after: to a timer, a promise, an event. */
export function setsGoing(
  functions: Functions,
  put: Put,
  putter: Node,
  drainers: Drainers,
  isAlsoTaker: boolean,
): boolean {
  const seen = new Set<Node>();
  const reaches = (fn: Node, depth: number): Start['when'] | undefined => {
    if (drainers.has(fn)) return 'now';
    if (depth > MOST_STARTS || seen.has(fn)) return undefined;
    seen.add(fn);
    let found: 'now' | undefined;
    for (const start of functions.startsIn(fn)) {
      const inner = reaches(start.fn, depth + 1);
      if (inner && (inner === 'later' || start.when === 'later')) return 'later';
      if (inner) found = 'now';
    }
    return found;
  };
  return (
    isAlsoTaker ||
    [...drainers].some((drainer) => functions.isScheduledIn(drainer, putter)) ||
    functions.startsIn(putter).some((start) => {
      seen.clear();
      seen.add(putter);
      const found = reaches(start.fn, 0);
      const isLater = found === 'later' || start.when === 'later';
      return found !== undefined && (isLater || (!isKeyed(put) && start.at.range[0] > put.node.range[0]));
    })
  );
}

/** `stops.set(id, stop)`: what stands under a key is no line. Who calls its drainer at once cleans up, `if (failed) end(id)`. */
function isKeyed({ node }: Put): boolean {
  return node.type === 'CallExpression' && lastName(node.callee) === 'set';
}

/**
 * The executor of a promise puts in what settles it, `waiting.push({ run, resolve })`, or the putter gives back what it
 * put in: `return job.promise`.
 */
export function waitsFor(resolver: Resolver, put: Put, putter: Node): boolean {
  const names = new Map<string, Node>();
  let settles = false as boolean;
  walkFrom(put.value, resolver.source.visitorKeys, (node) => {
    if (node.type !== 'Identifier') return;
    names.set(node.name, node);
    settles ||= isPromiseResolver(resolver, node) || isGivenResolver(resolver, node);
  });
  const isPut = (node: Node): boolean => {
    const name = valueOf(node);
    const own = name.type === 'Identifier' ? names.get(name.name) : undefined;
    if (!own || name.type !== 'Identifier') return false;
    const binding = findValue(resolver.source.scopeManager, own, name.name);
    return (
      binding !== 'global' &&
      binding.definitions.some((one) => one.type === 'Variable' && runningFunction(one.name) === putter)
    );
  };
  if (settles) return true;
  let waits = false;
  walkFrom(putter, resolver.source.visitorKeys, (node) => {
    const returned =
      node.type === 'ReturnStatement' && node.argument && runningFunction(node) === putter
        ? valueOf(node.argument)
        : undefined;
    if (returned?.type === 'MemberExpression')
      waits ||= SETTLED.test(memberName(returned) ?? '') && isPut(returned.object);
    // `new Promise((resolve) => { job.resolve = resolve; })`
    else if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression')
      waits ||= isPut(node.left.object) && isPromiseResolver(resolver, node.right);
  });
  return waits;
}

/** A helper that puts in is given what settles the promise, and calls it so: `later(run, resolve)`. */
function isGivenResolver(resolver: Resolver, node: TSESTree.Identifier): boolean {
  if (!SETTLES.test(node.name)) return false;
  const binding = findValue(resolver.source.scopeManager, node, node.name);
  return binding !== 'global' && binding.definitions.some(({ type }) => type === 'Parameter');
}

/**
 * Is everything taken out before the put's own call is over? Then it runs as whoever put it in. Not where a drainer
 * waits for anything, is handed on, or is called by a function that puts nothing in.
 */
export function isDrainedAtOnce(
  functions: Functions,
  drainers: Drainers,
  putters: ReadonlySet<Node>,
): boolean {
  const pending = [...drainers];
  const seen = new Set<Node>(pending);
  for (let fn = pending.pop(); fn; fn = pending.pop()) {
    if (!isFunction(fn) || fn.async || fn.generator) return false;
    if (putters.has(fn)) continue;
    const mentions = functions.mentionsOf(fn);
    if (mentions.length === 0) return false;
    for (const mention of mentions) {
      const caller = runningFunction(mention);
      const isCall = mention.parent?.type === 'CallExpression' && mention.parent.callee === mention;
      if (!isCall) return false;
      if (!caller || seen.has(caller)) continue;
      seen.add(caller);
      pending.push(caller);
    }
  }
  return true;
}
