/** The migration of one text, without files: the bin, its worker threads and the jscodeshift transform share it. */
import {
  applyEdits,
  findLaunchSites,
  planEdits,
  planReceiver,
  type LaunchConfig,
  type LaunchSite,
  type Refusal,
  type ModuleKind,
  type OtherModules,
  type OtherEnd,
  type TextEdit,
} from '@parent-overrides/launch-sites';
import { disableComments } from '../parse/disable-comments.ts';
import { lineStarts } from '@parent-overrides/project-modules/line-starts';
import { parseSource, type ParsedSource } from '@parent-overrides/project-modules';
import type { FileTypes } from '../types/file-types.ts';
import { verdictOn, type LookAtOtherEnd, type Outcome, type Verdict } from './verdict.ts';
import { whoseLaunch, type WhoseLaunch } from './says-whose.ts';

/** One launch site, as the reports show it. */
export interface SiteReport extends WhoseLaunch {
  readonly launcher: string;
  readonly kind: LaunchSite['kind'];
  readonly loss: LaunchSite['loss'];
  readonly callee: string;
  readonly wrapper: LaunchSite['wrapper'];
  /** One-based, in the text as it was before the edit. */
  readonly line: number;
  readonly column: number;
  readonly outcome: Outcome;
  /** Set when `outcome` is `refused`. */
  readonly refusal?: Refusal;
  /** Set for a launch with two ends: the worker file, as written. */
  readonly workerFile?: string;
}

export interface TextRequest {
  readonly filename: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly config: LaunchConfig;
  readonly moduleKind?: ModuleKind | undefined;
  /** The answers about what the file imports from the project's other files. */
  readonly modules?: OtherModules | undefined;
  /** What a TypeScript program says of the text. */
  readonly types?: FileTypes | undefined;
  /** Ids of the launchers to look at; absent for all. */
  readonly only?: readonly string[] | undefined;
  /** The exports of this file that must receive what launches elsewhere pack. */
  readonly receivers?: readonly OtherEnd[];
  readonly otherEnds: LookAtOtherEnd;
}

export interface Migration {
  readonly text: string;
  /** What leads from the old text to the new one; absent where that took several steps. */
  readonly edits?: readonly TextEdit[];
  readonly sites: readonly SiteReport[];
  /** Exports that receive since this migration. */
  readonly received: readonly OtherEnd[];
  /** Not empty: nothing was edited yet, because these other ends have to be looked at first. */
  readonly postponed: readonly OtherEnd[];
}

/** The edited text is not what the analysis promised, so it must not be written. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/**
 * Wrap every launch in a text that can be wrapped safely, then read the result again and make sure of it.
 *
 * @throws {import('@parent-overrides/project-modules').ParseError} when the text does not parse
 * @throws {MigrationError} when the edited text does not parse, or something fixable is left in it
 */
export function migrateText(request: TextRequest): Migration {
  const plan = planMigration(request);
  // The first tree is out of reach by now: of a large file, two would be too many.
  if (plan.text !== request.text) verify({ ...request, types: plan.types }, plan);
  return plan;
}

interface Plan extends Migration {
  /** The launches as they were. */
  readonly before: readonly LaunchSite[];
  /** Indices of those that are wrapped. */
  readonly chosen: ReadonlySet<number>;
  /** Of the new text. */
  readonly types: FileTypes | undefined;
}

function planMigration(request: TextRequest): Plan {
  const { text, config, otherEnds } = request;
  const source = parse(request, text);
  const before = findLaunchSites(source, config);
  const verdicts = judge(request, source, before);
  const chosen = before.flatMap((_, index) => (verdicts[index]?.outcome === 'edited' ? [index] : []));
  let { types } = request;
  const plan = { before, chosen: new Set(chosen), types, sites: siteReports(source, before, verdicts) };

  if (otherEnds === 'postpone') {
    const postponed = chosen.flatMap((index) => before[index]?.otherEnd ?? []);
    if (postponed.length > 0) return { ...plan, text, received: [], postponed };
  }

  // One receiver at a time, each planned on the text that the last one left: they share one import.
  let current = source;
  const received = (request.receivers ?? []).filter((otherEnd) => {
    const receiver = planReceiver(current, config, otherEnd);
    if (receiver.status === 'refused') throw new MigrationError(receiver.refusal.advice);
    if (receiver.status === 'receives') return false;
    types = types?.after(receiver.edit);
    current = reparse({ ...request, types }, applyEdits(current.text, receiver.edit));
    return true;
  });

  const sites = current === source ? before : sameSites(current, config, before);
  const wrapped = sites.filter((_, index) => plan.chosen.has(index));
  const edits = planEdits(current, config, wrapped);
  const result = {
    ...plan,
    ...{ text: applyEdits(current.text, edits), types: types?.after(edits), received, postponed: [] },
  };
  return current === source ? { ...result, edits } : result;
}

function judge(request: TextRequest, source: ParsedSource, sites: readonly LaunchSite[]): Verdict[] {
  const isDisabled = disableComments(source.comments, () => lineStarts(source.text));
  return sites.map((site) => verdictOn(site, request, isDisabled));
}

function siteReports(
  source: ParsedSource,
  sites: readonly LaunchSite[],
  verdicts: readonly Verdict[],
): SiteReport[] {
  if (sites.length === 0) return [];
  const lines = lineStarts(source.text);
  return sites.flatMap((site, index) => {
    const verdict = verdicts[index];
    if (!verdict || verdict.outcome === 'not-asked') return [];
    const { outcome, refusal } = verdict;
    const { launcher, kind, loss, callee, wrapper, otherEnd } = site;
    return {
      ...{ launcher, kind, loss, callee, wrapper, ...lines.position(site.head[0]), outcome },
      ...whoseLaunch(site, (offset) => lines.position(offset)),
      ...(refusal && { refusal }),
      ...(otherEnd && { workerFile: otherEnd.file }),
    };
  });
}

function verify(request: TextRequest, { text, before, chosen }: Plan): void {
  const source = reparse(request, text);
  const after = sameSites(source, request.config, before);
  for (const [index, site] of before.entries()) {
    const expected = chosen.has(index) ? 'wrapped' : site.status;
    const actual = after[index]?.status;
    if (actual === expected) continue;
    const { line, column } = lineStarts(request.text).position(site.head[0]);
    throw new MigrationError(
      `${line}:${column} after the edit, \`${site.callee}\` is ${actual}, not ${expected}`,
    );
  }
  for (const otherEnd of request.receivers ?? []) {
    if (planReceiver(source, request.config, otherEnd).status !== 'receives') {
      throw new MigrationError(`after the edit, the export \`${otherEnd.exportName}\` does not receive`);
    }
  }
}

/** The launches of an edited text, which must be those of the text before: wrapping adds and removes none. */
function sameSites(source: ParsedSource, config: LaunchConfig, before: readonly LaunchSite[]): LaunchSite[] {
  const sites = findLaunchSites(source, config);
  if (sites.length !== before.length || sites.some((site, i) => site.launcher !== before[i]?.launcher)) {
    throw new MigrationError('the edited text does not hold the same launches as before');
  }
  return sites;
}

function parse({ filename, moduleKind, modules, types }: TextRequest, text: string): ParsedSource {
  return parseSource(filename, text, moduleKind, modules, types?.answers);
}

function reparse(request: TextRequest, text: string): ParsedSource {
  try {
    return parse(request, text);
  } catch (error) {
    throw new MigrationError(`the edited text does not parse: ${(error as Error).message}`);
  }
}
