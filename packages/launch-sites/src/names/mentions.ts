/** Where does a text spell a name out? Asked before anything is parsed, about every file there is: most answers are no. */

import { TEXT_BEFORE_MODULE, TEXT_BEFORE_NAME, TEXT_BEFORE_WHOLE } from '../bounds.ts';

export interface Mention {
  readonly word: string;
  /** The part of the word that the fewest texts hold, and where in the word it is. */
  readonly needle: string;
  readonly offset: number;
  /** Is what stands there the whole word, where it counts? */
  readonly isAt: (text: string, index: number) => boolean;
}

/** `name` as a word of its own. */
export function word(name: string): Mention {
  return mention(name, (text, index) => isWhole(text, index, name.length));
}

/** A part of the text, wherever it stands. */
export function part(text: string): Mention {
  return mention(text, () => true);
}

/** `name` where code can use its value: not after a word of a comment. */
export function usedName(name: string): Mention {
  return mention(
    name,
    (text, index) =>
      isWhole(text, index, name.length) &&
      PLACE_OF_VALUE.test(text.slice(Math.max(0, index - TEXT_BEFORE_NAME), index)),
  );
}

/**
 * `name` where code can give its value to something: not called right there, asked for its type, the type of something, in a
 * text or a comment, nor imported under the same name.
 */
export function passedName(name: string): Mention {
  const { isAt } = usedName(name);
  return mention(name, (text, index) => {
    const end = index + name.length;
    if (!isAt(text, index) || text.charAt(end) === '(') return false;
    const line = text.slice(text.lastIndexOf('\n', index) + 1, index);
    if (PASSES_NOTHING.test(line)) return false;
    const next = text
      .slice(end, end + TEXT_BEFORE_NAME)
      .trimStart()
      .charAt(0);
    if (ANNOTATES.test(line) && ';|)=['.includes(next)) return false;
    return !isImported(text, index, next);
  });
}

/** A line of a comment, `typeof name`, and a text that is no key. */
const PASSES_NOTHING = /^\s*(?:\*|\/\/|\/\*)|\btypeof[ \t]+$|(?:^|[^[ \t])[ \t]*['"`]$/;
/** `worker: Worker`; a blank before the colon would be that of `is ? one : other`. */
const ANNOTATES = /[\w$?)\]!]:\s*$/;

/** `import { Worker } from '`, `const { Worker } = require('`: what gets another name there is followed by that. */
function isImported(text: string, index: number, next: string): boolean {
  if (next !== ',' && next !== '}') return false;
  const open = text.lastIndexOf('{', index);
  const close = text.indexOf('}', index);
  if (open === -1 || close === -1) return false;
  const before = text.slice(Math.max(0, open - TEXT_BEFORE_NAME), open);
  const behind = text.slice(close + 1, close + 1 + TEXT_BEFORE_NAME);
  return (
    /\b(?:import|const|let|var)\b[^;{}]*$/.test(before) &&
    /^\s*(?:from\b|=\s*(?:require|await\s+import)\b)/.test(behind)
  );
}

