/** Whose launch is it: what the receiver's owner, its bounds and a Worker's lifetime make of a row's loss. */
import type { TSESTree } from '@typescript-eslint/types';
import { LONGEST_QUOTE } from '../bounds.ts';
import { coalescedBy, type Coalesced } from '../ownership/coalescing.ts';
import { repeatedBy } from '../ownership/repeats.ts';
import type { Node } from '../vocabulary/source.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import type { Match } from '../launchers/match-launcher.ts';
import { lifetimeOf, ownerOf } from '../ownership/owner.ts';
import { startsAtOnce } from '../ownership/starts-at-once.ts';
import { rangeOf, valueOf } from '../syntax/nodes.ts';
import { throughConstants } from '../syntax/scopes.ts';
import { SUBMIT } from '../vocabulary/launcher.ts';
import type { LaunchSite, Owner } from '../vocabulary/launch-site.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;
/** What launches: a call, or an assignment into a list. */
export type LaunchNode = Call | TSESTree.AssignmentExpression;
export type WhoseLaunch = Pick<LaunchSite, 'loss' | 'owner' | 'lifetime'>;

export function whoseLaunch(resolver: Resolver, node: LaunchNode, match: Match): WhoseLaunch {
  const { launcher, owner: known } = match;
  if (known || node.type === 'AssignmentExpression')
    return { loss: launcher.loss, ...(known && { owner: known }) };
  if (launcher.kind === 'spawn') {
    const lifetime = lifetimeOf(resolver, node);
    return { loss: launcher.loss, owner: ownerOf(resolver, node), lifetime };
  }
  if (!isFilled(match)) return { loss: launcher.loss };
  const made = madeBy(resolver, node, match);
  const owner = made ? ownerOf(resolver, made) : unseen(node, match);
  const isOwn =
    owner.is === 'one-caller' ||
    (made && launcher.waitsWith && startsAtOnce(resolver, made, launcher.waitsWith));
  // What a user's row describes may hand its work to something that all of its kind share.
  const isLess = isOwn && launcher.loss === 'another-task' && !launcher.isOwn;
  return { loss: isLess ? 'shared' : launcher.loss, owner };
}

/** Is there something that others may fill as well: a receiver, or what the call itself makes? */
function isFilled({ launcher }: Match): boolean {
  return launcher.receiver !== undefined || launcher.id === SUBMIT || isGivenOnce(launcher);
}

function isGivenOnce({ given, refused }: Match['launcher']): boolean {
  return given !== undefined || refused === 'constructor-time-capture';
}

/** The expression of this file that makes what is filled. */
function madeBy(resolver: Resolver, node: Call, { launcher, created, createdIn }: Match): Call | undefined {
  if (createdIn) return undefined;
  if (created) return created;
  if (launcher.receiver === undefined && isGivenOnce(launcher)) return node;
  const callee = valueOf(node.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const receiver = throughConstants(resolver.source.scopeManager, callee.object);
  return receiver.type === 'NewExpression' ? receiver : undefined;
}

function unseen(node: Call, { createdIn }: Match): Owner {
  return {
    is: 'shared-by-callers',
    because: createdIn ? 'it comes from another file' : 'where it is made does not show here',
    at: rangeOf(node.callee),
  };
}

/** Why a wrapper at the launch would give it the overrides of somebody else than whose work it does, if so. */
export function incurableBy(
  resolver: Resolver,
  launch: Node,
  callback: Node,
): { readonly reason: 'coalesced' | 'repeats'; readonly detail: string } | undefined {
  const repeated = repeatedBy(resolver, callback);
  if (repeated !== undefined) return { reason: 'repeats', detail: `${repeated} is launched by itself` };
  const coalesced = coalescedBy(resolver, launch);
  return coalesced && { reason: 'coalesced', detail: COALESCED[coalesced.by](quoted(coalesced.text)) };
}

const COALESCED: Record<Coalesced['by'], (text: string) => string> = {
  flag: (text) => `${text} is set for all others then`,
  list: (text) => `${text} is not empty for all others then`,
  last: (text) => `the last one clears ${text} of all others`,
};

function quoted(text: string): string {
  return text.length <= LONGEST_QUOTE ? `\`${text}\`` : 'what it tests';
}
