/** The report as data: what `--json` prints (see report.schema.json) and what the text is made from. */
import type { InstallCommand } from './install-command.ts';
import type { FileResult } from '../migrate/migrate-file.ts';
import type { SiteReport } from '../migrate/migrate-text.ts';
import type { UndecidedStore } from '../stores/undecided.ts';
import type { Pair } from '../migrate/pair-ends.ts';

export interface ReportedSite extends Omit<SiteReport, 'refusal'> {
  /** Set when `outcome` is `refused`: a word for programs, and a sentence on what to do by hand. */
  readonly reason?: string;
  readonly advice?: string;
}

export interface ReportedFile {
  /** Relative to where the command ran. */
  readonly file: string;
  readonly status: 'changed' | 'unchanged' | 'failed';
  readonly error?: string;
  readonly sites: readonly ReportedSite[];
  /** What receives from now on, and the files whose launches pack for it. */
  readonly received: readonly Received[];
  readonly diff?: string;
}

export interface Received {
  /** The handler's export; absent for a web Worker, which imports the worker entry instead, and for `messages`. */
  readonly exportName?: string;
  /** A thread that serves many launches: its handlers of messages receive. */
  readonly messages?: true;
  readonly launchFiles: readonly string[];
}

export interface Summary {
  /** Files that were looked at. */
  readonly files: number;
  /** Files that the ESLint config leaves out. */
  readonly skipped: number;
  /** Files whose text names a launcher. */
  readonly candidates: number;
  readonly changed: number;
  readonly failed: number;
  readonly sites: number;
  readonly edited: number;
  readonly refused: number;
  readonly left: number;
  readonly wrapped: number;
  readonly detached: number;
  readonly exempt: number;
}

export interface Report {
  readonly version: 1;
  /** False for `--dry-run`, `--check` and `--diff`: then `changed` means "would change". */
  readonly written: boolean;
  readonly summary: Summary;
  /** Files with a launch, a change or an error. */
  readonly files: readonly ReportedFile[];
  /** Stores that do not go along where work leaves its thread, because nobody has said that they may. */
  readonly stores: readonly UndecidedStore[];
  readonly install: readonly InstallCommand[];
  readonly notes: readonly string[];
  readonly seconds: number;
}

interface ReportInput {
  readonly results: readonly FileResult[];
  readonly pairs: readonly Pair[];
  readonly written: boolean;
  readonly selected: number;
  readonly skipped: number;
  readonly stores: readonly UndecidedStore[];
  readonly install: readonly InstallCommand[];
  readonly notes: readonly string[];
  readonly seconds: number;
  readonly show: (file: string) => string;
}

export function buildReport(input: ReportInput): Report {
  const { results, written, stores, install, notes } = input;
  const files = results
    .map((result) => reportFile(result, input))
    .filter((file) => file.status !== 'unchanged' || file.sites.length > 0);
  const sites = files.flatMap((file) => file.sites);
  const count = (outcome: SiteReport['outcome']): number =>
    sites.filter((site) => site.outcome === outcome).length;
  return {
    version: 1,
    written,
    summary: {
      files: input.selected,
      skipped: input.skipped,
      candidates: results.filter((result) => result.candidate).length,
      changed: files.filter((file) => file.status === 'changed').length,
      failed: files.filter((file) => file.status === 'failed').length,
      sites: sites.length,
      edited: count('edited'),
      refused: count('refused'),
      left: count('left'),
      wrapped: count('wrapped'),
      detached: count('detached'),
      exempt: count('exempt'),
    },
    files,
    stores,
    install,
    notes,
    seconds: Math.round(input.seconds * 1000) / 1000,
  };
}

function reportFile(result: FileResult, { pairs, show }: ReportInput): ReportedFile {
  const { file, error, change } = result;
  const launchFiles = pairs.filter((pair) => pair.workerFile === file).map((pair) => show(pair.launchFile));
  return {
    file: show(file),
    status: error !== undefined ? 'failed' : change ? 'changed' : 'unchanged',
    ...(error !== undefined && { error }),
    // A file that failed was not edited, whatever was planned for its launches.
    sites: error !== undefined ? [] : result.sites.map(reportSite),
    received: change
      ? result.received.map(({ receive, exportName }) => ({
          ...(receive === 'handler' && { exportName }),
          ...(receive === 'messages' && { messages: true as const }),
          launchFiles: [...new Set(launchFiles)],
        }))
      : [],
    ...(change?.diff !== undefined && { diff: change.diff }),
  };
}

function reportSite({ refusal, ...site }: SiteReport): ReportedSite {
  return refusal ? { ...site, reason: refusal.reason, advice: refusal.advice } : site;
}
