/** The report of a process: printed at its end, which it makes a failure. */
import { writeSync } from 'node:fs';
import { reportSettings } from './settings.ts';
import { beginToReport, takeFindings } from './take-findings.ts';
import { textReport } from './text-report.ts';

export function reportAtExit(): void {
  beginToReport();
  process.on('exit', () => {
    const findings = takeFindings();
    if (findings.length === 0) return;
    writeSync(2, `\n@parent-overrides/sanitizer: ${textReport(findings)}\n`);
    if (reportSettings().failing && !process.exitCode) process.exitCode = 1;
  });
}
