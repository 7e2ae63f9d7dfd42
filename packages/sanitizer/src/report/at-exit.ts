/** The report of a process that is no test runner's: printed at its end, which it makes a failure. */
import { writeSync } from 'node:fs';
import { startWatching } from '../watch/watch.ts';
import { findingOf } from './finding.ts';
import { addToReport, beginReport } from './json-report.ts';
import { reportSettings } from './settings.ts';
import { textReport } from './text-report.ts';

export function reportAtExit(): void {
  const settings = reportSettings();
  const { file, failing } = settings;
  if (file !== undefined) beginReport(file);
  process.on('exit', () => {
    const findings = startWatching().takeSightings().map((sighting) => findingOf(sighting, settings));
    if (findings.length === 0) return;
    writeSync(2, `\n@parent-overrides/sanitizer: ${textReport(findings)}\n`);
    if (file !== undefined) addToReport(file, findings);
    if (failing && !process.exitCode) process.exitCode = 1;
  });
}
