/**
 * Work that is asked for with a function, and done by the function that somebody else brought: `cache.wrap(key, load)`,
 * where a load is under way already. Whose function never ran, while another one from the same call in the source did,
 * and who got the very same answer, was served by that: the work is shared, and nobody's context is right for it.
 */
import { inspect, types } from 'node:util';
import type { Activation } from './activation.ts';
import { contextBelongsTo, OUTSIDE } from './context.ts';
import type { Ask } from './pass.ts';
import { madeBy } from './passes.ts';
import { actualContext, state } from './state.ts';

/** By the call, those whose functions are not known to have ended. */
const open = new Map<number, Ask[]>();
/** Of functions that were made in no task, by their sites. */
const outside = new Map<number, Ask[]>();
const MOST = 50;

/** Called before such a call. */
export function ask(
  asking: Activation | undefined,
  place: number,
  sites: readonly number[],
  values: readonly unknown[],
): Ask | undefined {
  if (!state.armed) return undefined;
  const context = asking?.context ?? actualContext();
  if (context === OUTSIDE) return undefined;
  const one: Ask = { context, place, others: [], run: undefined, result: undefined };
  for (const { lexical, site } of madeBy(asking, sites, values)) {
    const table = lexical === undefined ? outside : (lexical.asks ??= new Map<number, Ask[]>());
    table.set(site, [...(table.get(site) ?? []).slice(1 - MOST), one]);
  }
  const before = (open.get(place) ?? []).filter(isOpen).slice(1 - MOST);
  open.set(place, [...before, one]);
  for (const other of before) {
    if (contextBelongsTo(context, other.context)) continue;
    const isBorneOut = (): boolean => one.run === undefined && isSame(one.result, other.result);
    other.others.push({ context, place, args: undefined, claimed: false, met: false, isBorneOut });
  }
  return one;
}

/** A function that has ended may have begun what it gave: `() => load(key)`. */
function isOpen({ run, result }: Ask): boolean {
  return (
    run?.ended !== true || result === undefined || /^\w+ \{\s*<pending>/.test(inspect(result, { depth: 0 }))
  );
}

/** Called with what the call returned. */
export function asked<T>(one: Ask | undefined, result: T): T {
  if (one === undefined) return result;
  if (types.isPromise(result)) one.result = result;
  else open.set(one.place, open.get(one.place)?.filter((other) => other !== one) ?? []);
  return result;
}

/** A function begins: does somebody wait for what it gives? */
export function beginAsked(run: Activation): void {
  const { lexical, actual } = run;
  const table = lexical === undefined ? outside : lexical.asks;
  const waiting = table?.get(run.site)?.filter(({ run: before }) => before === undefined) ?? [];
  const one = waiting.find(({ context }) => contextBelongsTo(actual, context));
  if (one === undefined) {
    // In a wrong task. But where it is the caller's own function that runs, nobody else's served him.
    const [own] = lexical === undefined || lexical.context === OUTSIDE ? [] : waiting;
    if (own !== undefined) own.run = run;
    return;
  }
  one.run = run;
  run.serving = run;
  run.place = one.place;
  run.others = one.others;
  run.askedIn = one.context;
}

/** What says nothing of who made it; nor does a promise that is not fulfilled. */
const TRIVIAL = /^(?:<.*|undefined|null|true|false|\{\}|\[\]|''|0|1)$/s;

/** Whether two promises are one, or hold the same answer. Read without asking them, which would handle a rejection. */
function isSame(one: Promise<unknown> | undefined, other: Promise<unknown> | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  if (one === other) return true;
  const text = answerIn(one);
  return !TRIVIAL.test(text) && text === answerIn(other);
}

function answerIn(promise: Promise<unknown>): string {
  const text = inspect(promise, {
    ...{ depth: 3, customInspect: false, getters: false, showProxy: true },
    ...{ breakLength: Infinity, maxArrayLength: 100, maxStringLength: 1000 },
  });
  // Behind the answer are properties: Node's own, where it keeps stores in promises.
  return text
    .replace(/^\w+ \{|\}$/g, '')
    .replace(/,\s+\[Symbol\(.*/s, '')
    .trim();
}
