/** Where does a text spell a name out? Asked before anything is parsed, about every file there is: most answers are no. */

export interface Mention {
  readonly word: string;
  /** The part of the word that the fewest texts hold. */
  readonly needle: string;
  /** Is what stands there the whole word, where it counts? */
  readonly isAt: (text: string, index: number) => boolean;
}

/** `name` as a word of its own. */
export function word(name: string): Mention {
  return mention(name, (text, index) => isWhole(text, index, name.length));
}

/** A sign, such as a bracket. */
export function sign(text: string): Mention {
  return mention(text, () => true);
}

/** `name` where code can use its value: not after a word of a comment. */
export function value(name: string): Mention {
  return mention(
    name,
    (text, index) =>
      isWhole(text, index, name.length) && PLACE_OF_VALUE.test(text.slice(Math.max(0, index - 40), index)),
  );
}

/** A module between its quotes: a bare `async` or `threads` is a word of many files. */
export function quoted(module: string): Mention {
  return mention(
    module,
    (text, index) =>
      /['"`]/.test(text.charAt(index + module.length)) &&
      /['"`](?:node:)?$/.test(text.slice(Math.max(0, index - 6), index)),
  );
}

export function isMentioned(text: string, { word, needle, isAt }: Mention): boolean {
  if (!text.includes(needle)) return false;
  for (let index = text.indexOf(word); index !== -1; index = text.indexOf(word, index + 1))
    if (isAt(text, index)) return true;
  return false;
}

/** Every place where a text has it. */
export function* placesOf(text: string, { word, isAt }: Mention): Iterable<number> {
  for (let index = text.indexOf(word); index !== -1; index = text.indexOf(word, index + 1))
    if (isAt(text, index)) yield index;
}

function mention(word: string, isAt: Mention['isAt']): Mention {
  return { word, needle: needleOf(word), isAt };
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
const FREQUENT = 'etrniosaclupdmhfgbyvxkwqzj';

/**
 * An engine looks for a string by its first character, so a search is several times as fast when that is rare and
 * the string is short.
 */
function needleOf(word: string): string {
  const rarity = (index: number): number => {
    const place = FREQUENT.indexOf(word.charAt(index));
    return place === -1 ? FREQUENT.length : place;
  };
  let start = 0;
  for (let index = 1; index <= word.length - 4; index++) if (rarity(index) > rarity(start)) start = index;
  return word.slice(start, start + 6);
}
