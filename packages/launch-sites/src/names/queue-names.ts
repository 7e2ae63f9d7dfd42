/**
 * By which names does a file put something into a list and take it out again? Asked of every file before anybody parses
 * it, so by the text alone: a queue that somebody made at home spells both out.
 */
import { lastRemembered } from '../memo.ts';
import { TEXT_BEFORE_METHOD } from '../bounds.ts';

/** Methods that put something into a list, a set or a map, and those of lists that packages make. */
export const QUEUE_PUTS: ReadonlySet<string> = new Set([
  ...['add', 'append', 'enqueue', 'insert', 'offer', 'prepend', 'push', 'pushBack', 'set', 'unshift'],
]);
/** Methods that take one thing out. */
export const QUEUE_TAKES: ReadonlySet<string> = new Set([
  ...['dequeue', 'poll', 'pop', 'popFront', 'removeFirst', 'shift'],
]);

const PUT = new RegExp(String.raw`\.(?:${[...QUEUE_PUTS].join('|')})\(`, 'g');
/** `jobs[key] = job`, `jobs = [...jobs, job]`, `jobs = jobs.concat(job)`: what stands before the sign. */
const ASSIGNED = /[\w$)\]]\s*=\s*(?:\[[^\]\n]*\.\.\.|[\w$.#]+\.concat\()|\]\s*=(?![=>])/g;
const TAKE = new RegExp(String.raw`\.(?:${[...QUEUE_TAKES].join('|')}|splice|clear|delete)\(`, 'g');
/** `jobs.length = 0`, `jobs = []`, `jobs = new Map()`, and a list that goes into another name and leaves its own empty. */
const EMPTIED =
  /(?:\.length\s*=\s*0\b|(?<![=!<>])=\s*(?:\[\s*\]|new (?:Array|Map|Set)\b|null\b|undefined\b)|,\s*\[\s*\]\s*\])/g;

/** The name before a place, through `[key]` and `.get(key)`: those are lists in a map. */
const NAME_BEFORE =
  /(\b(?:const|let|var)\s+)?([\w$]+)(?:\s*[!?]?\.get\([^()\n]*\)|\??\.?\[[^[\]\n]*\])?\s*\)?[!?]?\s*$/;

/** The names, as the file writes them without `this.` and `#`; empty for nearly every file. */
export const queueNames: (text: string) => ReadonlySet<string> = lastRemembered(find);

export function mayHaveQueue(text: string): boolean {
  return queueNames(text).size > 0;
}

function find(text: string): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const name of namesBefore(text, TAKE)) taken.add(name);
  for (const name of namesBefore(text, EMPTIED)) taken.add(name);
  const names = new Set<string>();
  if (taken.size === 0) return names;
  for (const pattern of [PUT, ASSIGNED])
    for (const name of namesBefore(text, pattern)) if (taken.has(name)) names.add(name);
  return names;
}

function* namesBefore(text: string, pattern: RegExp): Iterable<string> {
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    // `]` and the last letter of a name belong to what stands before.
    const index = /[\w$)\]]/.test(text.charAt(found.index)) ? found.index + 1 : found.index;
    const before = NAME_BEFORE.exec(text.slice(Math.max(0, index - TEXT_BEFORE_METHOD), index));
    // A declaration makes a list and empties none.
    if (before?.[2] !== undefined && before[1] === undefined) yield before[2];
  }
}
