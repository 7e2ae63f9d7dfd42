/** From a launch and what is known of it to the site that is reported: plain data, with the edit or the refusal. */
import { LONGEST_CALLEE } from '../bounds.ts';
import type { TSESTree } from '@typescript-eslint/types';
import { mergePlans, planWrap, type Surround } from '../edit/plan-edits.ts';
import { ImportPlacer } from '../edit/place-import.ts';
import { refusal } from '../edit/refusals.ts';
import { wrapRange } from '../edit/wrap-range.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import type { Match } from '../launchers/match-launcher.ts';
import { holdsHere } from '../launchers/rows-in-force.ts';
import { lazy } from '../memo.ts';
import type { WrapperPair } from '../status/question.ts';
import type { WrapState } from '../status/wrap-state.ts';
import { whoseLaunch, type LaunchNode, type WhoseLaunch } from './whose-launch.ts';
import { enclosingFunction, isFunction, rangeOf, valueOf, withoutParentheses } from '../syntax/nodes.ts';
import type { LaunchConfig } from '../vocabulary/config.ts';
import type { Launcher } from '../vocabulary/launcher.ts';
import type {
  LaunchSite,
  LaunchStatus,
  OtherEnd,
  RefusalReason,
  Wrap,
  WrapPlan,
  WrapperName,
} from '../vocabulary/launch-site.ts';
import type { Node, Range, Source } from '../vocabulary/source.ts';

/** What one launch is before it is known how to wrap it. */
export interface Draft {
  readonly node: LaunchNode;
  readonly match: Match;
  readonly pair: WrapperPair;
  readonly kind: LaunchSite['kind'];
  readonly target: Range;
  readonly head: Range;
  readonly whose: WhoseLaunch;
}

export class SiteMaker {
  readonly #source: Source;
  readonly #resolver: Resolver;
  readonly #placer: () => ImportPlacer;

  constructor(resolver: Resolver, config: LaunchConfig) {
    this.#source = resolver.source;
    this.#resolver = resolver;
    this.#placer = lazy(() => new ImportPlacer(resolver, config));
  }

