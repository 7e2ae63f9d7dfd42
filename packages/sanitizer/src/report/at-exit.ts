/** The report of a process: printed at its end, which it makes a failure. */
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { reportSettings } from './settings.ts';
import { beginToReport, takeFindings } from './take-findings.ts';
import { textReport } from './text-report.ts';

export function reportAtExit(): void {
  beginToReport();
  process.on('exit', () => {
    if (sayFindings() && reportSettings().failing && !process.exitCode) process.exitCode = 1;
  });
  if (isMainThread) for (const signal of ENDING) reportBefore(signal);
}

function sayFindings(): boolean {
  const findings = takeFindings();
  if (findings.length === 0) return false;
  writeSync(2, `\n@parent-overrides/sanitizer: ${textReport(findings)}\n`);
  return true;
}

/** A process that ends by one of these has no `exit` event: a service that its test stops, say. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Where the program listens too, the signal ends nothing: it does, as NestJS, when it stops listening and sends it again.
 */
function reportBefore(signal: NodeJS.Signals): void {
  const end = (): void => {
    if (process.listenerCount(signal) > 1) return;
    sayFindings();
    process.removeListener(signal, end);
    process.kill(process.pid, signal);
  };
  process.on(signal, end);
}
