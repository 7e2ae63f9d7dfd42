/** The names of the tests that passed and failed, from what a runner printed. */
import type { Runner } from './projects.ts';

export interface TestResults {
  /** A name for every passed test, as often as it passed. */
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

/** @param output what the runner printed: TAP, or mocha's JSON report */
export function readResults(runner: Runner, output: string): TestResults {
  return runner === 'mocha' ? readMocha(output) : readTap(output);
}

/** The names of `before` that `after` lacks, each as often as it is missing. */
export function lostTests(before: readonly string[], after: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const name of after) left.set(name, (left.get(name) ?? 0) + 1);
  return before.filter((name) => {
    const count = left.get(name) ?? 0;
    left.set(name, count - 1);
    return count <= 0;
  });
}

/** A run that was killed leaves no report: then nothing passed. */
function readMocha(output: string): TestResults {
  if (output === '') return { passed: [], failed: [] };
  const report = JSON.parse(output) as Record<'passes' | 'failures', { fullTitle: string }[]>;
  const names = (tests: { fullTitle: string }[]): string[] => tests.map(({ fullTitle }) => fullTitle);
  return { passed: names(report.passes), failed: names(report.failures) };
}

const RESULT = /^( *)(not )?ok \d+(?: -)? ?(.*)$/;
const HEADING = /^( *)# (Subtest: )?(.*)$/;

/**
 * Node's runner announces a test (`# Subtest: name`), prints its children deeper, and then its result. Tape has
 * assertions below a heading. A test that is skipped or to be done is neither passed nor failed.
 */
function readTap(output: string): TestResults {
  const passed: string[] = [];
  const failed: string[] = [];
  const parents: string[] = [];
  let section = '';
  for (const line of output.split('\n')) {
    const [, indent = '', subtest, heading = ''] = HEADING.exec(line) ?? [];
    if (subtest) parents.splice(depthOf(indent), Infinity, heading);
    else if (heading && indent === '') section = heading;
    const [whole, space = '', not, text = ''] = RESULT.exec(line) ?? [];
    if (whole === undefined || / # (?:SKIP|TODO)\b/i.test(text)) continue;
    const isNode = parents[depthOf(space)] === text;
    const names = isNode ? [...parents.slice(0, depthOf(space)), text] : [section, text];
    (not ? failed : passed).push(names.join(' > '));
  }
  return { passed, failed };
}

function depthOf(indent: string): number {
  return indent.length / 4;
}
