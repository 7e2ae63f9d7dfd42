/** Every bound of the codemod, with its reason. (How long the jscodeshift transform waits is in `transform.cjs`.) */

/** The oldest TypeScript that is asked for types, by its major version: what ours are compiled and tested against. */
export const OLDEST_TYPESCRIPT = 5;

/** Programs at a time: files come project by project, and only launches with two ends lead from one to another. */
export const MOST_PROGRAMS = 2;

/** A tree takes some 200 times the memory of its text; beyond this, a run over many files could break on one. */
export const LONGEST_TEXT = 5_000_000;

/** More threads than this cost memory and gain nothing: the main thread collects what they find. */
export const MOST_THREADS = 4;

/** Files per message to a thread: enough to keep it busy, few enough to share the work evenly. */
export const FILES_IN_BATCH = 64;

/**
 * A tree is garbage as soon as its file is done, and V8 lets garbage grow with the room that it has: with these, a large
 * run needs two thirds of the memory and no more time. The densest file that is not refused for its size still fits.
 */
export const THREAD_LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 1900 };

/** Files on git's command line at a time: well under every system's limit. */
export const FILES_IN_COMMAND = 400;

/** What git may answer, in bytes: the names of some ten million files. */
export const LONGEST_GIT_ANSWER = 2 ** 30;

/** Files with uncommitted changes that are named before they are only counted: more would scroll the reason away. */
export const MOST_FILES_NAMED = 10;

/** Calls of one line that are explained. A line with more is a bundle's: it would take minutes, and nobody would read it. */
export const MOST_CALLS_EXPLAINED = 100;

/** Lines around the edit of an explanation: the reader knows where it is. */
export const LINES_AROUND_EDIT = 1;

/** What is longer pushes the words beside it to the next line of an explanation. */
export const WIDEST_COLUMN = 60;

/** So long `probe` waits for a user's file, in seconds: what it measures is given six, and closes what it opened. */
export const PROBE_SECONDS = 30;
