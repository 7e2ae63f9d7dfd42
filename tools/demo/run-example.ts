import path from 'node:path';
import type { WayResult } from '../../examples/parallel-evaluation/src/report.ts';
import { ROOT } from './paths.ts';
import { mustRun } from './run-command.ts';

const TSC = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');

/** Type-checks the example with its tests. Throws with the compiler's words when there is an error. */
export function typeCheck(directory: string): void {
  mustRun(process.execPath, [TSC, '-p', 'tsconfig.json'], directory);
}

/** Builds and runs the example, and gives every row that came out. */
export function runExample(directory: string): WayResult[] {
  mustRun(process.execPath, [TSC, '-p', 'tsconfig.build.json'], directory);
  const { stdout } = mustRun(process.execPath, [path.join('dist', 'main.js'), '--json'], directory);
  return JSON.parse(stdout) as WayResult[];
}
