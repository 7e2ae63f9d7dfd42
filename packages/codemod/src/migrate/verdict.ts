/** What becomes of one launch: the one place that decides it, for a run, for `explain` and for the site's playground. */
import type { LaunchSite, OtherEnd, Refusal } from '@parent-overrides/launch-sites';
import { ruleFor, type disableComments } from '../parse/disable-comments.ts';

/** `left`: switched off by a comment of the author's. The rest says what became of the launch or what it was. */
export type Outcome = 'edited' | 'refused' | 'left' | 'wrapped' | 'detached' | 'exempt';

export interface Verdict {
  readonly outcome: Outcome | 'not-asked';
  readonly refusal?: Refusal;
}

/**
 * For launches with two ends: why the other end cannot be edited, or nothing when it can. `postpone` stops the
 * migration at the first such launch: the caller has to look at the other files first.
 */
export type LookAtOtherEnd = 'postpone' | ((otherEnd: OtherEnd) => Refusal | undefined);

interface Asked {
  /** Ids of the launchers to look at; absent for all. */
  readonly only?: readonly string[] | undefined;
  readonly otherEnds: LookAtOtherEnd;
}

/** What becomes of one launch. */
export function verdictOn(
  site: LaunchSite,
  { only, otherEnds }: Asked,
  isDisabled: ReturnType<typeof disableComments>,
): Verdict {
  if (only && !only.includes(site.launcher)) return { outcome: 'not-asked' };
  if (site.status !== 'unwrapped') return { outcome: site.status };
  if (isDisabled(site.head[0], ruleFor(site.refusal?.reason))) return { outcome: 'left' };
  if (site.refusal) return { outcome: 'refused', refusal: site.refusal };
  const refusal = site.otherEnd && otherEnds !== 'postpone' ? otherEnds(site.otherEnd) : undefined;
  return refusal ? { outcome: 'refused', refusal } : { outcome: 'edited' };
}
