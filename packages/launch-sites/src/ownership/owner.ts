/** Whose is it? Who fills a queue, a limiter or a pool, and how long a Worker lives. */
import { rangeOf } from '../syntax/nodes.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import type { Lifetime, Owner } from '../vocabulary/launch-site.ts';
import type { Node } from '../vocabulary/source.ts';
import { reachOf } from './reach.ts';
import { CHANGES_CONTEXT, KEPT_BY_MODULE, saysOut, saysStays } from './whose.ts';

/**
 * @param made the construction or the call that makes it, in this file
 * @returns one caller only where the file shows that nobody else can fill it
 */
export function ownerOf(resolver: Resolver, made: Node): Owner {
  const { out, home } = reachOf(resolver, made);
  if (out) return { is: 'shared-by-callers', because: saysOut(out), at: rangeOf(out.at) };
  // Whoever enters a store for the rest of a call has several contexts in that one call.
  if (resolver.source.text.includes('enterWith'))
    return { is: 'shared-by-callers', because: CHANGES_CONTEXT, at: rangeOf(made) };
  return { is: 'one-caller', because: saysStays(home), at: rangeOf(made) };
}

/** @param made the construction of the Worker */
export function lifetimeOf(resolver: Resolver, made: Node): Lifetime {
  const { out, home, isStored } = reachOf(resolver, made);
  // `worker ??= new Worker(...); return worker;`: that it is returned says less.
  if (out?.way === 'returned' && !home && isStored)
    return { is: 'long-lived', because: KEPT_BY_MODULE, at: rangeOf(made) };
  if (out) return { is: 'long-lived', because: saysOut(out), at: rangeOf(out.at) };
  // A module lives as long as the program.
  if (!home && isStored) return { is: 'long-lived', because: KEPT_BY_MODULE, at: rangeOf(made) };
  return { is: 'one-shot', because: saysStays(home), at: rangeOf(made) };
}

/** Does the file show everything that is done with what it makes, whoever calls the functions that do it? */
export function showsAllUses(resolver: Resolver, made: Node): boolean {
  const { out } = reachOf(resolver, made);
  return !out || out.way === 'captured';
}
