/** What was found since the last time, and what is to be done about it. */
import { startWatching } from '../watch/watch.ts';
import type { Finding } from './finding.ts';
import { findingOf } from './make-finding.ts';
import { addToReport, beginReport } from './json-report.ts';
import { reportSettings } from './settings.ts';
import { textReport } from './text-report.ts';

/** A test, or a file of tests, in which callbacks ran as somebody else. */
class RanAsSomebodyElse extends Error {
  override readonly name = 'RanAsSomebodyElse';

  /** Its stack is where the first callback was launched: that is what a runner then shows. */
  constructor(findings: readonly Finding[]) {
    const message = textReport(findings);
    super(message);
    const place = findings[0]?.launch ?? findings[0]?.callback;
    const at =
      place === null || place === undefined ? '' : `\n    at ${place.file}:${place.line}:${place.column}`;
    this.stack = `${this.name}: ${message}${at}`;
  }
}

export function beginToReport(): void {
  const { file } = reportSettings();
  if (file !== undefined) beginReport(file);
}

/** Takes them, writes them down where that is asked for, and says them. */
export function takeFindings(): readonly Finding[] {
  const settings = reportSettings();
  const sightings = startWatching().takeSightings();
  const findings = sightings.flatMap((sighting) => findingOf(sighting, settings) ?? []);
  if (settings.file !== undefined) addToReport(settings.file, findings);
  return findings;
}

/**
 * For the hooks that a test runner calls when a test is over.
 * @throws {RanAsSomebodyElse} unless the run is only to report
 */
export function failOnFindings(): void {
  const findings = takeFindings();
  if (findings.length === 0) return;
  if (reportSettings().failing) throw new RanAsSomebodyElse(findings);
  say(findings);
}

/** For a test that has failed already. */
export function sayFindings(): void {
  const findings = takeFindings();
  if (findings.length > 0) say(findings);
}

function say(findings: readonly Finding[]): void {
  console.warn(`@parent-overrides/sanitizer: ${textReport(findings)}`);
}
