import type pc from 'picocolors';
import { saysWhose } from '../migrate/says-whose.ts';
import { sentenceOn } from '../stores/undecided.ts';
import type { Report, ReportedFile } from './report.ts';

export interface TextOptions {
  readonly colors: ReturnType<typeof pc.createColors>;
  /** Also every launch that needed nothing, and every edit by line. */
  readonly verbose: boolean;
  readonly check: boolean;
  /** With `check`: what is left to do by hand does not count. */
  readonly allowManual: boolean;
  /** The launchers that were asked for. */
  readonly only?: readonly string[] | undefined;
}

/** The report for people: what happened to each file, what is left to do by hand, and the next step. */
export function textReport(report: Report, options: TextOptions): string {
  const parts = [
    changes(report, options),
    refusals(report, options),
    failures(report, options),
    summary(report, options),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function changes(report: Report, options: TextOptions): string {
  const { colors } = options;
  const lines = report.files.flatMap((file) => {
    const shown = options.verbose ? details(file, options) : [];
    if (file.status !== 'changed' && shown.length === 0) return [];
    const edited = file.sites.filter((site) => site.outcome === 'edited').length;
    const did = [
      ...(edited > 0 ? [`${plural(edited, 'launch', 'launches')} wrapped`] : []),
      ...file.received.map(({ exportName, messages, launchFiles }) => {
        const receives = messages
          ? 'its message handler'
          : exportName === undefined
            ? 'the worker entry'
            : `export ${exportName}`;
        return `${receives} receives from ${launchFiles.join(', ')}`;
      }),
    ];
    return [`${colors.bold(file.file)}  ${colors.green(did.join('; '))}`.trimEnd(), ...shown];
  });
  return lines.join('\n');
}

const WORDS = {
  edited: 'wrapped in',
  refused: 'not edited:',
  left: 'left, as a comment asks:',
  wrapped: 'already wrapped in',
  detached: 'detached on purpose:',
  exempt: 'runs no user code:',
} as const;

function details(file: ReportedFile, { colors }: TextOptions): string[] {
  return file.sites.map((site) => {
    const place = colors.dim(`${site.line}:${site.column}`.padEnd(8));
    const line = `  ${place} ${site.callee}  ${colors.dim(`${WORDS[site.outcome]} ${site.wrapper}`)}`;
    return saysWhose(site).reduce((text, says) => `${text}\n${' '.repeat(12)}${colors.dim(says)}`, line);
  });
}

function refusals(report: Report, { colors }: TextOptions): string {
  const lines = report.files.flatMap((file) =>
    file.sites.flatMap((site) => {
      if (site.outcome !== 'refused') return [];
      const place = `${file.file}:${site.line}:${site.column}`;
      return [`${colors.bold(place)}  ${site.callee}`, `  ${site.advice}`];
    }),
  );
  const stores = report.stores.flatMap((store) => [sentenceOn(store), store.advice, '']);
  if (lines.length + stores.length === 0) return '';
  return [colors.yellow('To do by hand:'), ...lines, ...stores].join('\n').trimEnd();
}

function failures(report: Report, { colors }: TextOptions): string {
  const lines = report.files.flatMap((file) => {
    if (file.error === undefined) return [];
    return `${colors.bold(file.file)}  ${file.error}`;
  });
  if (lines.length === 0) return '';
  return [colors.red('Failed, and left as they were:'), ...lines].join('\n');
}

function summary(report: Report, options: TextOptions): string {
  const { summary: sum, written, stores, install, notes } = report;
  const { bold } = options.colors;
  const lines: string[] = [];
  if (sum.changed > 0) {
    const verb = written ? 'Wrapped' : 'Would wrap';
    const files = `in ${plural(sum.changed, 'file', 'files')}`;
    lines.push(bold(`${verb} ${plural(sum.edited, 'launch', 'launches')} ${files}.`));
  } else {
    lines.push(bold('Nothing to change.'), whyNothing(report, options));
  }
  const rest = [
    ...(sum.refused > 0 ? [`${sum.refused} to do by hand`] : []),
    ...(stores.length > 0 ? [`${plural(stores.length, 'store', 'stores')} to adopt by hand`] : []),
    ...(sum.left > 0 ? [`${sum.left} left as a comment asks`] : []),
    ...(sum.detached > 0 ? [`${sum.detached} detached on purpose`] : []),
    ...(sum.wrapped > 0 ? [`${sum.wrapped} already wrapped`] : []),
    ...(sum.failed > 0 ? [`${plural(sum.failed, 'file', 'files')} failed`] : []),
    ...(sum.skipped > 0 ? [`${plural(sum.skipped, 'file', 'files')} left out by the ESLint config`] : []),
  ];
  if (rest.length > 0) lines.push(`${rest.join(', ')}.`);
  lines.push(
    `${plural(sum.files, 'file', 'files')} read, ${sum.candidates} with a launcher's name, in ${report.seconds.toFixed(1)} s.`,
  );
  lines.push(...notes.map((note) => `Note: ${note}`));
  // What was written runs once the runtime is there.
  for (const { directory, command } of install) {
    lines.push(`Next: ${command}${directory === '.' ? '' : `   (in ${directory})`}`);
  }
  lines.push(...nextSteps(report, options).map((step) => `Next: ${step}`));
  return lines.join('\n');
}

function nextSteps(report: Report, { check, allowManual }: TextOptions): string[] {
  const { summary, written } = report;
  return [...nextEdits(summary, written, check), ...nextByHand(report, check && !allowManual)];
}

/** Why a check fails although there is nothing that the codemod could write. */
function nextByHand({ summary: { refused }, stores }: Report, fails: boolean): string[] {
  return refused + stores.length > 0 && fails
    ? ['do by hand what is listed above; with --allow-manual the check passes without.']
    : [];
}

function nextEdits(sum: Report['summary'], written: boolean, check: boolean): string[] {
  if (sum.changed > 0 && check) return ['run the codemod without --check to wrap them.'];
  if (sum.changed > 0 && !written) return ['run the same command without --dry-run and --diff to write it.'];
  if (sum.changed > 0) return ['review the diff, then run your formatter, type check and tests.'];
  return [];
}

function whyNothing({ summary: sum }: Report, { only }: TextOptions): string {
  const asked = only ? ` of ${only.join(', ')}` : '';
  if (sum.failed > 0 && sum.sites === 0) return 'The files that name a launcher failed; see above.';
  if (sum.skipped === sum.files) {
    return 'The ESLint config leaves out every file: it ignores it, or does not switch parent-overrides/require-wrapper on for it.';
  }
  if (sum.candidates === 0)
    return 'No file that was read names a launcher that the preset looks for; what no row of the table describes is none.';
  if (sum.sites === 0) {
    return `A launcher's name occurs, but no launch${asked} that counts: a method or function of the same name is none, and the preset leaks leaves out what cannot run as another task.`;
  }
  if (sum.refused > 0) return 'What is not wrapped yet has to be done by hand, each for the reason above.';
  return `Every launch${asked} that was found is wrapped already, or left on purpose.`;
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
