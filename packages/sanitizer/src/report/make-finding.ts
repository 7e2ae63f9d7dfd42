/** From what was seen to what is said of it. */
import { createRequire } from 'node:module';
import { inspect } from 'node:util';
import { type Sighting, storeName } from '../watch/findings.ts';
import { framesOf, isOfProgram, type Frame } from '../watch/stack.ts';
import type { Site } from '../watch/sites.ts';
import { isIgnored } from './ignored.ts';
import type { ReportSettings } from './settings.ts';
import { lineAt } from './source-lines.ts';
import type { Advice, Finding, Place, Where } from './finding.ts';

const LONGEST = 200;

/** @returns nothing when the program says that it is meant to be so */
export function findingOf(sighting: Sighting, settings: Pick<ReportSettings, 'values'>): Finding | undefined {
  const { launch, callback, took, store, stacks, expected, actual, count } = sighting;
  const finding = {
    kind: kindOf(sighting),
    launch: placeOf(launch),
    callback: placeOf(callback),
    reads: [...stacks.values()].flatMap((stack) => firstOfProgram(stack) ?? []),
    store: storeName(store),
    ranIn: actual === undefined ? null : whereOf(actual, settings.values),
    shouldBe: whereOf(expected, settings.values),
    count,
  };
  return isIgnored(finding) ? undefined : { ...finding, advice: adviceFor(finding, took) };
}

function kindOf({ shared, actual }: Sighting): Finding['kind'] {
  if (shared) return 'shared';
  return actual === undefined ? 'no-task' : 'another-task';
}

type Advise = (finding: Omit<Finding, 'advice'>, took: Sighting['took']) => Advice;
let advise: Advise | undefined;

/** The analysis is loaded for a finding only. With `require`, because a process that ends waits for nothing. */
function adviceFor(finding: Omit<Finding, 'advice'>, took: Sighting['took']): Advice {
  try {
    advise ??= (createRequire(import.meta.url)('./advise.cjs') as { advise: Advise }).advise;
    return advise(finding, took);
  } catch (error) {
    return { rule: null, cure: `No advice: ${(error as Error).message}` };
  }
}

function placeOf(site: Site | undefined): Place | null {
  if (site === undefined) return null;
  const { file, line, column, text } = site;
  return { file, line, column, text };
}

function whereOf(scope: Sighting['expected'], values: boolean): Where {
  return {
    task: scope.id,
    begun: scope.begun === undefined ? null : firstOfProgram(scope.begun.stack),
    ...(values ? { value: shown(scope.value) } : {}),
  };
}

function shown(value: unknown): string {
  try {
    return inspect(value, { depth: 1, breakLength: Infinity }).slice(0, LONGEST);
  } catch {
    // A getter or a proxy of the program's threw.
    return 'cannot be shown';
  }
}

/** The innermost line of the program, or of what somebody wrote for it. */
function firstOfProgram(stack: string): Place | null {
  const frames = framesOf(stack);
  const frame = frames.find(({ file }) => isOfProgram(file)) ?? frames.find(isNobodysOwn);
  return frame === undefined ? null : { ...place(frame), text: lineAt(frame.file, frame.line).trim() };
}

function place({ file, line, column }: Frame): Omit<Place, 'text'> {
  return { file, line, column };
}

function isNobodysOwn({ file }: Frame): boolean {
  return (
    !file.startsWith('node:') && !/[\\/]node_modules[\\/]/.test(file) && !file.startsWith(import.meta.dirname)
  );
}
