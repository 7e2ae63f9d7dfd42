/** Whose launch is it, as reports show it: who fills the queue, how long the Worker lives, and where that shows. */
import type { LaunchSite, Range } from '@parent-overrides/launch-sites';

/** An answer to "whose launch is it?": a clause that says why, and the place that shows it. */
export interface Whose<Answer> {
  readonly is: Answer;
  readonly because: string;
  readonly line: number;
  readonly column: number;
}

/** What a report has of it, beside the launch. */
export interface WhoseLaunch {
  /** Who can fill the queue, limiter or pool. */
  readonly owner?: Whose<NonNullable<LaunchSite['owner']>['is']>;
  /** How long a Worker lives. */
  readonly lifetime?: Whose<NonNullable<LaunchSite['lifetime']>['is']>;
}

/** @param position one-based, of an offset in the text */
export function whoseLaunch(
  { owner, lifetime }: Pick<LaunchSite, 'owner' | 'lifetime'>,
  position: (offset: number) => { line: number; column: number },
): WhoseLaunch {
  const shown = <Answer>({ at, ...whose }: { is: Answer; because: string; at: Range }): Whose<Answer> => ({
    ...whose,
    ...position(at[0]),
  });
  return { ...(owner && { owner: shown(owner) }), ...(lifetime && { lifetime: shown(lifetime) }) };
}

const OWNERS = {
  'one-caller': 'One caller fills it',
  'shared-by-callers': 'Many callers can fill it',
} as const;

const LIFETIMES = {
  'one-shot': 'The Worker is for this launch',
  'long-lived': 'The Worker outlives this launch',
} as const;

/** In sentences. A Worker's lifetime says what its owner would. */
export function saysWhose({ owner, lifetime }: WhoseLaunch): string[] {
  if (lifetime) return [sentence(LIFETIMES[lifetime.is], lifetime)];
  return owner ? [sentence(OWNERS[owner.is], owner)] : [];
}

function sentence(answer: string, { because, line, column }: Whose<string>): string {
  return `${answer}: ${because} (at ${line}:${column}).`;
}
