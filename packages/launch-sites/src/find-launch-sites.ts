/** The analysis itself: every launch in a file, whether it is wrapped, and the edit that wraps it. */
import type { TSESTree } from '@typescript-eslint/types';
import { CALLBACK, PAYLOAD, SPAWN } from './status/question.ts';
import { Wrappers } from './status/wrappers.ts';
import { launchedArguments, type Launched } from './launchers/launched-arguments.ts';
import type { LaunchConfig } from './vocabulary/config.ts';
import type { Launcher } from './vocabulary/launcher.ts';
import type { LaunchSite, Wrap } from './vocabulary/launch-site.ts';
import type { Node, Range, Source } from './vocabulary/source.ts';
import { LauncherMatcher, type Match } from './launchers/match-launcher.ts';
import { isPromiseResolver } from './status/promise-resolver.ts';
import type { Resolver } from './evaluate/resolver.ts';
import { ExpressionResolver } from './evaluate/resolve-expression.ts';
import { SpawnSafety } from './edit/spawn-safety.ts';
import { boundBy } from './status/bound.ts';
import { spawnState } from './status/spawn-state.ts';
import { SiteMaker, withBound } from './sites/site-maker.ts';
import { incurableBy, isLeak } from './sites/whose-launch.ts';
import { callsOf, parentThrough, rangeOf } from './syntax/nodes.ts';
import { payloadOtherEnd, webWorkerOtherEnd } from './worker-file/worker-file.ts';

/**
 * Finds every launch site of `source`, sorted by range, whatever its status.
 * Sets `parent` on nodes whose parser did not; reads nothing else than its arguments. Never throws on an AST
 * that a parser made.
 */
export function findLaunchSites(source: Source, config: LaunchConfig): LaunchSite[] {
  // First, because this sets the parents where the parser did not.
  const calls = source.calls ?? callsOf(source);
  const finder = new SiteFinder(source, config);
  const candidates = calls.filter((node) => finder.isCandidate(node));
  // In the order of the text, whoever collected them.
  candidates.sort((a, b) => a.range[0] - b.range[0]);
  const sites = candidates.flatMap((node) =>
    finder.sitesOf(node).filter((site) => !config.leaksOnly || isLeak(site, node)),
  );
  return sites.sort(
    (a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1] || a.target[0] - b.target[0],
  );
}

export class SiteFinder {
  readonly #config: LaunchConfig;
  readonly #resolver: Resolver;
  readonly #wrappers: Wrappers;
  readonly #matcher: LauncherMatcher;
  readonly #spawnSafety: SpawnSafety;
  readonly #maker: SiteMaker;

  constructor(
    source: Source,
    config: LaunchConfig,
    resolver: Resolver = new ExpressionResolver(source, config.typed),
    wrappers: Wrappers = new Wrappers(resolver, config),
  ) {
    this.#config = config;
    this.#resolver = resolver;
    this.#spawnSafety = new SpawnSafety(source);
    this.#wrappers = wrappers;
    this.#matcher = new LauncherMatcher(resolver, wrappers, config);
    this.#maker = new SiteMaker(resolver, config);
  }

  /** Cheap: by the name alone. False means that this launches nothing. */
  isCandidate(node: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    return this.#matcher.isCandidate(node);
  }

  /** The row that the callee is, whether or not the call has something to launch. */
  launcherOf(node: TSESTree.CallExpression | TSESTree.NewExpression): Launcher | undefined {
    return this.isCandidate(node) ? this.#matcher.match(node)?.launcher : undefined;
  }

  sitesOf(node: TSESTree.CallExpression | TSESTree.NewExpression): LaunchSite[] {
    const match = this.#matcher.match(node);
    if (!match) return [];
    if (node.type === 'NewExpression') return [this.#spawnSite(node, match)];
    if (match.indirect) {
      const pair = match.launcher.kind === 'payload' ? PAYLOAD : CALLBACK;
      return [
        this.#maker.refuse(
          this.#maker.draft(node, match, pair, match.launcher.kind, node.callee),
          match.indirect,
        ),
      ];
    }
    return launchedArguments(this.#resolver, this.#wrappers, node, match.launcher).map((launched) =>
      match.launcher.kind === 'payload'
        ? this.#payloadSite(node, match, launched)
        : this.#callbackSite(node, match, launched),
    );
  }

