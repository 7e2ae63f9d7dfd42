/** The analysis itself: every launch in a file, whether it is wrapped, and the edit that wraps it. */
import type { TSESTree } from '@typescript-eslint/types';
import { perCallWrap } from './edit/per-call.ts';
import { surroundProperty, usesSuper } from './edit/surround-property.ts';
import { ExpressionResolver } from './evaluate/resolve-expression.ts';
import type { Resolver } from './evaluate/resolver.ts';
import { isGivenPerCall, valueEnds } from './launchers/given-once.ts';
import { HomeMadeQueues, type NoLaunch, type PutIn } from './home-made/home-made-queues.ts';
import type { Launched } from './launchers/launched.ts';
import { launchedArguments } from './launchers/launched-arguments.ts';
import { seenAs } from './launchers/seen-as.ts';
import { LauncherMatcher, type Match } from './launchers/match-launcher.ts';
import { around, asPartOfText, calleeOf, SiteMaker, withBound, type Draft } from './sites/site-maker.ts';
import { SpawnSites } from './sites/spawn-sites.ts';
import { isPromiseResolver } from './status/promise-resolver.ts';
import { mayHaveQueue, QUEUE_PUTS } from './names/queue-names.ts';
import { ATTACH, CALLBACK, PAYLOAD, PER_CALL, RECEIVE, SPAWN } from './status/question.ts';
import { receives } from './status/receives.ts';
import type { WrapState } from './status/wrap-state.ts';
import { Wrappers } from './status/wrappers.ts';
import { callsOf, lastName, valueOf } from './syntax/nodes.ts';
import type { LaunchConfig } from './vocabulary/config.ts';
import { HOME_MADE, type GivenOnce, type Launcher } from './vocabulary/launcher.ts';
import type { LaunchSite, Wrap } from './vocabulary/launch-site.ts';
import type { Node, Source } from './vocabulary/source.ts';
import { TextFunctions } from './launchers/sent-as-text.ts';
import { boundBy } from './status/bound.ts';
import { Leaks } from './sites/leaks.ts';
import { incurableBy, type LaunchNode } from './sites/whose-launch.ts';
import { payloadOtherEnd } from './worker-file/worker-file.ts';

/**
 * Finds every launch site of `source`, sorted by range, whatever its status.
 * Sets `parent` on nodes whose parser did not; reads nothing else than its arguments. Never throws on an AST
 * that a parser made.
 */
export function findLaunchSites(source: Source, config: LaunchConfig): LaunchSite[] {
  // First, because this sets the parents where the parser did not.
  const calls = source.calls ?? callsOf(source);
  const finder = new SiteFinder(source, config);
  const candidates: LaunchNode[] = [
    ...calls.filter((node) => finder.isCandidate(node)),
    ...finder.assignments,
  ];
  // In the order of the text, whoever collected them.
  candidates.sort((a, b) => a.range[0] - b.range[0]);
  const sites = candidates.flatMap((node) =>
    finder.sitesOf(node).filter((site) => finder.isAskedFor(site, node)),
  );
  return sites.sort(
    (a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1] || a.target[0] - b.target[0],
  );
}

export class SiteFinder {
  readonly #source: Source;
  readonly #config: LaunchConfig;
  readonly #resolver: Resolver;
  readonly wrappers: Wrappers;
  readonly #matcher: LauncherMatcher;
  readonly #spawns: SpawnSites;
  readonly textFunctions: TextFunctions;
  readonly #maker: SiteMaker;
  readonly #leaks: Leaks | undefined;
  readonly #homeMade: HomeMadeQueues | undefined;
  readonly #homeMadeRow: Launcher | undefined;

