/**
 * The invariants 2, 3, 4 and 6 of docs/architecture.md over one text, for `pnpm corpus` and `pnpm fuzz` alike.
 *
 * Each check compares two faces that share the analysis but neither parser nor application of the edits, or
 * compares the codemod with something that knows nothing of it (`strip.ts`).
 */
import type { LaunchSite } from '../../packages/launch-sites/src/index.ts';
import type { Migration } from '../../packages/codemod/src/migrate/migrate-text.ts';
import { type CodemodFile, migrate, sitesBothWays, sitesOneByOne } from './codemod-face.ts';
import { applyReplacement, type Lint, lint, type Report, type ScriptKind } from './rule-face.ts';
import { parsesAsWell, strip } from './strip.ts';

export const CHECKS = {
  agree: '2. the rule reports what the codemod edits and refuses',
  suggestion: '2. one suggestion = the codemod on that site alone',
  suggestions: '2. all suggestions, one after the other = the codemod',
  parses: '3. the output parses',
  idempotent: '3. migrating twice = migrating once',
  roundTrip: '3. without wrappers and import it is the input again',
  reportsRefused: '4. after the codemod the rule reports only what was refused',
  everywhere: '6. asking about every call finds what asking by names finds',
} as const;

export type Check = keyof typeof CHECKS;

export interface Failure {
  readonly check: Check;
  readonly detail: string;
}

export interface SiteLine {
  readonly line: number;
  readonly column: number;
  readonly launcher: string;
  readonly callee: string;
  /** `edited`, `refused`, `wrapped`, `detached`, `exempt`, or `left` to a disable comment. */
  readonly outcome: string;
  readonly reason?: string;
}

export interface FileOutcome {
  /** Nothing was checked, because this parser does not read the text. */
  readonly unparsed?: 'codemod' | 'rule';
  readonly sites: readonly SiteLine[];
  readonly failures: readonly Failure[];
}

/** @param likely how a user's ESLint config would have the file parsed */
export function checkFile(given: CodemodFile, likely: ScriptKind): FileOutcome {
  const failures: Failure[] = [];
  const fail = (check: Check, detail: string): void => void failures.push({ check, detail });
  let sites: readonly SiteLine[] = [];
  try {
    const linted = lint(given.text, given.filename, likely);
    const file = { ...given, moduleKind: given.moduleKind ?? saidKind(linted) };
    const whole = migrate(file, 'both-ends');
    if (whole === undefined) return { unparsed: 'codemod', sites, failures };
    compareEverywhere(file, fail);
    sites = whole.sites.map(({ line, column, launcher, callee, outcome, refusal, workerFile }) => ({
      ...{ line, column, launcher, callee, outcome },
      ...(refusal
        ? { reason: refusal.reason }
        : workerFile !== undefined && { reason: `other end: ${workerFile}` }),
    }));
    if (linted === undefined) return { unparsed: 'rule', sites, failures };

    compareSites(sites, linted, fail);
    if (whole.text === file.text && linted.reports.every(({ wrap }) => wrap === undefined))
      return { sites, failures };
    compareSuggestions(file, whole, linted, fail);
    checkOutput(file, whole.text, fail);
    checkReportsAfter(file, whole.text, sites, linted, fail);
  } catch (error) {
    fail('parses', `it throws: ${(error as Error).stack ?? String(error)}`);
  }
  return { sites, failures };
}

/**
 * Both faces have to be asked the same question: `sourceType: 'commonjs'` in an ESLint config tells the rule what
 * only a package.json can tell the codemod. `module` is no more than ESLint's default.
 */
function saidKind(linted: Lint | undefined): 'commonjs' | 'script' | undefined {
  return linted === undefined || linted.kind === 'module' ? undefined : linted.kind;
}

type Fail = (check: Check, detail: string) => void;

function compareSites(sites: readonly SiteLine[], { reports }: Lint, fail: Fail): void {
  const byCodemod = sites.filter(isReported).map(position).sort();
  const byRule = reports.map(position).sort();
  const onlyCodemod = byCodemod.filter((one) => !byRule.includes(one));
  const onlyRule = byRule.filter((one) => !byCodemod.includes(one));
  if (onlyCodemod.length + onlyRule.length > 0 || byRule.length !== byCodemod.length) {
    fail('agree', `only the codemod: [${onlyCodemod.join(' ')}], only the rule: [${onlyRule.join(' ')}]`);
  }
}

function compareEverywhere(file: CodemodFile, fail: Fail): void {
  const { byNames, everywhere } = sitesBothWays(file);
  const inFull = (sites: readonly LaunchSite[]): string[] => sites.map((site) => JSON.stringify(site));
  const [few, all] = [inFull(byNames), inFull(everywhere)];
  const onlyFew = few.filter((site) => !all.includes(site));
  const onlyAll = all.filter((site) => !few.includes(site));
  if (few.length !== all.length || onlyFew.length + onlyAll.length > 0)
    fail('everywhere', `only by names: [${onlyFew.join(' ')}], only everywhere: [${onlyAll.join(' ')}]`);
}

