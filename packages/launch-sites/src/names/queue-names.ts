/**
 * By which names does a file put something into a list and take it out again? Asked of every file before anybody parses
 * it, so by the text alone: a queue that somebody made at home spells both out.
 */
import { lastRemembered } from '../memo.ts';
import { LONGEST_WITH_QUEUES, TEXT_BEFORE_METHOD, TEXT_BEFORE_TYPED } from '../bounds.ts';

/** Methods that put something into a list, a set or a map, and those of lists that packages make. */
export const QUEUE_PUTS: ReadonlySet<string> = new Set([
  ...['add', 'append', 'enqueue', 'insert', 'offer', 'prepend', 'push', 'pushBack', 'set', 'unshift'],
]);
/** Methods that take one thing out. */
export const QUEUE_TAKES: ReadonlySet<string> = new Set([
  ...['dequeue', 'poll', 'pop', 'popFront', 'removeFirst', 'shift'],
]);

/**
 * What is put in may be a function or have one: a name, a function, an object, a list, what `bind` or a wrapper gives. It
 * is no text, no number and no result of another call.
 */
const MAY_BE_FUNCTION = String.raw`(?=\s*(?:async\b|function\b|new\b|[({[]|[\w$.#]+[^\S\n]*(?:[,);\n]|=>|\?|\|\||as\b)|[\w$.#]*(?:bind|ParentOverrides)\())`;
/** `set` has a key first, which may be anything. */
const PUT = new RegExp(
  String.raw`\.(?:set\([^,\n]*,${MAY_BE_FUNCTION}|(?:${[...QUEUE_PUTS].filter((name) => name !== 'set').join('|')})\(${MAY_BE_FUNCTION})`,
  'g',
);
/** `jobs[last] = job`, `jobs = [...jobs, job]`, `jobs = jobs.concat(job)`: what stands before the sign. */
const ASSIGNED = new RegExp(
  String.raw`=\s*(?:\[[^\]\n]*\.\.\.|[\w$.#]+\.concat\()|\]\s*=(?![=>])(?!\s*(?:\[|\{|new\b))${MAY_BE_FUNCTION}`,
  'g',
);
const TAKE = new RegExp(String.raw`\.(?:${[...QUEUE_TAKES].join('|')}|splice|clear|delete)\(`, 'g');
/** `jobs.length = 0`, `jobs = undefined`, `jobs[first] = undefined`, and `[batch, jobs] = [jobs, []]`. */
const EMPTIED = /\.length\s*=\s*0\b|=\s*(?:null|undefined)\b|,\s*\[\s*\]\s*\]/g;
/** Where a list begins, and where a new one takes its place. */
const MADE = /=\s*(?:\[\s*\]|new (?:Array|Map|Set)\b)/g;

/** The name before a place, through `[key]`, `.get(key)` and `(key)`, lists in a map or of a function, and `(jobs ??= [])`. */
const NAME_BEFORE =
  /(\b(?:const|let|var)\s+)?([\w$]+)(?:\s*[!?]?\.get\([^()\n]*\)|\??\.?\[[^[\]\n]*\]|\([^()\n]*\))?(?:\s*(?:\?\?|\|\|)=\s*\[\s*\])?\s*\)?[!?]?\s*(?:\?\?|\|\|)?$/;

/** What a type may end in that stands between a name and the sign; all else has the name there. */
const TYPE_BEFORE = /(?:[>)\]}]|:\s*[\w$.]+)\s*$/;
/** `jobs: Array<(id: string) => void>`: the last name whose type goes on to the end, with its brackets closed. */
const NAME_OF_TYPE =
  /^[\s\S]*(?<![\w$])([\w$]+)[!?]?\s*:(?:[^=;{}()[\]]|=>|\((?:[^()]|\([^()]*\))*\)|\{[^{}]*\}|\[(?:[^[\]]|\[[^[\]]*\])*\])+$/;

