/**
 * Every bound of the analysis, with its reason: no file, however it was made, takes for ever. Beyond a bound, what is
 * asked is not known. An unknown value is no launcher, an unknown wrapper wraps nothing, and an unknown name is any.
 */

// How far one question may lead.

/** So many other questions may one ask. Code of people needs some dozens; beyond, it is generated or hostile. */
export const MOST_QUESTIONS = 2000;
/** So deep may questions nest: each level is some ten calls of ours, and a stack holds about ten thousand. */
export const DEEPEST_QUESTION = 150;
/** So many names may stand for one thing, one declared as the other: nobody writes more, and a circle ends here. */
export const MOST_ALIASES = 10;
/** So deep may the parts of an expression be looked into: alternatives in alternatives, resolvers in resolvers. */
export const DEEPEST_EXPRESSION = 10;
/** So many expressions may lead from a launched argument to its wrapper, names and helpers among them. */
export const DEEPEST_WRAPPER = 20;
/** So many classes may extend each other: also of types, where a declaration may extend itself. */
export const MOST_BASES = 10;
/** So many calls of a method's name are asked whose it is, to see what that one is given: more are anybody's. */
export const MOST_CALLERS = 50;

// How much of a file one look may take.

/** Names in more places than this are a bundle's (`t`, `e`), and stand for too much to say anything. */
export const MOST_PLACES = 2000;
/** More names than this for one value, likewise; each is looked for in all the text. */
export const MOST_NAMES = 100;
/** More writes of one name than this are a bundle's: looking through them for every member would be quadratic. */
export const MOST_WRITES = 300;

// How much of a text is looked at around a place.

/** Before a name, to see whether it can be code: two names of usual length, or the word of the language. */
export const TEXT_BEFORE_NAME = 40;
/** Before a module's name: its quote and `node:`. */
export const TEXT_BEFORE_MODULE = 6;
/** Before a module's name, to the beginning of what imports it: a list of names may be long. */
export const TEXT_BEFORE_WHOLE = 300;
/** Behind the last name of an import list, for a comma: blanks before one are few. */
export const TEXT_TO_COMMA = 200;
/** Over comments to the next code, forwards or backwards. A longer comment is a licence, and no code follows it on its line. */
export const TEXT_OVER_COMMENTS = 10_000;

// How much is shown.

/** A longer callee is called by its launcher's id in messages: it would fill the line. */
export const LONGEST_CALLEE = 40;
/** A value in an error is there to be recognised, not to be read. */
export const LONGEST_VALUE = 120;

// How much is explained.

/** Steps from a callee to where its value comes from: more are a bundle's; how many are left out is said. */
export const MOST_STEPS = 30;
/** Steps of a path in words: longer ones are the chain of a builder, which words do not make clearer. */
export const MOST_WORDED_STEPS = 4;
/** Source in a line of its own. */
export const LONGEST_EXCERPT = 60;
/** Source inside a sentence. */
export const LONGEST_QUOTE = 40;

// How far a home-made queue is followed.

/** A longer text is a bundle, in which nobody mends a queue. */
export const LONGEST_WITH_QUEUES = 300_000;
/** In more places than this a list is a parser's stack: people mention a queue of functions some ten times. */
export const MOST_LIST_MENTIONS = 60;

/** Before a method, to the name of what it is called on: a name, and a key between brackets. */
export const TEXT_BEFORE_METHOD = 80;

/** Before the first value of what has a type, to its name: an object type of a few lines. */
export const TEXT_BEFORE_TYPED = 300;
/** So many functions are looked through for one that asks a store: what a debounced function calls itself, and a little more. */
export const MOST_FUNCTIONS_ASKED = 20;
/** From function to function, from who puts in to who takes out: people write two or three. */
export const MOST_STARTS = 5;
/** From name to name, from what is taken out to its call. */
export const DEEPEST_ITEM = 12;
