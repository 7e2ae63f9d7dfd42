/** Which arguments of a launch are launched? One rule per shape of the table's `argument` column. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Container } from '../evaluate/value.ts';
import { putsBy } from '../names/file-writes.ts';
import { CALLBACK, PAYLOAD, type WrapperPair } from '../status/question.ts';
import { type Wrappers } from '../status/wrappers.ts';
import type { Node, SeenAs } from '../vocabulary/source.ts';
import type { Launcher } from '../vocabulary/launcher.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { isVisiblyFunction, seenAs } from './seen-as.ts';
import type { Launched } from './launched.ts';
import { functionsInObject } from './functions-in-object.ts';
import { throughConstants } from '../syntax/scopes.ts';
import { enclosingFunction, isFunction, memberName, stringValue, valueOf } from '../syntax/nodes.ts';

export function launchedArguments(
  resolver: Resolver,
  wrappers: Wrappers,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  launcher: Launcher,
): Launched[] {
  const seen = (node: Node): SeenAs => seenAs(resolver, wrappers, node);
  const isVisible = (node: Node): boolean => isVisiblyFunction(resolver, wrappers, node);
  if (typeof launcher.argument === 'object')
    return functionsInObject(resolver, call.arguments, launcher.argument, (node) => seen(node) !== 'other');
  switch (launcher.argument) {
    case 'last-function':
    case 'each-function':
      return functionsAmong(call.arguments, seen, launcher.argument);
    case 'optional-callback':
      return optionalCallback(call.arguments, seen, isVisible);
    case 'first-function':
      return firstFunction(call.arguments, seen, launcher);
    case 'each-element':
      return eachElement(resolver, wrappers, call, launcher.kind === 'payload' ? PAYLOAD : CALLBACK);
    case 'behind-name':
      return behindName(resolver, call.arguments);
    case 'first-parameter':
      return firstParameter(call.arguments, isVisible);
    default:
      return atIndex(call.arguments, seen, launcher.argument, launcher);
  }
}

function atIndex(
  args: readonly Node[],
  seen: (node: Node) => SeenAs,
  index: number,
  launcher: Launcher,
): Launched[] {
  const spread = args.slice(0, index + 1).find((argument) => argument.type === 'SpreadElement');
  if (spread) return [{ argument: spread, reason: 'spread-argument' }];
  const argument = args[index];
  // Without an argument a callback launches nothing; a pooled task runs all the same.
  if (!argument) return launcher.kind === 'payload' ? [{}] : [];
  const found = launcher.kind === 'payload' ? 'function' : seen(argument);
  if (found === 'other') return [];
  // A wrapper makes something of nothing: `push(task, callback)` may have been called without a callback.
  return [
    found === 'unknown' && launcher.optional ? { argument, reason: 'function-not-visible' } : { argument },
  ];
}

/** What is no function may come before it: `limiter.schedule({ priority: 1 }, fn)`, `schedule('0 * * * *', fn)`. */
function firstFunction(args: readonly Node[], seen: (node: Node) => SeenAs, launcher: Launcher): Launched[] {
  const at = args.findIndex((node) => node.type === 'SpreadElement' || seen(node) !== 'other');
  const argument = args[at];
  if (!argument) return [];
  if (argument.type === 'SpreadElement') return [{ argument, reason: 'spread-argument' }];
  if (launcher.refused || launcher.given || seen(argument) === 'function') return [{ argument }];
  const [next, ...more] = args.slice(at + 1).map((node) => seen(node) !== 'other');
  // Where there has to be a function, it is this one: behind options, or before what cannot be the one behind them.
  if (launcher.required && (at > 0 || !next)) return [{ argument }];
  // This may be options and the next the function, or its argument; or there is no callback at all.
  const hasOther = next === true || more.includes(true);
  return [{ argument, reason: hasOther ? 'callback-not-visible' : 'function-not-visible' }];
}

/** What is seen to be a function, after a name, a time or options: `scheduleJob(name, rule, fn)`, `acquire(key, fn, callback)`. */
function functionsAmong(
  args: readonly Node[],
  seen: (node: Node) => SeenAs,
  which: 'last-function' | 'each-function',
): Launched[] {
  const visible = args.filter((node) => seen(node) === 'function').slice(which === 'last-function' ? -1 : 0);
  if (visible.length > 0) return visible.map((argument) => ({ argument }));
  const last = args.at(-1);
  if (!last || seen(last) === 'other') return [];
  const reason = last.type === 'SpreadElement' ? 'spread-argument' : 'callback-not-visible';
  return [{ argument: last, reason }];
}

/** What a parameter is called that hands a callback on, which the caller may leave out. */
const CALLBACK_NAMES: ReadonlySet<string> = new Set(['cb', 'callback', 'done', 'next']);

/**
 * A launch only where the last argument is a function: without one, `pool.query(sql, values)` gives a promise. A
 * parameter that is called like a callback may be none, and a wrapper would make something of nothing.
 */
function optionalCallback(
  args: readonly Node[],
  seen: (node: Node) => SeenAs,
  isVisible: (node: Node) => boolean,
): Launched[] {
  const last = args.at(-1);
  if (!last || last.type === 'SpreadElement') return [];
  const found = seen(last);
  if (found === 'function') return [{ argument: last }];
  const node = valueOf(last);
  const isCalledSo = node.type === 'Identifier' && CALLBACK_NAMES.has(node.name);
  const mayBe = found === 'unknown' && (isCalledSo || isVisible(last));
  return mayBe ? [{ argument: last, reason: 'callback-not-visible' }] : [];
}

