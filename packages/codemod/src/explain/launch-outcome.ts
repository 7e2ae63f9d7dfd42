/** What a run would do with one launch: the edit, alone, or why there is none. It opens no file. */
import {
  applyEdits,
  type LaunchConfig,
  type LaunchExplanation,
  type LaunchSite,
  type OtherEnd,
} from '@parent-overrides/launch-sites';
import { LINES_AROUND_EDIT } from '../bounds.ts';
import { unifiedDiff } from '../migrate/unified-diff.ts';
import { verdictOn, type LookAtOtherEnd } from '../migrate/verdict.ts';
import { disableComments, ruleFor } from '../parse/disable-comments.ts';
import type { LineStarts } from '@parent-overrides/project-modules/line-starts';
import type { Outcome } from './explain-report.ts';

export interface AskedOutcomes {
  /** The file, as the patch names it. */
  readonly shown: string;
  readonly source: { readonly text: string; readonly comments: Parameters<typeof disableComments>[0] };
  readonly lines: LineStarts;
  readonly config: LaunchConfig;
  /** Every launch of the file that the config asks for. */
  readonly sites: readonly LaunchSite[];
  readonly only?: readonly string[] | undefined;
  readonly otherEnds: LookAtOtherEnd;
  /** The patch of a launch's worker file; empty where that needs none. */
  readonly otherDiff: (end: OtherEnd) => string;
}

/** @returns what becomes of a launch of the file */
export function outcomesWith(asked: AskedOutcomes): (launch: LaunchExplanation) => Outcome {
  const { shown, source, lines, config, sites, only, otherEnds, otherDiff } = asked;
  const isDisabled = disableComments(source.comments, () => lines);

  return ({ site, status }) => {
    if (config.leaksOnly && !sites.some((leak) => isSameSite(leak, site)))
      return { outcome: 'not-asked', because: NO_LEAK };
    const { outcome, refusal } = verdictOn(site, { only, otherEnds }, isDisabled);
    if (refusal) return { outcome, because: { reason: refusal.reason, says: refusal.advice, at: status.at } };
    if (outcome === 'left')
      return {
        outcome,
        because: {
          reason: 'left',
          says: `A comment switches ${ruleFor(site.refusal?.reason)} off for it, so it stays as it is.`,
          at: [],
        },
      };
    if (outcome === 'not-asked')
      return { outcome, because: { reason: 'not-asked', says: '--only leaves this launcher out.', at: [] } };
    if (outcome !== 'edited') return { outcome, because: status };
    const after = applyEdits(source.text, site.edit ?? []);
    const own = unifiedDiff(shown, source.text, after, { context: LINES_AROUND_EDIT });
    return { outcome, because: status, diff: own + (site.otherEnd ? otherDiff(site.otherEnd) : '') };
  };
}

const NO_LEAK = {
  reason: 'no-leak',
  says: 'The preset `leaks` leaves it out: it runs as the task that launches it, it serves many callers at once, a script starts it once, or it is code of a web page, which has no store.',
  at: [],
};

function isSameSite(one: LaunchSite, other: LaunchSite): boolean {
  return one.range[0] === other.range[0] && one.target[0] === other.target[0];
}
