/** Why the analysis took a call for a launch, or did not: plain data, made when somebody asks about that call. */
import type { LaunchSite } from '../vocabulary/launch-site.ts';
import type { Range } from '../vocabulary/source.ts';

/** A sentence for people, a word for programs, and the places in the text that it speaks of. */
export interface Because {
  readonly reason: string;
  readonly says: string;
  readonly at: readonly Range[];
}

/** One step on the way from what is called to where its value comes from. */
export interface ValueStep {
  readonly range: Range;
  /** The source there, on one line and shortened. */
  readonly text: string;
  /** What the analysis takes it for, in words. */
  readonly says: string;
  /** The files, absolute, that the value came through, nearest first: the last one makes it, or passes on a package. */
  readonly through?: readonly string[];
  /** The value's path (`m:p-queue#|new.add`), where it comes from outside the file. */
  readonly path?: string;
  /** Present where nothing is known of the value, at the step that the others depend on: why. */
  readonly stop?: Because;
}

/** A row of the launcher table that the call could be, by its name, or is. */
export interface RowExplanation {
  readonly launcher: string;
  readonly preset: 'recommended' | 'strict';
  /** Is it looked for with these settings? */
  readonly isOn: boolean;
  /** Is it the row of this call? */
  readonly isMatch: boolean;
  /** Where a file gets the launcher from, and whether this file's text names that. */
  readonly origins: readonly { readonly says: string; readonly isNamed: boolean }[];
  /** How this file can reach it, or why it cannot. */
  readonly says: string;
  /** How it was established what is lost there. */
  readonly evidence: string;
}

/** One launch of the call, and why it has the status that it has. */
export interface LaunchExplanation {
  readonly site: LaunchSite;
  /** `at` are the calls of wrappers that decided. */
  readonly status: Because;
}

/** Everything that is known about one call or construction. */
export interface CallExplanation {
  /** What is called, as written, on one line and shortened. */
  readonly callee: string;
  /** The call or construction. */
  readonly range: Range;
  /** Where its name stands: of `queue.add(...)` the `add`, of a construction the `new`. */
  readonly name: Range;
  readonly isLaunch: boolean;
  /** Why it is one, or is none. */
  readonly because: Because;
  readonly rows: readonly RowExplanation[];
  /** From the callee to where its value comes from. */
  readonly steps: readonly ValueStep[];
  /** How many more steps there are than `steps` holds. */
  readonly moreSteps: number;
  /** Empty where it is none; `queue.addAll([f, g])` has two. */
  readonly launches: readonly LaunchExplanation[];
}