  siteOf(
    draft: Draft,
    status: LaunchStatus | undefined,
    state: WrapState,
    otherEnd?: OtherEnd | RefusalReason,
  ): LaunchSite {
    if (state.state === 'refused')
      return state.bound ? this.#bound(draft, state.bound) : this.refuse(draft, state.reason);
    if (state.state !== 'unwrapped') return { ...this.base(draft), status: state.state };
    if (status === 'exempt') return { ...this.base(draft), status };
    const [only] = state.targets;
    const narrowed =
      state.targets.length === 1 && only
        ? { ...draft, target: wrapRange(this.#source.text, only), head: this.#headOf(only, draft) }
        : draft;
    return this.edited(narrowed, this.around(state), otherEnd);
  }

  /** What has to be wrapped of an argument. */
  around({ targets }: Extract<WrapState, { state: 'unwrapped' }>): Surround {
    return (local) => ({
      wraps: targets.flatMap((target) => around(wrapRange(this.#source.text, target), local).wraps),
    });
  }

  #bound(draft: Draft, call: TSESTree.CallExpression): LaunchSite {
    const site = this.refuse(withBound(draft, call), 'bound-inside-wrapper');
    const [given, more] = call.arguments;
    const isHere = call.range[0] > draft.node.range[0] && call.range[1] < draft.node.range[1];
    if (!given || more || !isHere) return site;
    const [start, end] = wrapRange(this.#source.text, given);
    return {
      ...site,
      mend: [
        { range: [call.range[0], start], text: '' },
        { range: [end, call.range[1]], text: '' },
      ],
    };
  }

  edited(draft: Draft, surround: Surround, otherEnd?: OtherEnd | RefusalReason): LaunchSite {
    if (typeof otherEnd === 'string') return this.refuse(draft, otherEnd);
    const plan = planWrap(this.#placer(), draft.pair.wrap, draft.node, surround);
    if (plan.imports.length > 0 && !this.#placer().canImport())
      return this.refuse(draft, 'no-place-for-import');
    return {
      ...this.base(draft),
      status: 'unwrapped',
      plan,
      edit: mergePlans(this.#placer(), [plan]),
      ...this.detached(draft, surround),
      ...(otherEnd && { otherEnd }),
    };
  }

  /** A wrap in another wrapper than the launch's own: that of the values of a function that is given once. */
  wrapIn(wrapper: WrapperName, at: Node, targets: readonly Node[]): WrapPlan {
    return planWrap(this.#placer(), wrapper, at, (local) => ({
      wraps: targets.flatMap((target) => around(wrapRange(this.#source.text, target), local).wraps),
    }));
  }

  /**
   * @param detail what the advice says of this launch
   * @param surround what to wrap where detaching mends it: the launch then gets nobody's overrides, on purpose
   */
  refuse(draft: Draft, reason: RefusalReason, detail?: string, surround?: Surround): LaunchSite {
    return {
      ...this.base(draft),
      status: 'unwrapped',
      refusal: refusal(reason, draft.pair.wrap, detail),
      ...(surround && this.detached(draft, surround)),
    };
  }

  detached({ pair, node }: Draft, surround: Surround): Pick<LaunchSite, 'detach'> {
    const plan = pair.detach && planWrap(this.#placer(), pair.detach, node, surround);
    if (!plan || (plan.imports.length > 0 && !this.#placer().canImport())) return {};
    return { detach: mergePlans(this.#placer(), [plan]) };
  }

  draft(node: Draft['node'], match: Match, pair: WrapperPair, kind: LaunchSite['kind'], target: Node): Draft {
    return {
      node,
      match,
      pair,
      kind,
      target: wrapRange(this.#source.text, target),
      head: this.#headOf(target, { node, match }),
      whose: whoseLaunch(this.#resolver, node, match),
    };
  }

  base({ node, match, pair, kind, target, head, whose }: Draft): Omit<LaunchSite, 'status'> {
    const { launcher } = match;
    return {
      launcher: launcher.id,
      kind,
      ...whose,
      ...(holdsHere(launcher, this.#source.versions) === undefined && { versions: launcher.versions }),
      callee: this.#calleeText(node, launcher.id),
      range: rangeOf(node),
      target,
      head,
      wrapper: pair.wrap,
    };
  }

  #calleeText(node: Draft['node'], fallback: string): string {
    const { range } = valueOf(calleeOf(node));
    const text = this.#source.text.slice(range[0], range[1]);
    const name = text.length <= LONGEST_CALLEE && !/[\r\n]/.test(text) ? text : fallback;
    return node.type === 'NewExpression' ? `new ${name}` : name;
  }

  /**
   * The smallest span that shows the reader what is meant, on the launch's first line: there a comment above it is
   * found, `eslint-disable-next-line` say, also where Prettier put the callback on a line of its own. Elements of a list
   * have their own lines, and comments.
   */
  #headOf(expression: Node, { node, match }: Pick<Draft, 'node' | 'match'>): Range {
    const head = this.#headOfCallback(expression);
    const isElsewhere = /[\r\n]/.test(this.#source.text.slice(node.range[0], head[0]));
    if (!isElsewhere || hasSeveral(match.launcher)) return head;
    return this.#firstLine([node.range[0], calleeOf(node).range[1]]);
  }

  #firstLine([start, end]: Range): Range {
    const lineBreak = this.#source.text.slice(start, end).search(/[\r\n]/);
    return lineBreak === -1 ? [start, end] : [start, start + lineBreak];
  }

  #headOfCallback(expression: Node): Range {
    const node = withoutParentheses(expression);
    const value = valueOf(node);
    if (isFunction(value)) {
      const head = this.#source.text.slice(value.range[0], value.body.range[0]).trimEnd();
      return [value.range[0], value.range[0] + head.length];
    }
    return this.#firstLine(rangeOf(node));
  }
}

/** What the author wrote before what is launched: a callee, or what an assignment is to. */
export function calleeOf(node: LaunchNode): Node {
  return node.type === 'AssignmentExpression' ? node.left : node.callee;
}

function hasSeveral({ argument }: Launcher): boolean {
  return argument === 'each-element' || argument === 'each-function' || typeof argument === 'object';
}

/** Bound at the launch it runs on the parent's own overrides; bound while the module loaded, with none. */
export function withBound(draft: Draft, call: Node | undefined): Draft {
  if (!call) return draft;
  const isOfModule = enclosingFunction(call) === undefined && enclosingFunction(draft.node) !== undefined;
  return { ...draft, whose: { ...draft.whose, loss: isOfModule ? 'starts-empty' : 'shared' } };
}

export function around(range: Range, local: string): { readonly wraps: readonly Wrap[] } {
  return { wraps: [{ range, before: `${local}(`, after: ')' }] };
}

/** Its function is sent as text as well, which no wrapper may come into. */
export function asPartOfText(site: LaunchSite): LaunchSite {
  const { plan: _, edit, detach: __, otherEnd: ___, ...rest } = site;
  return edit ? { ...rest, refusal: refusal('sent-as-text', site.wrapper) } : site;
}
