/** `new Worker`: started in a spawn wrapper, or, where it serves many launches, its messages packed. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Surround } from '../edit/plan-edits.ts';
import { isCalleeOfNew, SpawnSafety } from '../edit/spawn-safety.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import type { Match } from '../launchers/match-launcher.ts';
import { showsAllUses } from '../ownership/owner.ts';
import { PAYLOAD, SPAWN } from '../status/question.ts';
import { spawnState } from '../status/spawn-state.ts';
import type { Wrappers } from '../status/wrappers.ts';
import { rangeOf } from '../syntax/nodes.ts';
import type { LaunchSite } from '../vocabulary/launch-site.ts';
import type { Range } from '../vocabulary/source.ts';
import { messagesOtherEnd, messagesTo } from '../worker-file/messages.ts';
import { webWorkerOtherEnd } from '../worker-file/worker-file.ts';
import type { Draft, SiteMaker } from './site-maker.ts';

export class SpawnSites {
  readonly #resolver: Resolver;
  readonly #wrappers: Wrappers;
  readonly #maker: SiteMaker;
  readonly #spawnSafety: SpawnSafety;

  constructor(resolver: Resolver, wrappers: Wrappers, maker: SiteMaker) {
    this.#resolver = resolver;
    this.#wrappers = wrappers;
    this.#maker = maker;
    this.#spawnSafety = new SpawnSafety(resolver.source);
  }

  siteOf(node: TSESTree.NewExpression, match: Match): LaunchSite {
    const callee: Range = [node.range[0], node.callee.range[1]];
    const draft = { ...this.#maker.draft(node, match, SPAWN, 'spawn', node), head: callee };
    const status = spawnState(this.#wrappers, node, SPAWN);
    if (status === 'suspended') return this.#maker.refuse(draft, 'suspends-in-spawn');
    if (status !== 'unwrapped') return { ...this.#maker.base(draft), status };
    const hazard = this.#spawnSafety.hazard(node);
    const [open, close] = isCalleeOfNew(node) ? ['(', ')'] : ['', ''];
    const surround: Surround = (local) => ({
      wraps: [{ range: rangeOf(node), before: `${open}${local}(() => `, after: `)${close}` }],
    });
    const { lifetime } = draft.whose;
    const isWeb = match.launcher.workerFile !== undefined;
    if (lifetime?.is === 'long-lived')
      return (
        (isWeb ? undefined : this.#servedSite(node, draft, hazard ? undefined : surround)) ??
        // A web Worker that is started detached gets a message, which its file must take off.
        this.#maker.refuse(
          draft,
          'long-lived-worker',
          lifetime.because,
          hazard || isWeb ? undefined : surround,
        )
      );
    if (hazard) return this.#maker.refuse(draft, hazard);
    const otherEnd = isWeb ? (webWorkerOtherEnd(this.#resolver, node) ?? 'worker-file-unknown') : undefined;
    return this.#maker.edited(draft, surround, otherEnd);
  }

  /** A Worker that serves many launches, of which both ends of every message show. */
  #servedSite(
    node: TSESTree.NewExpression,
    draft: Draft,
    surround: Surround | undefined,
  ): LaunchSite | undefined {
    const messages = showsAllUses(this.#resolver, node) ? messagesTo(this.#resolver, node) : undefined;
    if (!messages) return undefined;
    const packed = { ...draft, pair: PAYLOAD };
    const states = messages.map((message) => this.#wrappers.classify(message, PAYLOAD, message));
    if (states.every(({ state }) => state === 'wrapped'))
      return { ...this.#maker.base(packed), status: 'wrapped' };
    const bare = states.flatMap((state) => (state.state === 'unwrapped' ? state : []));
    if (bare.length + states.filter(({ state }) => state === 'wrapped').length < states.length)
      return undefined;
    const otherEnd = messagesOtherEnd(this.#resolver, node);
    if (!otherEnd) return undefined;
    const site = this.#maker.edited(
      packed,
      (local, wrapper) => ({
        wraps: bare.flatMap((state) => this.#maker.around(state)(local, wrapper).wraps),
      }),
      otherEnd,
    );
    return { ...site, ...(surround && this.#maker.detached(draft, surround)) };
  }
}
