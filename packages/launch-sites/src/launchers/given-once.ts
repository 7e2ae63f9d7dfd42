/**
 * Functions that are given once: is each call, or each value, of them launched with its own overrides, and what has to be
 * wrapped for that? `debounce(save)` is mended by a wrapper around the whole call. `fastq(worker)` has an end at the
 * worker and one at each push, and is right when both are; here both have to be in sight.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { ATTACH, PER_CALL, RECEIVE } from '../status/question.ts';
import type { Wrappers } from '../status/wrappers.ts';
import { findValue, isReassigned } from '../syntax/scopes.ts';
import { isFunction, memberName, parentThrough, valueOf } from '../syntax/nodes.ts';
import type { GivenOnce } from '../vocabulary/launcher.ts';
import type { Node } from '../vocabulary/source.ts';

/** Is this the `run` of `withParentOverridesPerCall(save, (run) => debounce(run, 100))`? */
export function isGivenPerCall(wrappers: Wrappers, argument: Node): boolean {
  const node = valueOf(argument);
  if (node.type !== 'Identifier') return false;
  const binding = findValue(wrappers.resolver.source.scopeManager, node, node.name);
  if (binding === 'global') return false;
  const [definition] = binding.definitions;
  if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return false;
  const { parent, child } = parentThrough(definition.node);
  return (
    parent?.type === 'CallExpression' &&
    parent.arguments[1] === child &&
    wrappers.wrapperOf(parent, PER_CALL) === 'wrapped'
  );
}

/** The two ends of values: what is left to wrap at each. */
export interface ValueEnds {
  readonly worker: 'wrapped' | 'unwrapped' | 'detached';
  readonly values: readonly Node[];
}

/** @returns undefined where not all values are in sight, or one is wrapped in something else */
export function valueEnds(
  wrappers: Wrappers,
  call: Node,
  worker: Node,
  given: Exclude<GivenOnce, 'calls'>,
): ValueEnds | undefined {
  const received = wrappers.classify(worker, RECEIVE, call).state;
  if (received === 'detached') return { worker: 'detached', values: [] };
  const pushes = pushesOf(wrappers, call, given.values);
  const pushed = pushes?.flatMap((push): (Node | undefined)[] => [...(valuesOf(push, given) ?? [undefined])]);
  if (received === 'wrapped' && !pushed) return { worker: 'wrapped', values: [] };
  if (!pushed || received === 'refused') return undefined;
  const values: Node[] = [];
  for (const value of pushed) {
    const state = value && wrappers.classify(value, ATTACH, call);
    if (!state || state.state === 'refused')
      return received === 'wrapped' ? { worker: received, values: [] } : undefined;
    if (state.state === 'unwrapped') values.push(value);
  }
  return { worker: received, values };
}

/** Members of queues that give nobody a value back. `error`, `remove`, `getQueue` do, and would show it attached. */
const SHOWS_NO_VALUE: ReadonlySet<string> = new Set([
  ...[
    'concurrency',
    'drain',
    'drained',
    'empty',
    'idle',
    'kill',
    'killAndDrain',
    'length',
    'pause',
    'paused',
  ],
  ...['resume', 'running', 'saturated', 'started', 'unsaturated'],
]);

/** Every call that pushes into what the construction makes; undefined where it, or a value, goes out of sight. */
function pushesOf(
  { resolver }: Wrappers,
  call: Node,
  methods: readonly string[],
): readonly TSESTree.CallExpression[] | undefined {
  const { parent, child } = parentThrough(call);
  if (parent?.type !== 'VariableDeclarator' || parent.init !== child || parent.id.type !== 'Identifier')
    return undefined;
  if (parent.parent.parent.type === 'ExportNamedDeclaration') return undefined;
  const binding = findValue(resolver.source.scopeManager, parent.id, parent.id.name);
  if (binding === 'global' || isReassigned(binding.variable)) return undefined;
  const pushes: TSESTree.CallExpression[] = [];
  for (const reference of binding.variable.references) {
    if (!reference.isRead()) continue;
    const use = parentThrough(reference.identifier as Node);
    const member = use.parent;
    const name =
      member?.type === 'MemberExpression' && member.object === use.child ? memberName(member) : undefined;
    if (!member || name === undefined) return undefined;
    if (!methods.includes(name)) {
      if (!SHOWS_NO_VALUE.has(name)) return undefined;
      continue;
    }
    const { parent: pushed, child: callee } = parentThrough(member);
    // `const { push } = queue`, `queue.push.bind(queue)`: what is pushed so is out of sight.
    if (pushed?.type !== 'CallExpression' || pushed.callee !== callee) return undefined;
    pushes.push(pushed);
  }
  return pushes;
}

/** The values that one call pushes; undefined where the text does not show whether it is one or a list of them. */
function valuesOf(
  { arguments: [value] }: TSESTree.CallExpression,
  { lists }: Exclude<GivenOnce, 'calls'>,
): readonly Node[] | undefined {
  if (!value) return [];
  if (value.type === 'SpreadElement') return undefined;
  const node = valueOf(value);
  if (!lists) return [value];
  if (node.type === 'ArrayExpression')
    return node.elements.every((element) => element && element.type !== 'SpreadElement')
      ? (node.elements as Node[])
      : undefined;
  return ONE_VALUE.has(node.type) ? [value] : undefined;
}

/** What is one value, whatever its parts are. */
const ONE_VALUE: ReadonlySet<string> = new Set([
  'ObjectExpression',
  'Literal',
  'TemplateLiteral',
  'ArrowFunctionExpression',
  'FunctionExpression',
  'BinaryExpression',
]);