function compareSuggestions(file: CodemodFile, whole: Migration, linted: Lint, fail: Fail): void {
  const { sites, migrateOne } = sitesOneByOne(file);
  const single = sites.filter((site) => site.edit !== undefined && site.otherEnd === undefined);
  const wraps = linted.reports.filter(({ wrap }) => wrap !== undefined);
  const positions = new Map(single.map((site) => [position(positionOf(site, file.text)), site]));
  for (const report of wraps) {
    const site = positions.get(position(report));
    if (site === undefined) {
      fail('suggestion', `${position(report)}: the rule suggests a wrap, the codemod has no edit there`);
      continue;
    }
    compareTexts(
      'suggestion',
      applyReplacement(file.text, report.wrap!),
      migrateOne(site),
      position(report),
      fail,
    );
  }

  const bySuggestions = applyAllSuggestions(file, linted);
  const hasTwoEnds = whole.sites.some(({ workerFile }) => workerFile !== undefined);
  const byCodemod = hasTwoEnds ? migrate(file, 'refused')!.text : whole.text;
  compareTexts('suggestions', bySuggestions, byCodemod, 'suggestions against codemod', fail);
}

function applyAllSuggestions({ text, filename }: CodemodFile, { reports, kind }: Lint): string {
  let current = text;
  let left: readonly Report[] = reports;
  for (let round = reports.length; round >= 0; round--) {
    const next = left.find(({ wrap }) => wrap !== undefined)?.wrap;
    if (next === undefined) return current;
    current = applyReplacement(current, next);
    const again = lint(current, filename, kind);
    if (again === undefined) return `${current}\n(does not parse)`;
    left = again.reports;
  }
  return `${current}\n(suggestions are left after one for each report)`;
}

function checkOutput(file: CodemodFile, output: string, fail: Fail): void {
  if (output === file.text) return;
  const { filename } = file;
  if (!parsesAsWell(output, file.text, filename))
    fail('parses', 'TypeScript finds new syntax errors in the output');
  const again = migrate({ ...file, text: output }, 'both-ends');
  if (again === undefined) fail('parses', 'the codemod cannot parse its own output');
  else compareTexts('idempotent', again.text, output, 'second against first', fail);

  const stripped = strip(output, filename);
  if ('problem' in stripped) {
    fail('roundTrip', stripped.problem);
    return;
  }
  // A text may hold wrappers of its author's: then both sides are stripped of all.
  const original = strip(file.text, filename);
  const inputs = 'problem' in original ? [file.text] : [file.text, ...original.candidates];
  if (!stripped.candidates.some((candidate) => inputs.includes(candidate))) {
    fail('roundTrip', firstDifference(stripped.candidates[0]!, inputs.at(-1)!));
  }
}

function checkReportsAfter(
  { filename }: CodemodFile,
  output: string,
  sites: readonly SiteLine[],
  linted: Lint,
  fail: Fail,
): void {
  const after = lint(output, filename, linted.kind);
  if (after === undefined) {
    fail('parses', `ESLint cannot parse the output as ${linted.kind}`);
    return;
  }
  const refused = new Set(sites.filter(({ outcome }) => outcome === 'refused').map(position));
  const expected = linted.reports
    .filter((report) => refused.has(position(report)))
    .map(({ message }) => message);
  const actual = after.reports.map(({ message }) => message);
  if (expected.join('\n') !== actual.join('\n')) {
    const at = actual.findIndex((message, i) => message !== expected[i]);
    fail(
      'reportsRefused',
      `expected ${expected.length} reports, got ${actual.length}: ${position(after.reports[Math.max(at, 0)])} says "${actual[at]}" instead of "${expected[at]}"`,
    );
  }
}

/** What the rule has to report: the launches that the codemod edits, and those it refuses to. */
function isReported({ outcome }: SiteLine): boolean {
  return outcome === 'edited' || outcome === 'refused';
}

function position(at: { line: number; column: number } | undefined): string {
  return at === undefined ? 'none' : `${at.line}:${at.column}`;
}

/** ESLint's line and column of a site; U+2028 and U+2029 end a line there too. */
function positionOf({ head }: LaunchSite, text: string): { line: number; column: number } {
  const lines = text.slice(0, head[0]).split(/\r\n|[\r\n\u2028\u2029]/);
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

function compareTexts(check: Check, actual: string, expected: string, what: string, fail: Fail): void {
  if (actual !== expected) fail(check, `${what}: ${firstDifference(actual, expected)}`);
}

/** Where two texts part, with a little of each around it. */
function firstDifference(actual: string, expected: string): string {
  let at = 0;
  while (at < actual.length && actual[at] === expected[at]) at++;
  const line = actual.slice(0, at).split('\n').length;
  const from = Math.max(0, at - 60);
  const show = (text: string): string => JSON.stringify(text.slice(from, at + 80));
  return `line ${line}: ${show(actual)} instead of ${show(expected)}`;
}
