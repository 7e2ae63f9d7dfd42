/** The explanation for people. */
import type pc from 'picocolors';
import { WIDEST_COLUMN } from '../bounds.ts';
import { saysWhose } from '../migrate/says-whose.ts';
import type {
  ExplainedCall,
  ExplainedLaunch,
  ExplainedBecause,
  ExplainReport,
  Position,
} from './explain-report.ts';

type Colors = ReturnType<typeof pc.createColors>;

/** @param widest what is longer pushes the words beside it to the next line; 0 for where there is no room for columns */
export function explainText(
  { file, skipped, notes = [], calls }: ExplainReport,
  colors: Colors,
  widest = WIDEST_COLUMN,
): string {
  if (skipped !== undefined) return `${colors.bold(file)}  A run leaves this file out: ${skipped}.\n`;
  const parts = [
    ...calls.map((call) => explainedCall(file, call, colors, widest)),
    ...notes.map((note) => `Note: ${note}`),
  ];
  return parts.map((part) => `${part}\n`).join('\n');
}

function explainedCall(file: string, call: ExplainedCall, colors: Colors, widest: number): string {
  const { callee, isLaunch, because, launches } = call;
  const head = `${colors.bold(`${file}:${place(call)}`)}  ${callee}`;
  const verdict = `${isLaunch ? colors.yellow('A launch.') : colors.green('No launch.')} ${sentence(because, isLaunch)}`;
  return [
    `${head}\n${verdict}`,
    section('What is called', steps(call, colors, widest), colors),
    section('Rows of the launcher table', rows(call, colors, widest), colors),
    ...launches.map((launch) => launchText(launch, colors)),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function section(title: string, lines: readonly string[], { bold }: Colors): string {
  return lines.length === 0 ? '' : [bold(title), ...lines.map((line) => `  ${line}`)].join('\n');
}

/** Where each thing stands that a sentence speaks of. */
function sentence({ says, at }: ExplainedBecause, isPlain = false): string {
  return isPlain || at.length === 0 ? says : `${says.replace(/\.$/, '')} (at ${at.map(place).join(', ')}).`;
}

function place({ line, column }: Position): string {
  return `${line}:${column}`;
}

/** A table of two columns; the second goes below a first one that is too wide. */
function table(entries: readonly (readonly [left: string, right: string])[], widest: number): string[] {
  const width = Math.max(0, ...entries.map(([left]) => left.length).filter((length) => length <= widest));
  return entries.flatMap(([left, right]) =>
    left.length <= widest ? [`${left.padEnd(width)}  ${right}`] : [left, `${' '.repeat(width)}  ${right}`],
  );
}

function steps({ steps: all, moreSteps }: ExplainedCall, { yellow }: Colors, widest: number): string[] {
  const entries = all.map((step) => {
    const words = step.stop
      ? yellow(`stops here: ${sentence({ ...step.stop, says: `${step.stop.says}.` })}`)
      : [step.says, ...(step.through ?? []).map((file) => `through ${file}`)].join(', ');
    return [`${place(step).padEnd(6)}  ${step.text}`, words] as const;
  });
  return [...table(entries, widest), ...(moreSteps > 0 ? [`and ${moreSteps} more`] : [])];
}

function rows({ rows: all }: ExplainedCall, { green }: Colors, widest: number): string[] {
  return table(
    all.map(({ launcher, isMatch, says, evidence }) => [
      launcher,
      isMatch ? `${green('this one:')} ${says}. ${evidence}` : `${says}.`,
    ]),
    widest,
  );
}

const TITLES = {
  edited: 'To wrap',
  refused: 'To do by hand',
  left: 'Left, as a comment asks',
  wrapped: 'Wrapped',
  detached: 'Detached',
  exempt: 'Exempt',
  'not-asked': 'Not looked at',
} as const;

function launchText(launch: ExplainedLaunch, colors: Colors): string {
  const { outcome, because, diff } = launch;
  const lines = [`${place(launch)}  ${sentence(because)}`, ...saysWhose(launch)];
  const patch = diff?.trimEnd().split('\n') ?? [];
  return section(TITLES[outcome], [...lines, ...patch], colors);
}
