/**
 * Stores of which nobody has said whether they go along where work leaves its thread. Both ends may be done and green:
 * a store goes along only when it is adopted, and what of it may leave is a decision that no tool takes, because it may
 * hold a key or a session. The one place that tells this, for `init` and for a run.
 */
import type { OwnStore, Stores } from './find-stores.ts';
import { adoptionOf, PACKAGE_STORES } from './adoptions.ts';

const STORES_PAGE = 'https://github.com/parent-overrides/parent-overrides/blob/main/docs/stores.md';

/** A store to adopt, as the report shows it. */
export interface UndecidedStore {
  /** The package that brings it, or the name of the project's own. */
  readonly store: string;
  /** Where it is: `package.json`, or `file:line`. */
  readonly at: string;
  /** Where work leaves the thread. */
  readonly launch: string;
  /** What to write, and where. Lines that begin with two blanks are code. */
  readonly advice: string;
}

/** A store of a test is no store of the program. */
const TEST = /(?:^|\/)(?:tests?|__tests__|specs?|e2e)\/|\.(?:test|spec)\.[cm]?[jt]sx?$/;

export const isTest = (file: string): boolean => TEST.test(file);

/** @param launch where work leaves the thread, as it is printed */
export function undecidedStores({ own, packages, adoptions }: Stores, launch: string): UndecidedStore[] {
  const kept = own.filter(({ file, isLocal }) => !isLocal && !isTest(file));
  // Whose adoption this is does not show: it gets the benefit of the doubt.
  const isDoubtful = adoptions.some(
    (adoption) => adoption.packages.length === 0 && !kept.some((store) => names(adoption.store, store)),
  );
  if (isDoubtful) return [];
  const ownLeft = kept.filter((store) => !adoptions.some((adoption) => names(adoption.store, store)));
  const left = PACKAGE_STORES.flatMap(({ packages: any, ...store }) => {
    const name = any.find((one) => packages.includes(one));
    const isAdopted = adoptions.some((adoption) => any.some((one) => adoption.packages.includes(one)));
    return name === undefined || isAdopted ? [] : { name, ...store };
  });
  return [
    ...ownLeft.map((store) => ownStore(store, launch)),
    ...left.map(({ name, block, heading, where }) => ({
      ...{ store: name, at: 'package.json', launch },
      advice: `Write into ${where}:\n\n${indented(block)}\n${STORES_PAGE}#${heading}`,
    })),
  ];
}

function names(written: string, { name }: OwnStore): boolean {
  return name !== undefined && written.split(/[^\w$]+/).includes(name);
}

function ownStore({ file, line, name = 'store' }: OwnStore, launch: string): UndecidedStore {
  return {
    ...{ store: name, at: `${file}:${line}`, launch },
    advice: `Beside the store, in a module that the program and the worker file both import, decide:\n\n${indented(adoptionOf(name))}\n${STORES_PAGE}`,
  };
}

/** What is said first of each. */
export function sentenceOn({ store, at, launch }: UndecidedStore): string {
  return `Work leaves the thread here (${launch}), and a store goes along only when it is adopted: ${store} (${at}) is not.`;
}

function indented(block: string): string {
  return block.replaceAll(/^(?=.)/gm, '  ');
}