/** `queue.addAll([f, g])`, and `queue.addAll(items.map((item) => () => ...))`. Data may be anything. */
function eachElement(
  resolver: Resolver,
  wrappers: Wrappers,
  launch: TSESTree.CallExpression | TSESTree.NewExpression,
  pair: WrapperPair,
): Launched[] {
  const [list] = launch.arguments;
  if (!list) return [];
  const mayBeOne = (node: Node): boolean => pair === PAYLOAD || seenAs(resolver, wrappers, node) !== 'other';
  if (list.type === 'SpreadElement') return [{ argument: list, reason: 'spread-argument' }];
  const value = valueOf(list);
  if (value.type === 'ArrayExpression')
    return value.elements.flatMap((element): Launched[] => {
      if (!element) return [];
      if (element.type === 'SpreadElement') return [{ argument: element, reason: 'spread-argument' }];
      return mayBeOne(element) ? [{ argument: element }] : [];
    });
  const mapped = mappedElements(resolver, value, mayBeOne);
  if (mapped) return mapped.map((argument) => ({ argument }));
  const made = madeElsewhere(resolver, wrappers, value, launch, pair);
  return [{ argument: list, ...(made ?? { reason: 'tasks-not-a-list' }) }];
}

/** `const tasks = []; tasks.push(withParentOverrides(fn)); queue.addAll(tasks)`: wrapped where they were made. */
function madeElsewhere(
  resolver: Resolver,
  wrappers: Wrappers,
  list: Node,
  launch: Node,
  pair: WrapperPair,
): Pick<Launched, 'status' | 'reason'> | undefined {
  const value = resolver.evaluate(list);
  if (value?.kind !== 'container') return undefined;
  const elements = elementNodes(resolver, value);
  if (!elements || elements.length === 0) return undefined;
  const found = new Set(
    elements.map((element) =>
      wrappers.isWrapper(element, pair) ? 'wrapped' : wrappers.classify(element, pair, element).state,
    ),
  );
  if (found.has('unwrapped') || found.has('refused')) return undefined;
  const tooEarly =
    enclosingFunction(launch) !== undefined && elements.some((element) => !enclosingFunction(element));
  if (tooEarly) return { reason: 'captured-at-module-scope' };
  return { status: found.has('wrapped') ? 'wrapped' : 'detached' };
}

/** The expressions that make the elements of a list: written in it, pushed, or returned by the callback of `map`. */
function elementNodes(resolver: Resolver, { node }: Container): readonly Node[] | undefined {
  if (node.type === 'CallExpression') {
    const [mapper] = node.arguments;
    const fn = mapper && resolver.evaluate(mapper);
    if (fn?.kind === 'function') return fn.node.async ? undefined : resolver.returns(fn.node);
    // `tasks.map(withParentOverrides)`
    return mapper && [mapper];
  }
  if (node.type !== 'ArrayExpression') return undefined;
  const pushed = putsBy(resolver.source, 'push')?.filter(({ object }) => {
    const list = resolver.evaluate(object);
    return list?.kind === 'container' && list.node === node;
  });
  const all = pushed && [...node.elements, ...pushed.flatMap((call) => call.arguments)];
  return all?.flatMap((element) => element ?? []);
}

/** What an inline `map` callback returns. */
function mappedElements(
  resolver: Resolver,
  node: Node,
  mayBeOne: (node: Node) => boolean,
): Node[] | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const [callback] = node.arguments;
  const mapper = callback && valueOf(callback);
  if (memberName(node.callee) !== 'map' || !mapper || !isFunction(mapper) || mapper.async) return undefined;
  const returned = resolver.returns(mapper);
  return returned.length > 0 && returned.every(mayBeOne) ? returned : undefined;
}

/** bull: `add(data)`, `add(data, options)`, or `add(name, data, options)`. */
function behindName(resolver: Resolver, args: readonly Node[]): Launched[] {
  const spread = args.slice(0, 2).find((argument) => argument.type === 'SpreadElement');
  if (spread) return [{ argument: spread, reason: 'spread-argument' }];
  const [first, second] = args;
  if (!first) return [{}];
  const value = throughConstants(resolver.source.scopeManager, first);
  const isData = /^(?:Object|Array|Call|Await)Expression$/.test(value.type);
  return [{ argument: second && !isData ? second : first }];
}

/** workerpool: a function is sent as text; a method's name comes with an array of parameters. */
function firstParameter(args: readonly Node[], isFunctionHere: (node: Node) => boolean): Launched[] {
  const [method, parameters] = args;
  if (!method) return [];
  if (method.type === 'SpreadElement') return [{ argument: method, reason: 'spread-argument' }];
  if (isFunctionHere(method)) return [{ argument: method, reason: 'stringified-function' }];
  if (stringValue(method) === undefined) return [{ argument: method, reason: 'worker-file-unknown' }];
  const list = parameters && valueOf(parameters);
  if (list?.type !== 'ArrayExpression')
    return [{ argument: parameters ?? method, reason: 'first-parameter-not-visible' }];
  const [first] = list.elements;
  if (!first) return [{ argument: method, reason: 'first-parameter-not-visible' }];
  return first.type === 'SpreadElement'
    ? [{ argument: first, reason: 'spread-argument' }]
    : [{ argument: first }];
}