  constructor(
    source: Source,
    config: LaunchConfig,
    resolver: Resolver = new ExpressionResolver(source, config.typed),
    wrappers: Wrappers = new Wrappers(resolver, config),
  ) {
    this.#source = source;
    this.#config = config;
    this.#resolver = resolver;
    this.wrappers = wrappers;
    this.textFunctions = new TextFunctions(resolver, (call) => this.#sendsText(call));
    this.#maker = new SiteMaker(resolver, config);
    this.#spawns = new SpawnSites(resolver, wrappers, this.#maker);
    this.#matcher = new LauncherMatcher(resolver, wrappers, config);
    this.#leaks = config.leaksOnly ? new Leaks(resolver, config) : undefined;
    this.#homeMadeRow = config.launchers.find(({ id }) => id === HOME_MADE);
    if (config.homeMadeQueues && this.#homeMadeRow && mayHaveQueue(source.text))
      this.#homeMade = new HomeMadeQueues(resolver, wrappers);
  }

  /** What launches by putting something into a list without a call. */
  get assignments(): readonly TSESTree.AssignmentExpression[] {
    return this.#homeMade?.assignments ?? [];
  }

  /** Cheap: by the name alone. False means that this launches nothing. */
  isCandidate(node: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    return this.#matcher.isCandidate(node) || this.#homeMade?.puts.has(node) === true;
  }

  /** The row that the callee is, whether or not the call has something to launch. */
  launcherOf(node: LaunchNode): Launcher | undefined {
    return this.#matchOf(node)?.launcher ?? (this.#homeMade?.puts.has(node) ? this.#homeMadeRow : undefined);
  }

  sitesOf(node: LaunchNode): LaunchSite[] {
    const match = this.#matchOf(node);
    const put = match ? undefined : this.#homeMade?.puts.get(node);
    if (!match && !put) return [];
    const runs = this.textFunctions.around(node);
    if (runs === 'elsewhere') return [];
    const sites =
      match && node.type !== 'AssignmentExpression'
        ? this.#sitesHere(node, match)
        : this.#putSites(node, put);
    return runs === 'here' ? sites : sites.map(asPartOfText);
  }

  isAskedFor(site: LaunchSite, node: LaunchNode): boolean {
    return this.#leaks?.has(site, node) !== false;
  }

  #matchOf(node: LaunchNode): Match | undefined {
    return node.type !== 'AssignmentExpression' && this.#matcher.isCandidate(node)
      ? this.#matcher.match(node)
      : undefined;
  }

  /** What is put into a list of the file's own, for another function to take it out and call it. */
  #putSites(node: LaunchNode, put: PutIn | undefined): LaunchSite[] {
    const launcher = this.#homeMadeRow;
    if (!put || !launcher) return [];
    return put.launched.map((launched) => this.#callbackSite(node, { launcher, owner: put.owner }, launched));
  }

  /**
   * Why a call that puts what may be a function into a list is no launch of a queue that the file makes itself; undefined
   * for any other call, and where such queues are not looked for.
   */
  whyNotQueued(node: LaunchNode): NoLaunch | undefined {
    if (!this.#config.homeMadeQueues || this.#homeMade?.puts.has(node)) return undefined;
    return this.#homeMade?.whyNot(node) ?? (this.#mayPutFunction(node) ? 'not-looked-at' : undefined);
  }

  #mayPutFunction(node: LaunchNode): boolean {
    if (node.type !== 'CallExpression' || !QUEUE_PUTS.has(lastName(node.callee) ?? '')) return false;
    const callee = valueOf(node.callee);
    const list = callee.type === 'MemberExpression' ? this.#resolver.evaluate(callee.object) : undefined;
    const last = node.arguments.at(-1);
    return (
      list?.kind === 'container' &&
      last !== undefined &&
      seenAs(this.#resolver, this.wrappers, last) !== 'other'
    );
  }

  /** Does the code of this call run elsewhere only, where nothing of the file is? */
  runsElsewhere(node: LaunchNode): boolean {
    return this.textFunctions.around(node) === 'elsewhere';
  }

  #sendsText(call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    const row = this.launcherOf(call);
    return row?.kind === 'stringified' || row?.argument === 'first-parameter';
  }

  #sitesHere(node: TSESTree.CallExpression | TSESTree.NewExpression, match: Match): LaunchSite[] {
    if (node.type === 'NewExpression' && match.launcher.kind === 'spawn')
      return [this.#spawns.siteOf(node, match)];
    if (match.indirect) {
      const { kind } = match.launcher;
      const pair = kind === 'payload' ? PAYLOAD : kind === 'spawn' ? SPAWN : CALLBACK;
      return [
        this.#maker.refuse(
          this.#maker.draft(node, match, pair, match.launcher.kind, node.callee),
          match.indirect,
        ),
      ];
    }
    return launchedArguments(this.#resolver, this.wrappers, node, match.launcher).map((launched) =>
      match.launcher.kind === 'payload' && node.type === 'CallExpression'
        ? this.#payloadSite(node, match, launched)
        : this.#callbackSite(node, match, launched),
    );
  }