  #callbackSite(node: TSESTree.CallExpression, match: Match, launched: Launched): LaunchSite {
    const { reason, argument } = launched;
    const draft = this.#maker.draft(node, match, CALLBACK, match.launcher.kind, argument ?? node.callee);
    if (!argument || reason) return this.#maker.refuse(draft, reason ?? 'callback-not-visible');
    if (match.launcher.kind === 'stringified') return this.#maker.refuse(draft, 'stringified-function');
    if (launched.status) return { ...this.#maker.base(draft), status: launched.status };
    const state = this.#wrappers.classify(argument, CALLBACK, node);
    const bound = withBound(draft, boundBy(this.#resolver, argument));
    if (state.state === 'unwrapped' && isPromiseResolver(this.#resolver, argument))
      return this.#maker.siteOf(draft, this.#config.reportPromiseResolvers ? 'unwrapped' : 'exempt', state);
    // The worker of `async.queue(worker)` can be wrapped, but the wrap captures nothing there.
    if (match.launcher.refused) return this.#maker.refuse(draft, match.launcher.refused);
    const incurable = state.state === 'unwrapped' ? incurableBy(this.#resolver, node, argument) : undefined;
    if (incurable && state.state === 'unwrapped')
      return this.#maker.refuse(draft, incurable.reason, incurable.detail, this.#maker.around(state));
    return this.#maker.siteOf(bound, undefined, state);
  }

  #payloadSite(node: TSESTree.CallExpression, match: Match, launched: Launched): LaunchSite {
    const { reason, argument } = launched;
    const kind = reason === 'stringified-function' ? 'stringified' : 'payload';
    const draft = this.#maker.draft(node, match, PAYLOAD, kind, argument ?? node.callee);
    if (reason) return this.#maker.refuse(draft, reason);
    if (launched.status) return { ...this.#maker.base(draft), status: launched.status };
    const otherEnd = payloadOtherEnd(this.#resolver, match.launcher, match, node);
    if (argument) {
      const state = this.#wrappers.classify(argument, PAYLOAD, node);
      return this.#maker.siteOf(draft, undefined, state, otherEnd ?? 'worker-file-unknown');
    }
    // `pool.run()`: there is no argument, but there are overrides.
    const end = node.range[1] - 1;
    const empty: Wrap = { range: [end, end], before: '', after: '' };
    return this.#maker.edited(
      { ...draft, target: empty.range },
      (local) => [{ ...empty, before: `${local}(undefined)` }],
      otherEnd ?? 'worker-file-unknown',
    );
  }

  #spawnSite(node: TSESTree.NewExpression, match: Match): LaunchSite {
    const callee: Range = [node.range[0], node.callee.range[1]];
    const draft = { ...this.#maker.draft(node, match, SPAWN, 'spawn', node), head: callee };
    const status = spawnState(this.#wrappers, node, SPAWN);
    if (status === 'suspended') return this.#maker.refuse(draft, 'suspends-in-spawn');
    if (status !== 'unwrapped') return { ...this.#maker.base(draft), status };
    const hazard = this.#spawnSafety.hazard(node);
    const [open, close] = isCalleeOfNew(node) ? ['(', ')'] : ['', ''];
    const surround = (local: string): Wrap[] => [
      { range: rangeOf(node), before: `${open}${local}(() => `, after: `)${close}` },
    ];
    const { lifetime } = draft.whose;
    const isWeb = match.launcher.workerFile !== undefined;
    if (lifetime?.is === 'long-lived')
      // A web Worker that is started detached gets a message, which its file must take off.
      return this.#maker.refuse(
        draft,
        'long-lived-worker',
        lifetime.because,
        hazard || isWeb ? undefined : surround,
      );
    if (hazard) return this.#maker.refuse(draft, hazard);
    const otherEnd = isWeb ? (webWorkerOtherEnd(this.#resolver, node) ?? 'worker-file-unknown') : undefined;
    return this.#maker.edited(draft, surround, otherEnd);
  }
}

/** `new new Worker(u).X()`: what replaces the inner `new` needs parentheses to stay the callee. */
function isCalleeOfNew(node: Node): boolean {
  let { parent, child } = parentThrough(node);
  while (parent?.type === 'MemberExpression' && parent.object === child)
    ({ parent, child } = parentThrough(parent));
  return parent?.type === 'NewExpression' && parent.callee === child;
}
