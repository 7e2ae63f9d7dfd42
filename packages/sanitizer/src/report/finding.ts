/** A sighting, said for people and for machines. */
import { readFileSync } from 'node:fs';
import { type Sighting, storeName } from '../watch/findings.ts';
import { framesOf, isOfProgram, type Frame } from '../watch/stack.ts';
import type { Site } from '../watch/sites.ts';

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What stands there: a call, a function's name, a line of the text. */
  readonly text: string;
}

export interface Finding {
  /** The call that took the callback. */
  readonly launch: Place | null;
  readonly callback: Place | null;
  readonly read: Place | null;
  readonly store: string;
  readonly ranIn: Where | null;
  readonly shouldBe: Where;
  /** How many runs of the callback. */
  readonly count: number;
}

/** A task. */
export interface Where {
  readonly task: number;
  readonly begun: Place | null;
  readonly value: unknown;
}

export function findingOf(sighting: Sighting): Finding {
  const { launch, callback, store, stack, expected, actual, count } = sighting;
  return {
    launch: placeOf(launch),
    callback: placeOf(callback),
    read: firstOfProgram(stack),
    store: storeName(store),
    ranIn: actual === undefined ? null : whereOf(actual),
    shouldBe: whereOf(expected),
    count,
  };
}

function placeOf(site: Site | undefined): Place | null {
  if (site === undefined) return null;
  const { file, line, column, text } = site;
  return { file, line, column, text };
}

function whereOf(scope: Sighting['expected']): Where {
  return {
    task: scope.id,
    begun: scope.begun === undefined ? null : firstOfProgram(scope.begun.stack),
    value: scope.value,
  };
}

/** The innermost line of the program, or of what somebody wrote for it. */
function firstOfProgram(stack: string): Place | null {
  const frames = framesOf(stack);
  const frame = frames.find(({ file }) => isOfProgram(file)) ?? frames.find(isNobodysOwn);
  return frame === undefined ? null : { ...place(frame), text: lineOf(frame) };
}

function place({ file, line, column }: Frame): Omit<Place, 'text'> {
  return { file, line, column };
}

function isNobodysOwn({ file }: Frame): boolean {
  return !file.startsWith('node:') && !/[\\/]node_modules[\\/]/.test(file) && !file.startsWith(import.meta.dirname);
}

function lineOf({ file, line }: Frame): string {
  try {
    return readFileSync(file, 'utf8').split('\n')[line - 1]?.trim() ?? '';
  } catch {
    return '';
  }
}