  #callbackSite(node: Draft['node'], match: Match, launched: Launched): LaunchSite {
    const { reason, argument } = launched;
    const pair = match.launcher.refused === 'job' ? RECEIVE : CALLBACK;
    const draft = this.#maker.draft(node, match, pair, match.launcher.kind, argument ?? calleeOf(node));
    if (argument && match.launcher.given === 'calls' && isGivenPerCall(this.wrappers, argument))
      return { ...this.#maker.base({ ...draft, pair: PER_CALL }), status: 'wrapped' };
    const isInObject = typeof match.launcher.argument === 'object';
    if (!argument || reason)
      return this.#maker.refuse(draft, reason ?? 'callback-not-visible', isInObject ? 'in an object' : '');
    if (match.launcher.kind === 'stringified') return this.#maker.refuse(draft, 'stringified-function');
    if (launched.status) return { ...this.#maker.base(draft), status: launched.status };
    const state = this.wrappers.classify(argument, pair, node);
    if (pair === RECEIVE && (state.state === 'detached' || receives(this.#resolver, this.#config, argument)))
      return { ...this.#maker.base(draft), status: state.state === 'detached' ? 'detached' : 'wrapped' };
    const bound = withBound(draft, boundBy(this.#resolver, argument));
    if (state.state === 'unwrapped' && isPromiseResolver(this.#resolver, argument))
      return this.#maker.siteOf(draft, this.#config.reportPromiseResolvers ? 'unwrapped' : 'exempt', state);
    const { refused, given } = match.launcher;
    // The batch function of a loader can be wrapped, but the wrap captures nothing there.
    if (refused) return this.#maker.refuse(draft, refused);
    if (given && node.type === 'CallExpression')
      return given === 'calls'
        ? this.#perCallSite({ ...draft, pair: PER_CALL }, node, argument, state)
        : this.#valuesSite({ ...draft, pair: RECEIVE }, argument, given, state);
    const incurable = state.state === 'unwrapped' ? incurableBy(this.#resolver, node, argument) : undefined;
    if (incurable && state.state === 'unwrapped' && !launched.property)
      return this.#maker.refuse(draft, incurable.reason, incurable.detail, this.#maker.around(state));
    return launched.property && state.state === 'unwrapped'
      ? this.#propertySite(draft, launched.property)
      : this.#maker.siteOf(bound, undefined, state);
  }

  #propertySite(draft: Draft, property: TSESTree.Property): LaunchSite {
    return usesSuper(this.#source, property)
      ? this.#maker.refuse(draft, 'method-in-object')
      : this.#maker.edited(draft, (local) => surroundProperty(this.#source, property, local));
  }

  /** `debounce(save, 100)`: each call of what comes out is a launch. */
  #perCallSite(draft: Draft, call: TSESTree.CallExpression, given: Node, { state }: WrapState): LaunchSite {
    if (state === 'detached') return { ...this.#maker.base(draft), status: state };
    const wrap = { node: given, range: draft.target };
    if (state !== 'unwrapped' || !perCallWrap(this.#source, call, wrap, ''))
      return this.#maker.refuse(draft, 'constructor-time-capture');
    return this.#maker.edited(
      draft,
      (local, wrapper) =>
        (wrapper === PER_CALL.wrap && perCallWrap(this.#source, call, wrap, local)) ||
        around(wrap.range, local),
    );
  }

  /** `fastq(worker)`: each value that is pushed is a launch. */
  #valuesSite(
    draft: Draft,
    worker: Node,
    given: Exclude<GivenOnce, 'calls'>,
    { state }: WrapState,
  ): LaunchSite {
    if (state === 'detached') return { ...this.#maker.base(draft), status: state };
    const ends = valueEnds(this.wrappers, draft.node, worker, given);
    if (!ends || state !== 'unwrapped') return this.#maker.refuse(draft, 'values-elsewhere');
    if (ends.worker !== 'unwrapped' && ends.values.length === 0)
      return { ...this.#maker.base(draft), status: ends.worker };
    return this.#maker.edited(draft, (local, wrapper) => {
      const receive = ends.worker === 'unwrapped' ? around(draft.target, local) : { wraps: [] };
      if (wrapper !== RECEIVE.wrap) return receive;
      const attached = this.#maker.wrapIn(ATTACH.wrap, draft.node, ends.values);
      return { wraps: [...receive.wraps, ...attached.wraps], imports: attached.imports };
    });
  }

  #payloadSite(node: TSESTree.CallExpression, match: Match, launched: Launched): LaunchSite {
    const { reason, argument } = launched;
    const kind = reason === 'stringified-function' ? 'stringified' : 'payload';
    const draft = this.#maker.draft(node, match, PAYLOAD, kind, argument ?? calleeOf(node));
    if (reason) return this.#maker.refuse(draft, reason);
    if (launched.status) return { ...this.#maker.base(draft), status: launched.status };
    const otherEnd = match.launcher.refused ?? payloadOtherEnd(this.#resolver, match.launcher, match, node);
    if (argument) {
      const state = this.wrappers.classify(argument, PAYLOAD, node);
      return this.#maker.siteOf(draft, undefined, state, otherEnd ?? 'worker-file-unknown');
    }
    // `pool.run()`: there is no argument, but there are overrides.
    const end = node.range[1] - 1;
    const empty: Wrap = { range: [end, end], before: '', after: '' };
    return this.#maker.edited(
      { ...draft, target: empty.range },
      (local) => ({ wraps: [{ ...empty, before: `${local}(undefined)` }] }),
      otherEnd ?? 'worker-file-unknown',
    );
  }
}
