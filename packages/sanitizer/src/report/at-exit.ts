/** The report of a process that is no test runner's: printed at its end, which it makes a failure. */
import { writeSync } from 'node:fs';
import { startWatching } from '../watch/watch.ts';
import { findingOf } from './finding.ts';
import { textReport } from './text-report.ts';

export function reportAtExit(): void {
  process.on('exit', () => {
    const findings = startWatching().takeSightings().map(findingOf);
    if (findings.length === 0) return;
    writeSync(2, `\n@parent-overrides/sanitizer: ${textReport(findings)}\n`);
    if (!process.exitCode) process.exitCode = 1;
  });
}
