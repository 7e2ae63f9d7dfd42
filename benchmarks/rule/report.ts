/** Tables of what rules cost, and the sums behind them. */
import type { FileTimes } from './lint-task.ts';

const OURS = [
  'parent-overrides/require-wrapper',
  'parent-overrides/no-late-capture',
  'parent-overrides/no-module-scope-capture',
];

/** Milliseconds over all files. */
export function sum(files: readonly FileTimes[], pick: (times: FileTimes) => number): number {
  return files.reduce((total, file) => total + pick(file), 0);
}

export function ruleTime(files: readonly FileTimes[], name: string): number {
  return sum(files, ({ rules }) => rules[name] ?? 0);
}

/** All three rules: every preset has all of them on. */
export function ourTime(files: readonly FileTimes[]): number {
  return OURS.reduce((total, name) => total + ruleTime(files, name), 0);
}

/** One line: a name, milliseconds, and their share of `whole`. */
export function printRow(name: string, time: number, whole: number): void {
  const milliseconds = `${time.toFixed(1)} ms`.padStart(12);
  const share = `${((100 * time) / whole).toFixed(2)} %`.padStart(10);
  console.log(`  ${name.padEnd(42)}${milliseconds}${share}`);
}
