/** From one launch to its site: what was found, with the edit that mends it or the reason why there is none. */
import type { TSESTree } from '@typescript-eslint/types';
import { LONGEST_CALLEE } from '../bounds.ts';
import { ImportPlacer } from '../edit/place-import.ts';
import { mergePlans, planWrap, type Surround } from '../edit/plan-edits.ts';
import { refusal } from '../edit/refusals.ts';
import { wrapRange } from '../edit/wrap-range.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { lazy } from '../memo.ts';
import type { WrapperPair } from '../status/question.ts';
import type { WrapState } from '../status/wrap-state.ts';
import { isFunction, rangeOf, valueOf, withoutParentheses } from '../syntax/nodes.ts';
import type { LaunchConfig } from '../vocabulary/config.ts';
import type { LaunchSite, LaunchStatus, OtherEnd, RefusalReason, Wrap } from '../vocabulary/launch-site.ts';
import type { Node, Range, Source } from '../vocabulary/source.ts';
import type { Match } from './match-launcher.ts';
import { holdsHere } from './rows-in-force.ts';

/** What one launch is before it is known how to wrap it. */
export interface Draft {
  readonly node: TSESTree.CallExpression | TSESTree.NewExpression;
  readonly match: Match;
  readonly pair: WrapperPair;
  readonly kind: LaunchSite['kind'];
  readonly target: Range;
  readonly head: Range;
}

export class SiteBuilder {
  readonly #source: Source;
  /** Where imports go; made once something has to be wrapped. */
  readonly placer: () => ImportPlacer;

  constructor(source: Source, resolver: Resolver, config: LaunchConfig) {
    this.#source = source;
    this.placer = lazy(() => new ImportPlacer(resolver, config));
  }

  siteOf(
    draft: Draft,
    status: LaunchStatus | undefined,
    state: WrapState,
    otherEnd?: OtherEnd | RefusalReason,
  ): LaunchSite {
    if (state.state === 'refused') return this.refuse(draft, state.reason);
    if (state.state !== 'unwrapped') return { ...this.base(draft), status: state.state };
    if (status === 'exempt') return { ...this.base(draft), status };
    const [only] = state.targets;
    const narrowed =
      state.targets.length === 1 && only
        ? { ...draft, target: wrapRange(this.#source.text, only), head: this.#headOf(only) }
        : draft;
    return this.edited(
      narrowed,
      (local) => ({
        wraps: state.targets.flatMap((target) => around(wrapRange(this.#source.text, target), local).wraps),
      }),
      otherEnd,
    );
  }

  edited(draft: Draft, surround: Surround, otherEnd?: OtherEnd | RefusalReason): LaunchSite {
    if (typeof otherEnd === 'string') return this.refuse(draft, otherEnd);
    const plan = planWrap(this.placer(), draft.pair.wrap, draft.node, surround);
    if (plan.imports.length > 0 && !this.placer().canImport())
      return this.refuse(draft, 'no-place-for-import');
    const detachPlan = draft.pair.detach && planWrap(this.placer(), draft.pair.detach, draft.node, surround);
    return {
      ...this.base(draft),
      status: 'unwrapped',
      plan,
      edit: mergePlans(this.placer(), [plan]),
      ...(detachPlan && { detach: mergePlans(this.placer(), [detachPlan]) }),
      ...(otherEnd && { otherEnd }),
    };
  }

  refuse(draft: Draft, reason: RefusalReason): LaunchSite {
    return { ...this.base(draft), status: 'unwrapped', refusal: refusal(reason, draft.pair.wrap) };
  }

  draft(node: Draft['node'], match: Match, pair: WrapperPair, kind: LaunchSite['kind'], target: Node): Draft {
    return {
      node,
      match,
      pair,
      kind,
      target: wrapRange(this.#source.text, target),
      head: this.#headOf(target),
    };
  }

  base({ node, match, pair, kind, target, head }: Draft): Omit<LaunchSite, 'status'> {
    const { launcher } = match;
    return {
      launcher: launcher.id,
      kind,
      loss: launcher.loss,
      ...(holdsHere(launcher, this.#source.versions) === undefined && { versions: launcher.versions }),
      callee: this.#calleeText(node, launcher.id),
      range: rangeOf(node),
      target,
      head,
      wrapper: pair.wrap,
    };
  }

  #calleeText(node: Draft['node'], fallback: string): string {
    const { range } = valueOf(node.callee);
    const text = this.#source.text.slice(range[0], range[1]);
    const name = text.length <= LONGEST_CALLEE && !/[\r\n]/.test(text) ? text : fallback;
    return node.type === 'NewExpression' ? `new ${name}` : name;
  }

  /** The smallest span that shows the reader what is meant. */
  #headOf(expression: Node): Range {
    const node = withoutParentheses(expression);
    const value = valueOf(node);
    if (isFunction(value)) {
      const head = this.#source.text.slice(value.range[0], value.body.range[0]).trimEnd();
      return [value.range[0], value.range[0] + head.length];
    }
    const lineBreak = this.#source.text.slice(node.range[0], node.range[1]).search(/[\r\n]/);
    return lineBreak === -1 ? rangeOf(node) : [node.range[0], node.range[0] + lineBreak];
  }
}

export function around(range: Range, local: string): { readonly wraps: readonly Wrap[] } {
  return { wraps: [{ range, before: `${local}(`, after: ')' }] };
}
