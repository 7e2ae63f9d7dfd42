/**
 * All chosen mutants are in the sources at once, each behind a switch, and one at a time is on. So nothing is
 * compiled or built anew for a mutant, and what a test reaches is known before it is tried.
 */

/** Reads `MUTANT`, the number of the one that is on; in a process that tests start, this is how it learns of it. */
export const ACTIVE = 'MUTANT';
/** Names a file to which such a process writes the numbers of the mutants that it reaches. */
export const REACHED = 'MUTANTS_REACHED';
/** Names the file to which trials write what they found, a JSON value a line. */
export const LOG = 'MUTANTS_LOG';

/** What the switches of one process share, at `globalThis[Symbol.for('mutants')]`. */
export interface Switches {
  /** The number of the mutant that is on, or 0. */
  active: number;
  readonly reached: Set<number>;
  /** How often a switch may still be asked while one is on, before the mutant counts as running for ever. */
  callsLeft: number;
  note?(mutant: number): void;
}

/** This process's, made on first use by whoever comes first: the trials, or the code below. */
export function switches(): Switches {
  const holder = globalThis as { [key: symbol]: Switches | undefined };
  return (holder[Symbol.for('mutants')] ??= { active: 0, reached: new Set(), callsLeft: 0 });
}

/** More questions than any one test asks, and than all tests of a process ask together. */
export const CALLS = { inTest: 3e6, inProcess: 1e9 };

/**
 * Goes at the end of each changed source. Plain JavaScript without imports, as it runs in threads, in processes
 * and in bundles; a declaration, as circular imports may call it before its module has run.
 */
export const SWITCH = `
function __mutant(number) {
  const state = (globalThis[Symbol.for('mutants')] ??= (() => {
    const env = globalThis.process?.env ?? {};
    const note = (id) => process.getBuiltinModule('node:fs').appendFileSync(env.${REACHED}, id + '\\n');
    return {
      active: Number(env.${ACTIVE} ?? 0),
      reached: new Set(),
      callsLeft: ${CALLS.inProcess},
      ...(env.${REACHED} && { note }),
    };
  })());
  if (state.active !== 0 && --state.callsLeft < 0) throw new Error('It runs for ever.');
  if (number !== 0 && !state.reached.has(number)) {
    state.reached.add(number);
    state.note?.(number);
  }
  return state.active === number;
}
`;
