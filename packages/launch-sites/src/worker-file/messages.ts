/**
 * The messages of a Worker that serves many launches: what this file sends it, and what the worker file receives them
 * with. Both ends have to show as a whole: a packed message that nobody unpacks would arrive as an envelope.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { isOpen } from '../evaluate/parameter-callers.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { putsBy } from '../names/file-writes.ts';
import { mentionsIn } from '../names/node-at.ts';
import { word } from '../names/mentions.ts';
import { memberName, parentThrough, stringValue, valueOf } from '../syntax/nodes.ts';
import type { OtherEnd } from '../vocabulary/launch-site.ts';
import type { Node } from '../vocabulary/source.ts';
import { webWorkerOtherEnd } from './worker-file.ts';

/** What the file sends to the Worker that `made` constructs; undefined where a receiver of messages is not known. */
export function messagesTo(resolver: Resolver, made: TSESTree.NewExpression): readonly Node[] | undefined {
  const sent: Node[] = [];
  for (const { object, arguments: args } of putsBy(resolver.source, 'postMessage') ?? []) {
    const value = resolver.evaluate(object);
    if (value?.kind !== 'path' || isOpen(value)) return undefined;
    if (value.created !== made) continue;
    const [message] = args;
    if (!message || message.type === 'SpreadElement') return undefined;
    sent.push(message);
  }
  return sent.length > 0 ? sent : undefined;
}

/** The worker file of a thread of Node's, whose `parentPort` receives the messages. */
export function messagesOtherEnd(resolver: Resolver, made: TSESTree.NewExpression): OtherEnd | undefined {
  const [, options] = made.arguments;
  // `eval: true`, or options that do not show.
  const given = options && resolver.evaluate(options);
  if (options && (given?.kind !== 'object' || /\beval\b/.test(textOf(resolver, given.node))))
    return undefined;
  const end = webWorkerOtherEnd(resolver, made);
  return end && { file: end.file, receive: 'messages', exportName: 'default' };
}

const PARENT_PORT = 'm:worker_threads#.parentPort';
const LISTENS = /^(?:addListener|on|once)$/;
/** Members of a port that take no message off it. */
const OTHERS = /^(?:close|postMessage|ref|removeAllListeners|start|unref)$/;

/** The handlers of `parentPort.on('message', handler)`; undefined where its messages go another way as well. */
export function messageHandlers(resolver: Resolver): readonly Node[] | undefined {
  const handlers: Node[] = [];
  for (const { node } of mentionsIn(resolver.source, word('parentPort'))) {
    const at = node();
    const { parent } = at;
    // Where it is imported, by whichever form, under its own name.
    if (parent?.type === 'ImportSpecifier' && parent.local.name === 'parentPort') continue;
    if (parent?.type === 'Property' && parent.shorthand && parent.parent.type === 'ObjectPattern') continue;
    const port = parent?.type === 'MemberExpression' && parent.property === at ? parent : at;
    const value = resolver.evaluate(port);
    if (value?.kind !== 'path' || value.path !== PARENT_PORT) return undefined;
    const { parent: member, child } = parentThrough(port);
    if (member && isTest(member)) continue;
    if (member?.type !== 'MemberExpression' || member.object !== child) return undefined;
    const handler = heardBy(member);
    if (handler === undefined) return undefined;
    if (handler !== 'none') handlers.push(handler);
  }
  return handlers.length > 0 ? handlers : undefined;
}

function heardBy(member: TSESTree.MemberExpression): Node | 'none' | undefined {
  const name = memberName(member) ?? '';
  const { parent, child } = parentThrough(member);
  if (OTHERS.test(name)) return 'none';
  if (!LISTENS.test(name) || parent?.type !== 'CallExpression' || parent.callee !== child) return undefined;
  const [event, handler] = parent.arguments;
  const heard = event && stringValue(event);
  if (heard === undefined || !handler || handler.type === 'SpreadElement') return undefined;
  return heard === 'message' ? handler : 'none';
}

/** `if (!parentPort) throw ...` */
function isTest(node: Node): boolean {
  return node.type === 'IfStatement' || (node.type === 'UnaryExpression' && node.operator === '!');
}

function textOf(resolver: Resolver, node: Node): string {
  const { range } = valueOf(node);
  return resolver.source.text.slice(range[0], range[1]);
}
