/** From a launch and what is known of it to the site that is reported: plain data, with the edit or the refusal. */
import { LONGEST_CALLEE } from '../bounds.ts';
import type { TSESTree } from '@typescript-eslint/types';
import { mergePlans, planWrap, type Surround } from '../edit/plan-edits.ts';
import { ImportPlacer } from '../edit/place-import.ts';
import { refusal } from '../edit/refusals.ts';
import { wrapRange } from '../edit/wrap-range.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { holdsHere } from '../launchers/rows-in-force.ts';
import { lazy } from '../memo.ts';
import type { WrapperPair } from '../status/question.ts';
import type { WrapState } from '../status/wrap-state.ts';
import { isFunction, rangeOf, valueOf, withoutParentheses } from '../syntax/nodes.ts';
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
  readonly node: TSESTree.CallExpression | TSESTree.NewExpression;
  readonly launcher: Launcher;
  readonly pair: WrapperPair;
  readonly kind: LaunchSite['kind'];
  readonly target: Range;
  readonly head: Range;
}

export class SiteMaker {
  readonly #source: Source;
  readonly #placer: () => ImportPlacer;

  constructor(resolver: Resolver, config: LaunchConfig) {
    this.#source = resolver.source;
    this.#placer = lazy(() => new ImportPlacer(resolver, config));
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
        ? { ...draft, target: wrapRange(this.#source.text, only), head: this.#headOf(only, draft) }
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
    const plan = planWrap(this.#placer(), draft.pair.wrap, draft.node, surround);
    if (plan.imports.length > 0 && !this.#placer().canImport())
      return this.refuse(draft, 'no-place-for-import');
    const detachPlan = draft.pair.detach && planWrap(this.#placer(), draft.pair.detach, draft.node, surround);
    return {
      ...this.base(draft),
      status: 'unwrapped',
      plan,
      edit: mergePlans(this.#placer(), [plan]),
      ...(detachPlan && { detach: mergePlans(this.#placer(), [detachPlan]) }),
      ...(otherEnd && { otherEnd }),
    };
  }

  /** A wrap in another wrapper than the launch's own: that of the values of a function that is given once. */
  wrapIn(wrapper: WrapperName, at: Node, targets: readonly Node[]): WrapPlan {
    return planWrap(this.#placer(), wrapper, at, (local) => ({
      wraps: targets.flatMap((target) => around(wrapRange(this.#source.text, target), local).wraps),
    }));
  }

  refuse(draft: Draft, reason: RefusalReason): LaunchSite {
    return { ...this.base(draft), status: 'unwrapped', refusal: refusal(reason, draft.pair.wrap) };
  }

  draft(
    node: Draft['node'],
    launcher: Launcher,
    pair: WrapperPair,
    kind: LaunchSite['kind'],
    target: Node,
  ): Draft {
    return {
      node,
      launcher,
      pair,
      kind,
      target: wrapRange(this.#source.text, target),
      head: this.#headOf(target, { node, launcher }),
    };
  }

  base({ node, launcher, pair, kind, target, head }: Draft): Omit<LaunchSite, 'status'> {
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

  /**
   * The smallest span that shows the reader what is meant, on the launch's first line: there a comment above it is
   * found, `eslint-disable-next-line` say, also where Prettier put the callback on a line of its own. Elements of a list
   * have their own lines, and comments.
   */
  #headOf(expression: Node, { node, launcher }: Pick<Draft, 'node' | 'launcher'>): Range {
    const head = this.#headOfCallback(expression);
    const isElsewhere = /[\r\n]/.test(this.#source.text.slice(node.range[0], head[0]));
    if (!isElsewhere || launcher.argument === 'each-element') return head;
    return this.#firstLine([node.range[0], node.callee.range[1]]);
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

export function around(range: Range, local: string): { readonly wraps: readonly Wrap[] } {
  return { wraps: [{ range, before: `${local}(`, after: ')' }] };
}