/** One look for any of many modules, which is quicker than one for each: few characters of a text are quotes. */
export function anyQuoted(modules: readonly string[]): RegExp {
  // Without a module it matches nothing.
  const names = [...new Set(modules)].map((name) => name.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(names.length === 0 ? '(?!)' : `['"\`](?:node:)?(?:${names.join('|')})['"\`]`);
}

const QUOTES = ['"', "'", '`'];

/** A module between its quotes: a bare `async` or `threads` is a word of many files. */
export function quotedModule(module: string): Mention {
  return mention(
    module,
    (text, index) =>
      QUOTES.includes(text.charAt(index + module.length)) &&
      /['"`](?:node:)?$/.test(text.slice(Math.max(0, index - TEXT_BEFORE_MODULE), index)),
  );
}

/**
 * May a text pass on a module as a whole, which it names so? It exports all of it, or a name for all of it stands somewhere
 * without a member: `export * as timers from 'timers'`, `import fs from 'fs'; export { fs }`, `{ fs: require('fs') }`.
 */
export function passesWhole(text: string, quoted: Mention): boolean {
  for (const at of placesOf(text, quoted)) {
    const before = text.slice(Math.max(0, at - TEXT_BEFORE_WHOLE), at);
    if (EXPORTS_ALL.test(before)) return true;
    const behind =
      text.charAt(at + quoted.word.length + 1) === ')' ? text.charAt(at + quoted.word.length + 2) : '';
    const found = NAMES_WHOLE.exec(before);
    const name = found?.[1] ?? found?.[2];
    if (!found || name === undefined) {
      if (IN_PLACE.test(before) && behind !== '.' && !TAKES_PARTS.test(before)) return true;
      continue;
    }
    const own = name.replaceAll('$', String.raw`\$`);
    const elsewhere = text.slice(0, at - found[0].length) + text.slice(at + quoted.word.length);
    if (new RegExp(String.raw`(?<![\w$.])${own}(?![\w$]|\s*[.(=])`).test(elsewhere)) return true;
  }
  return false;
}
const EXPORTS_ALL = /\bexport\s*\*[^'"`]*['"`](?:node:)?$/;
/** `import * as fs from '`, `import fs, { open } from '`, `const fs = require('` */
const NAMES_WHOLE =
  /(?:\bimport\s+(?:\*\s*as\s+)?([\w$]+)[^'"`;]*?\bfrom\s*|\b(?:const|let|var)\s+([\w$]+)\s*=\s*(?:require|await\s+import)\s*\(\s*)['"`](?:node:)?$/;
const IN_PLACE = /\b(?:require|import)\s*\(\s*['"`](?:node:)?$/;
const TAKES_PARTS = /\}\s*=\s*(?:require|await\s+import)\s*\(\s*['"`](?:node:)?$/;

export function isMentioned(text: string, mention: Mention): boolean {
  return nextPlace(text, mention, 0) !== -1;
}

/** Every place where a text has it. */
export function* placesOf(text: string, mention: Mention): Iterable<number> {
  for (let at = nextPlace(text, mention, 0); at !== -1; at = nextPlace(text, mention, at + 1)) yield at;
}

/** The first place from an index on; -1 where there is none. The name of `object['']` is nowhere. */
function nextPlace(text: string, { word, needle, offset, isAt }: Mention, from: number): number {
  if (word === '') return -1;
  for (let at = text.indexOf(needle, from + offset); at !== -1; at = text.indexOf(needle, at + 1)) {
    const index = at - offset;
    if (text.startsWith(word, index) && isAt(text, index)) return index;
  }
  return -1;
}

function mention(word: string, isAt: Mention['isAt']): Mention {
  const offset = rarest(word);
  return { word, needle: word.slice(offset, offset + 6), offset, isAt };
}

/** Words of the language that stand before a value; after any other word on its line a name is prose. */
const PLACE_OF_VALUE =
  /(?:^|[^\w$ \t]|\b(?:as|await|case|default|delete|do|else|extends|in|instanceof|new|of|return|satisfies|throw|typeof|void|yield)\b)[ \t]*$/;

function isWhole(text: string, index: number, length: number): boolean {
  return !isWordCharacter(text.charCodeAt(index - 1)) && !isWordCharacter(text.charCodeAt(index + length));
}

/** `[\w$]`; `NaN`, which is outside the text, is none. */
function isWordCharacter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36
  );
}

/** The small letters of program texts, most frequent first; all other characters are rarer. */
const FREQUENT = 'etronsailcdupmhfgybvwxkjqz';

/**
 * Where in a word to begin a search. An engine looks for a string by its first character, so that it is faster where
 * this is rare; with less than three characters it would stop too often. Over 60 MB of packages a search from the first
 * letter takes 2.9 to 3.3 times as long, all words in one regular expression 1.7 to 1.8 (`pnpm bench:words`, Node 20 to
 * 24).
 */
function rarest(word: string): number {
  const rarity = (index: number): number => {
    const place = FREQUENT.indexOf(word.charAt(index));
    return place === -1 ? FREQUENT.length : place;
  };
  let best = 0;
  for (let index = 1; index <= word.length - 3; index++) if (rarity(index) > rarity(best)) best = index;
  return best;
}
