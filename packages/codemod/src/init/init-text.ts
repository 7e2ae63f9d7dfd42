/** What `init` says, for people. */
import type pc from 'picocolors';
import { unifiedDiff } from '../migrate/unified-diff.ts';
import type { Report } from '../report/report.ts';
import type { Fact, Project } from './look.ts';
import type { Command, Plan } from './plan.ts';

type Colors = ReturnType<typeof pc.createColors>;

export interface Prepared {
  readonly project: Project;
  readonly plan: Plan;
  /** Of a dry run over the project; undefined where there is no source file. */
  readonly report: Report | undefined;
  readonly show: (file: string) => string;
}

export function initText({ project, plan, report, show }: Prepared, { bold }: Colors): string {
  const { edit } = plan;
  const patch = edit && unifiedDiff(show(edit.file), edit.before.text, edit.after, edit.before);
  return [
    `${bold(`In ${show(project.directory)}`)}\n${foundLines(project, plan, report).join('\n')}`,
    section(
      bold('To install'),
      plan.commands.map((command) => `  ${shownCommand(command, show)}`),
    ),
    section(bold('To write'), patch === undefined ? [] : [patch.trimEnd()]),
    section(bold('By hand'), plan.byHand.length > 0 ? [plan.byHand.join('\n\n')] : []),
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines].join('\n');
}

export function shownCommand({ command, args, directory }: Command, show: (file: string) => string): string {
  const at = show(directory);
  return `${[command, ...args].join(' ')}${at === '.' ? '' : `   (in ${at})`}`;
}

function foundLines(project: Project, { preset }: Plan, report: Report | undefined): string[] {
  const { framework, language, linter, modules, packageManager, stores, root, directory } = project;
  const of = ({ what, why }: Fact): string => `${what} (${why})`;
  const entries: [string, string][] = [
    ['framework', of(framework)],
    ['language', of(language)],
    ['modules', of(modules)],
    ['packages by', of(packageManager)],
    ...(root === directory ? [] : ([['workspace', 'a package of one']] satisfies [string, string][])),
    ...(project.isWorkspaceRoot ? ([['workspace', 'its root']] satisfies [string, string][]) : []),
    ['linter', linter.what],
    ['stores', storesOf(stores)],
    ['launches', launchesOf(report)],
    [
      'preset',
      `${preset.name}${preset.typed ? 'TypeChecked' : ''}, because ${preset.why}${preset.typed ? ', and the config has types' : ''}`,
    ],
  ];
  return entries.map(([name, value]) => `  ${name.padEnd(13)}${value}`);
}

const MOST_STORES = 5;

function storesOf({ packages, own, settings }: Project['stores']): string {
  const places = own.map(({ file, line }) => `new AsyncLocalStorage at ${file}:${line}`);
  const shown = places.slice(0, MOST_STORES);
  if (places.length > shown.length) shown.push(`${places.length - shown.length} more`);
  const all = [...packages.map((name) => `${name} (package.json)`), ...shown];
  if (settings !== undefined) all.push(`defineSettings at ${settings}`);
  return all.length === 0 ? 'none' : all.join(', ');
}

const MOST_LAUNCHES = 5;

function launchesOf(report: Report | undefined): string {
  if (!report) return 'no source file yet';
  const places = (outcome: string): string[] =>
    report.files.flatMap(({ file, sites }) =>
      sites.filter((site) => site.outcome === outcome).map(({ line }) => `${file}:${line}`),
    );
  const receivers = report.files.filter(({ received }) => received.length > 0).map(({ file }) => file);
  return [
    counted(places('edited'), 'to wrap') ?? 'none to wrap',
    counted(receivers, 'to receive'),
    counted(places('refused'), 'by hand'),
  ]
    .filter((part) => part !== undefined)
    .join('; ');
}

function counted(places: readonly string[], what: string): string | undefined {
  if (places.length === 0) return undefined;
  const more = places.length > MOST_LAUNCHES ? ', ...' : '';
  return `${places.length} ${what} (${places.slice(0, MOST_LAUNCHES).join(', ')}${more})`;
}
