/** Every bound on what is read of other files, with its reason. Beyond one, what is imported is not known. */

/** A module's file may be so long, in bytes: what is longer was made by a program, for a program. */
export const LONGEST_MODULE = 2_000_000;

/**
 * Brackets may be open inside of each other so often. oxc has no bound of its own: where the stack ends, a thousand functions
 * deep in a thread, the process ends. People's code is a tenth of this.
 */
export const DEEPEST_NESTING = 500;

/** So much text is kept, in UTF-16 code units: that of some four thousand files of usual length. */
export const MOST_TEXT_KEPT = 16_000_000;

/** So many files are looked at for changes: a few megabytes of names and times. */
export const MOST_FILES_WATCHED = 50_000;

/** Looking at all of them again may take this share of a process's time. With a thousand, that is once in a second. */
export const SHARE_OF_TIME = 0.003;

/** What a look at a file has shown holds so long, in milliseconds, while others are analysed for the first time. */
export const LOOK_HOLDS_MS = 250;

/** What was not there is looked for again after so long, in milliseconds: nobody makes a file and looks on faster. */
export const MISSING_FOR_MS = 200;

/**
 * So many files behind an import that leads nowhere are looked at again each time, the nearest first: an edit of one shows
 * at once. What is further away waits for the look at all.
 */
export const MOST_LOOKED_AT_AGAIN = 20;

/** So many modules are kept open, each with a tree and scopes: some 100 kB for a file of usual length. */
export const MOST_OPEN = 500;

/** So many answers about exports are kept, and about the names that modules are imported by. */
export const MOST_ANSWERS = 20_000;
export const MOST_NAMES_RESOLVED = 100_000;

/** So many modules may pass a name on to each other, one inside the question of the other: a stack holds no more. */
export const MOST_HOPS = 400;

/** So many files, or folders, of a package are looked through for who imports one of them: some 0.2 seconds, once. */
export const MOST_SEARCHED = 3000;

/** Through so many barrels an export is looked for by those who import it: more are a circle, or all of a library. */
export const MOST_BARRELS = 20;