/** Things that nobody calls: lists of them are in most files, and a queue of functions has another name. */
const NEVER_CALLED = new Set(
  (
    'ancestors args arguments assignments attributes bases body buf buffer buffers bytes characters chars children ' +
    'chunks cols columns comments content contents data declarations dependencies deps descriptors elements entries ' +
    'errors exports expressions fields files generics history hosts ids imports indexes indices initializers keys ' +
    'lines matches messages names nodes numbers out output pairs parameters parents params parts path paths points ' +
    'properties props ranges records references result results rows rules scopes segments specifiers stack stacks ' +
    'statements strings styles symbols texts tokens traces types uniques urls values violations visited warnings words'
  ).split(' '),
);
/** `sourceFiles`, `node_stack`: it is the last word that says what the things are. */
const LAST_WORD = /[A-Z]?[a-z]+$/;
/** In a bundle one letter stands for many things; people write no more than `q`. */
const ONE_LETTER = /^[a-pr-zA-Z]$/;

function mayHoldFunctions(name: string): boolean {
  return !ONE_LETTER.test(name) && !NEVER_CALLED.has(LAST_WORD.exec(name)?.[0].toLowerCase() ?? '');
}

/** The names, as the file writes them without `this.` and `#`; empty for nearly every file. */
export const queueNames: (text: string) => ReadonlySet<string> = lastRemembered(find);

export function mayHaveQueue(text: string): boolean {
  return queueNames(text).size > 0;
}

function find(text: string): ReadonlySet<string> {
  const taken = new Set<string>();
  if (text.length > LONGEST_WITH_QUEUES) return taken;
  for (const name of namesBefore(text, TAKE)) taken.add(name);
  for (const name of namesBefore(text, EMPTIED)) taken.add(name);
  for (const name of madeTwice(text)) taken.add(name);
  const names = new Set<string>();
  if (taken.size === 0) return names;
  for (const pattern of [PUT, ASSIGNED])
    for (const name of namesBefore(text, pattern))
      if (taken.has(name) && mayHoldFunctions(name)) names.add(name);
  return names;
}

/** `jobs = []` where the list is made already, and where something looks at what it held. */
function* madeTwice(text: string): Iterable<string> {
  const made = new Set<string>();
  for (const name of [...namesBefore(text, MADE, true), ...namesWithTypes(text)]) {
    if (made.has(name) && isLookedThrough(text, name)) yield name;
    made.add(name);
  }
}

/** `private jobs: Job[] = []`: in TypeScript the name does not stand before the sign. */
function* namesWithTypes(text: string): Iterable<string> {
  for (const { index } of text.matchAll(MADE)) {
    const before = text.slice(Math.max(0, index - TEXT_BEFORE_TYPED), index);
    const name = TYPE_BEFORE.test(before) ? NAME_OF_TYPE.exec(before)?.[1] : undefined;
    if (name !== undefined) yield name;
  }
}

/** `of jobs`, `jobs.forEach(`, `batch = jobs;`: there is a loop over it, or it has another name by then. */
function isLookedThrough(text: string, name: string): boolean {
  const own = name.replaceAll('$', String.raw`\$`);
  return new RegExp(
    String.raw`(?:\bof\s+|[=(\[,]\s*)(?:[\w$]+\.)?#?${own}\s*[;,)\]]|\b${own}\s*\.(?:flatMap|forEach|map|slice|values)\(|\b${own}\[`,
  ).test(text);
}

const IS_ASKED = new Set(['=', '!']);

function* namesBefore(text: string, pattern: RegExp, withDeclared = false): Iterable<string> {
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    // `jobs === undefined`
    if (IS_ASKED.has(text.charAt(found.index - 1))) continue;
    // `]` belongs to what stands before.
    const index = text.charAt(found.index) === ']' ? found.index + 1 : found.index;
    const before = NAME_BEFORE.exec(text.slice(Math.max(0, index - TEXT_BEFORE_METHOD), index));
    // A declaration makes a list and empties none.
    const name = withDeclared || before?.[1] === undefined ? before?.[2] : undefined;
    // Only a map gives something by its key before that is deleted.
    const isKept = found[0] === '.delete(' && !text.includes(`${name}.get(`);
    if (name !== undefined && name !== 'this' && !isKept) yield name;
  }
}
