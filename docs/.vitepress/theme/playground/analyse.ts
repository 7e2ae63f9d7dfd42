/** What the packages say about one text: the same analysis, rules' sentences, explanation and edits, without files. */
import {
  applyEdits,
  explainCall,
  launchingAssignments,
  findLaunchSites,
  planEdits,
  resolveConfig,
  type LaunchConfig,
  type LaunchSite,
} from '../../../../packages/launch-sites/src/index.ts';
import { presets } from '../../../../packages/eslint-plugin/src/configs.ts';
import {
  advice,
  lateCaptureMessages,
  lossMessage,
  lossMessages,
  moduleScopeMessages,
} from '../../../../packages/eslint-plugin/src/messages.ts';
import { explainedCall } from '../../../../packages/codemod/src/explain/explain-report.ts';
import { explainText } from '../../../../packages/codemod/src/explain/explain-text.ts';
import { outcomesWith } from '../../../../packages/codemod/src/explain/launch-outcome.ts';
import { callsAt } from '../../../../packages/codemod/src/explain/place.ts';
import { unifiedDiff } from '../../../../packages/codemod/src/migrate/unified-diff.ts';
import { verdictOn, type Verdict } from '../../../../packages/codemod/src/migrate/verdict.ts';
import { disableComments, ruleFor } from '../../../../packages/codemod/src/parse/disable-comments.ts';
import { lineStarts, type LineStarts } from '../../../../packages/project-modules/src/parse/line-starts.ts';
import { UsageError } from '../../../../packages/codemod/src/usage-error.ts';
import { parseText, UnreadableText, type ParsedText } from './parse.ts';

/** A report of the rule, at offsets of the text. */
export interface Problem {
  readonly from: number;
  readonly to: number;
  /** One-based, as ESLint prints it. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly rule: string;
}

export interface Analysis {
  /** What is wrong with the text itself, if it could not be read; then the rest is empty. */
  readonly unreadable?: Problem;
  readonly problems: readonly Problem[];
  /** How many launches there are, in whatever state. */
  readonly launches: number;
  /** The codemod's edit as a patch; empty where it changes nothing. */
  readonly diff: string;
  /** Worker files, as written, that the codemod would edit as well. */
  readonly workerFiles: readonly string[];
  /** What `explain` prints about the call at an offset. */
  explainAt(offset: number): string;
}

export interface Question {
  readonly filename: string;
  readonly text: string;
  readonly preset: string;
}

/** The page has one file: it asks as if the other end could be edited, and says which file that is. */
const OTHER_END_IS_FINE = (): undefined => undefined;

/** The presets that need no types: a page has none. */
export function presetNames(): string[] {
  return Object.entries(presets()).flatMap(([name, preset]) => (settingsOf(preset).typed ? [] : [name]));
}

function settingsOf(preset: { settings?: object }): Parameters<typeof resolveConfig>[0] & object {
  return Object.values(preset.settings ?? {})[0] as object;
}

function configOf(name: string): LaunchConfig {
  const all: Record<string, { settings?: object }> = presets();
  return resolveConfig(settingsOf(all[name] ?? all['recommended'] ?? {}), `the preset ${name}`);
}

export function analyse({ filename, text, preset }: Question): Analysis {
  let source;
  try {
    source = parseText(filename, text);
  } catch (error) {
    return { ...NOTHING, unreadable: unreadable(error, lineStarts(text)) };
  }
  const config = configOf(preset);
  const lines = lineStarts(text);
  const isDisabled = disableComments(source.comments, () => lines);
  const sites = findLaunchSites(source, config);
  const judged = sites.map((site): Judged => {
    return { site, verdict: verdictOn(site, { otherEnds: OTHER_END_IS_FINE }, isDisabled) };
  });
  const edited = judged.flatMap(({ site, verdict }) => (verdict.outcome === 'edited' ? [site] : []));
  const migrated = applyEdits(text, planEdits(source, config, edited));
  return {
    problems: judged
      .filter(({ verdict: { outcome } }) => outcome === 'edited' || outcome === 'refused')
      .map(({ site }) => problemOf(site, config, lines)),
    launches: judged.length,
    diff: migrated === text ? '' : unifiedDiff(filename, text, migrated),
    workerFiles: [...new Set(edited.flatMap(({ otherEnd }) => otherEnd?.file ?? []))],
    explainAt: (offset) => explainAt({ source, lines, config, sites }, offset),
  };
}

interface Judged {
  readonly site: LaunchSite;
  readonly verdict: Verdict;
}

const NOTHING = { problems: [], launches: 0, diff: '', workerFiles: [], explainAt: () => '' };

/** Only the text can be to blame here: whatever the parser or the scopes throw is said at its place. */
function unreadable(error: unknown, lines: LineStarts): Problem {
  const offset = error instanceof UnreadableText ? error.offset : 0;
  const message =
    error instanceof RangeError ? 'It is nested too deeply to be analysed.' : (error as Error).message;
  return { from: offset, to: offset + 1, ...lines.position(offset), message, rule: 'syntax' };
}

function problemOf(site: LaunchSite, config: LaunchConfig, lines: LineStarts): Problem {
  const [from, to] = site.head;
  const rule = ruleFor(site.refusal?.reason);
  return { from, to, ...lines.position(from), message: sentenceOf(rule, site, config), rule };
}

const OF_OTHER_RULES: Record<string, string> = {
  'parent-overrides/no-late-capture': lateCaptureMessages.lateCapture,
  'parent-overrides/no-module-scope-capture': moduleScopeMessages.moduleScopeCapture,
};

/** The rule's sentence, filled in as ESLint does it. */
function sentenceOf(rule: string, site: LaunchSite, config: LaunchConfig): string {
  const { callee, wrapper } = site;
  const because = site.owner?.because ?? '';
  const data: Record<string, string> = {
    ...{ callee, wrapper, because, advice: advice(site, config.wrappers) },
  };
  const template = OF_OTHER_RULES[rule] ?? lossMessages[lossMessage(site)];
  return template.replaceAll(/\{\{(\w+)\}\}/g, (whole, key: string) => data[key] ?? whole);
}

/** The page has a style sheet, and beside the code or on a telephone no room for columns. */
const PLAIN = { bold: String, yellow: String, green: String } as unknown as Parameters<typeof explainText>[1];
const NO_COLUMNS = 0;

interface Analysed {
  readonly source: ParsedText;
  readonly lines: LineStarts;
  readonly config: LaunchConfig;
  readonly sites: readonly LaunchSite[];
}

function explainAt({ source, lines, config, sites }: Analysed, offset: number): string {
  const file = source.filename;
  const { line, column } = lines.position(offset);
  const explained = (place: { line: number; column?: number }): string => {
    const asked = [...source.calls, ...launchingAssignments(source, config)];
    const calls = callsAt(asked, lines, { file, ...place }, file, (call) =>
      explainCall(source, config, call),
    );
    const outcomeOf = outcomesWith({
      ...{ shown: file, source, lines, config, sites },
      ...{ otherEnds: OTHER_END_IS_FINE, otherDiff: () => '' },
    });
    return explainText(
      { version: 1, file, calls: calls.map((call) => explainedCall(call, lines, outcomeOf)) },
      PLAIN,
      NO_COLUMNS,
    );
  };
  try {
    return explained({ line, column });
  } catch (error) {
    // Beside a call, those of the line are meant.
    if (!(error instanceof UsageError)) throw error;
  }
  try {
    return explained({ line });
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}
