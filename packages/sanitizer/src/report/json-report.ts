/** Findings as JSON, in a file that the processes and threads of a run share. Its format is report.schema.json. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Finding } from './finding.ts';

export interface JsonReport {
  readonly version: 1;
  readonly findings: readonly Finding[];
}

/** Set by the process that began the run, for those that it starts: they add to its file. */
const BEGUN = 'PARENT_OVERRIDES_REPORT_BEGUN';

/** Makes the file anew, unless a process above did. */
export function beginReport(file: string): void {
  if (process.env[BEGUN] === file) return;
  process.env[BEGUN] = file;
  write(file, []);
}

export function addToReport(file: string, findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const lock = `${file}.lock`;
  const locked = take(lock);
  try {
    write(file, [...read(file), ...findings]);
  } finally {
    if (locked) rmSync(lock, { recursive: true, force: true });
  }
}

function write(file: string, findings: readonly Finding[]): void {
  const report: JsonReport = { version: 1, findings };
  const written = `${file}.${process.pid}.tmp`;
  writeFileSync(written, `${JSON.stringify(report, undefined, 2)}\n`);
  renameSync(written, file);
}

function read(file: string): readonly Finding[] {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as JsonReport).findings;
  } catch {
    return [];
  }
}

const MOST_WAITING = 2_000;
const STEP = 5;

/** @returns false when whoever holds it seems to have died */
function take(lock: string): boolean {
  for (let waited = 0; waited < MOST_WAITING; waited += STEP) {
    try {
      mkdirSync(lock);
      return true;
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STEP);
    }
  }
  return false;
}
