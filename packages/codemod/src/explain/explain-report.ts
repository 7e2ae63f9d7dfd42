/** The explanation as data: what `explain --json` prints (see explain.schema.json) and what the text is made from. */
import type {
  CallExplanation,
  LaunchExplanation,
  LaunchSite,
  Range,
  Because,
  RowExplanation,
  ValueStep,
} from '@parent-overrides/launch-sites';
import type { Verdict } from '../migrate/verdict.ts';
import type { LineStarts } from '@parent-overrides/project-modules/line-starts';
import { whoseLaunch, type WhoseLaunch } from '../migrate/says-whose.ts';

/** One-based, as reports count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface ExplainedBecause extends Omit<Because, 'at'> {
  readonly at: readonly Position[];
}

export interface ExplainedStep extends Omit<ValueStep, 'range' | 'stop'>, Position {
  readonly stop?: ExplainedBecause;
}

/** `edited`: a run would edit it. The rest as in the report of a run; `not-asked`: `--only` leaves it out. */
export interface ExplainedLaunch extends Position, WhoseLaunch {
  readonly launcher: string;
  readonly kind: LaunchSite['kind'];
  readonly loss: LaunchSite['loss'];
  readonly wrapper: LaunchSite['wrapper'];
  readonly outcome: Verdict['outcome'];
  readonly because: ExplainedBecause;
  /** For a launch with two ends: the worker file, as written. */
  readonly workerFile?: string;
  /** With `edited`: a patch of this launch alone, of both its ends where it has two. */
  readonly diff?: string;
}

export interface ExplainedCall extends Position {
  readonly callee: string;
  readonly isLaunch: boolean;
  readonly because: ExplainedBecause;
  readonly rows: readonly RowExplanation[];
  readonly steps: readonly ExplainedStep[];
  /** How many steps more there are. */
  readonly moreSteps: number;
  readonly launches: readonly ExplainedLaunch[];
}

export interface ExplainReport {
  readonly version: 1;
  /** Relative to where the command ran, with forward slashes. */
  readonly file: string;
  /** Why a run would leave the file out, if it would. */
  readonly skipped?: string;
  /** What of the answer is not as it was asked for. */
  readonly notes?: readonly string[];
  readonly calls: readonly ExplainedCall[];
}

/** What the codemod adds to what the analysis says about a launch. */
export type Outcome = Pick<ExplainedLaunch, 'outcome' | 'diff'> & { readonly because: Because };

export function explainedCall(
  call: CallExplanation,
  lines: LineStarts,
  outcomeOf: (launch: LaunchExplanation) => Outcome,
  show: (file: string) => string = (file) => file,
): ExplainedCall {
  const at = ([start]: Range): Position => lines.position(start);
  const because = ({ reason, says, at: places }: Because): ExplainedBecause => ({
    ...{ reason, says },
    at: places.map(at),
  });
  const { callee, isLaunch, rows, moreSteps } = call;
  return {
    ...{ callee, ...at(call.name), isLaunch, because: because(call.because), rows },
    steps: call.steps.map(({ range, stop, through, ...step }) => ({
      ...at(range),
      ...step,
      ...(through && { through: through.map(show) }),
      ...(stop && { stop: because(stop) }),
    })),
    moreSteps,
    launches: call.launches.map((launch) => {
      const { launcher, kind, loss, wrapper, head, otherEnd } = launch.site;
      const own = outcomeOf(launch);
      return {
        ...{ launcher, kind, loss, wrapper, ...at(head), ...own, because: because(own.because) },
        ...whoseLaunch(launch.site, (offset) => lines.position(offset)),
        ...(otherEnd && { workerFile: otherEnd.file }),
      };
    }),
  };
}
