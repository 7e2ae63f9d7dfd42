/** A sighting, said for people and for machines. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inspect } from 'node:util';
import { type Sighting, storeName } from '../watch/findings.ts';
import { framesOf, isOfProgram, type Frame } from '../watch/stack.ts';
import type { Site } from '../watch/sites.ts';
import type { ReportSettings } from './settings.ts';

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What stands there: a call, a function's name, a line of the text. */
  readonly text: string;
}

export interface Finding {
  /** `shared`: the work is for several tasks at once, so that nobody's context is right. */
  readonly kind: 'another-task' | 'no-task' | 'shared';
  /** The call that took the callback. */
  readonly launch: Place | null;
  readonly callback: Place | null;
  /** Where the store was read, by one function or several. */
  readonly reads: readonly Place[];
  readonly store: string;
  readonly ranIn: Where | null;
  readonly shouldBe: Where;
  /** How many runs of the callback. */
  readonly count: number;
  readonly advice: Advice;
}

/** What the rule says of a launch. */
export interface Rule {
  readonly reported: boolean;
  readonly launcher?: string;
  /** In which of the presets the launcher is. */
  readonly preset?: string;
  readonly status?: string;
}

export interface Advice {
  /** Nothing when the launch was not found in its file. */
  readonly rule: Rule | null;
  /** What to do, in a sentence. */
  readonly cure: string;
  /** The wrapper, around the callback. */
  readonly edit?: {
    readonly file: string;
    /** Offsets into the text, in UTF-16 code units, without a byte order mark. */
    readonly range: readonly [start: number, end: number];
    readonly text: string;
    /** The whole call, shortened. */
    readonly shown: string;
  };
  /** For the setting `launchers` of rule and codemod, where they do not know the launcher. */
  readonly row?: object;
}

/** A task. */
export interface Where {
  readonly task: number;
  readonly begun: Place | null;
  /** What the store held, as a text. Only on request, for it may be a secret. */
  readonly value?: string;
}

const LONGEST = 200;

export function findingOf(sighting: Sighting, settings: Pick<ReportSettings, 'values'>): Finding {
  const { launch, callback, store, stacks, expected, actual, count } = sighting;
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
  return { ...finding, advice: adviceFor(finding) };
}

function kindOf({ shared, actual }: Sighting): Finding['kind'] {
  if (shared) return 'shared';
  return actual === undefined ? 'no-task' : 'another-task';
}

type Advise = (finding: Omit<Finding, 'advice'>) => Advice;
let advise: Advise | undefined;

/** The analysis is loaded for a finding only. With `require`, because a process that ends waits for nothing. */
function adviceFor(finding: Omit<Finding, 'advice'>): Advice {
  try {
    advise ??= (createRequire(import.meta.url)('./advise.cjs') as { advise: Advise }).advise;
    return advise(finding);
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
    ...(values ? { value: inspect(scope.value, { depth: 1, breakLength: Infinity }).slice(0, LONGEST) } : {}),
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
