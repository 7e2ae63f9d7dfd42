/** Whose is it? Who fills a queue, a limiter or a pool, and how long a Worker lives. */
import { rangeOf } from '../syntax/nodes.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import type { Lifetime, Owner } from '../vocabulary/launch-site.ts';
import type { Node } from '../vocabulary/source.ts';
import { reachOf } from './reach.ts';
import { saysHome, saysOut } from './whose.ts';

/**
 * @param made the construction or the call that makes it, in this file
 * @returns one caller only where the file shows that nobody else can fill it
 */
export function ownerOf(resolver: Resolver, made: Node): Owner {
  const { out, home } = reachOf(resolver, made);
  if (out) return { is: 'shared-by-callers', because: saysOut(out), at: rangeOf(out.at) };
  // Whoever enters a store for the rest of a call has several contexts in that one call.
  if (resolver.source.text.includes('enterWith'))
    return {
      is: 'shared-by-callers',
      because: 'this file changes the context in the midst of a call, with `enterWith`',
      at: rangeOf(made),
    };
  return { is: 'one-caller', because: `it is made ${saysHome(home)} and stays there`, at: rangeOf(made) };
}

/** @param made the construction of the Worker */
export function lifetimeOf(resolver: Resolver, made: Node): Lifetime {
  const { out, home, isStored } = reachOf(resolver, made);
  if (out) return { is: 'long-lived', because: saysOut(out), at: rangeOf(out.at) };
  // A module lives as long as the program.
  if (!home && isStored)
    return { is: 'long-lived', because: 'the module keeps it in a variable', at: rangeOf(made) };
  return { is: 'one-shot', because: `it is made ${saysHome(home)} and stays there`, at: rangeOf(made) };
}
