/** From texts alone, before anything is parsed: does anything that a file imports name a launcher, however far away? */
import {
  beginsLauncher,
  remembered,
  type LaunchConfig,
  type TextTest,
  type Step,
} from '@parent-overrides/launch-sites';
import { LRUCache } from 'lru-cache';
import { MOST_FILES_WATCHED, MOST_LOOKED_AT_AGAIN } from '../bounds.ts';
import { declaresOwn } from './declares-own.ts';
import type { ProjectFiles } from '../files/project-files.ts';
import type { ModuleResolver } from '../resolve/module-resolver.ts';

/** What stands where a module is named: more than the language allows, for a text that is not read as code. */
const SPECIFIER = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"`])([^'"`\n]+)\1/g;

export function specifiersOf(text: string): string[] {
  const specifiers = new Set([...text.matchAll(SPECIFIER)].map(([, , specifier]) => specifier ?? ''));
  // Types alone, most of them in comments.
  return [...specifiers].filter((specifier) => !/\.d\.[cm]?ts$/.test(specifier));
}

interface Looked {
  readonly stamp: string;
  readonly mentions: boolean;
  /** What else was asked about its text. */
  readonly holds: Map<TextTest, boolean>;
  /** By steps as they are written: do they lead to a function or class of its own? */
  readonly own: Map<string, boolean>;
  readonly specifiers: readonly string[];
  imports?: Imports;
}

/** The files of the project that a module imports, when names meant that, and what it names in vain. */
interface Imports {
  readonly files: readonly string[];
  readonly missing: readonly string[];
  readonly moves: number;
}

type Known = Map<string, boolean>;

export class ImportClosure {
  readonly #config: LaunchConfig;
  readonly #files: ProjectFiles;
  readonly #resolver: ModuleResolver;
  /** By module: whether it, or anything that it imports, names a launcher; and whether it holds what was asked for. */
  readonly #known: Known = new Map();
  readonly #held = new Map<TextTest, Known>();
  /** What a look at the text of a module gives; for as long as it is that text. */
  readonly #looks = new LRUCache<string, Looked>({ max: MOST_FILES_WATCHED });
  readonly #near = new Map<string, readonly string[]>();
  #changes = 0;
  /** What has been looked at again in this round. */
  readonly #lookedAt = new Set<string>();
  #round = -1;

  /** Does a text name what wraps a callback? Another module may pass that on as well. One object: a test of texts. */
  readonly namesWrapper: TextTest;

  constructor(config: LaunchConfig, files: ProjectFiles, resolver: ModuleResolver) {
    this.#config = config;
    const { runtime, wrappers } = config;
    this.namesWrapper = (text) =>
      runtime.some((module) => text.includes(module)) || wrappers.some(({ name }) => text.includes(name));
    this.#files = files;
    this.#resolver = resolver;
  }

  /**
   * What a file imports: the modules that lead to a launcher, however far away, and the names of those that nobody finds.
   *
   * @param file absolute; its text is given, because an editor's is newer than the disk's
   */
  leading(
    file: string,
    text: string,
  ): { readonly modules: readonly string[]; readonly missing: readonly string[] } {
    const meanings = specifiersOf(text).map(
      (specifier) => [specifier, this.#resolver.meaningOf(file, specifier, true)] as const,
    );
    const imported = meanings.flatMap(([, meaning]) => (typeof meaning === 'object' ? meaning.file : []));
    // That one leads somewhere may hold no longer, and that it leads to nothing else either.
    for (const start of imported) this.#lookAgain(start);
    return {
      modules: imported.filter((start) => this.#begins(start)),
      missing: meanings.flatMap(([specifier, meaning]) => (meaning === 'missing' ? specifier : [])),
    };
  }

  /** Do these modules, with all that they import, hold everything that is asked for, one this and another that? */
  haveAll(modules: readonly string[], tests: readonly TextTest[]): boolean {
    return tests.every((test) => modules.some((start) => this.leadsTo(start, test)));
  }

  /** Does the module, or anything that it imports, hold what is asked for? */
  leadsTo(start: string, test: TextTest): boolean {
    const known = this.#current(remembered(this.#held, test, (): Known => new Map()));
    return known.get(start) ?? this.#search(start, known, (file, looked) => this.#holds(file, looked, test));
  }

  #holds(file: string, { holds }: Looked, test: TextTest): boolean {
    return remembered(holds, test, () => {
      const content = this.#files.read(file);
      return typeof content === 'string' || test(content.text);
    });
  }

  /**
   * Does the module, or anything that it imports, name a launcher? Breadth first; what is left behind without a find has
   * none in all that it imports, and is remembered so.
   */
  reaches(start: string): boolean {
    if (this.#known.get(start) !== true) this.#lookAgain(start);
    return this.#begins(start);
  }

  /** As far as was looked. */
  #begins(start: string): boolean {
    const known = this.#current(this.#known);
    return known.get(start) ?? this.#search(start, known, (_, { mentions }) => mentions);
  }

  /** What was known before a file changed is forgotten. */
  #current(known: Known): Known {
    if (this.#changes !== this.#files.changes)
      for (const each of [this.#known, this.#near, ...this.#held.values()]) each.clear();
    this.#changes = this.#files.changes;
    return known;
  }

  /** Do the module's imports lead back to it? */
  isInCircle(file: string): boolean {
    const seen = new Set<string>();
    const open = [file];
    for (const at of open)
      for (const imported of this.#importsOf(at, this.#look(at))) {
        if (imported === file) return true;
        if (seen.has(imported)) continue;
        seen.add(imported);
        open.push(imported);
      }
    return false;
  }

  /** The module and those that it imports, without those that name no launcher. */
  near(file: string): readonly string[] {
    this.#current(this.#known);
    return remembered(this.#near, file, () =>
      [file, ...this.#importsOf(file, this.#look(file))].filter(
        (each) => this.#look(each)?.mentions === true,
      ),
    );
  }

  /** Is what the steps from a module lead to visibly its own, and no launcher? */
  declaresOwn(file: string, steps: readonly Step[], written: string): boolean {
    const looked = this.#look(file);
    return (
      looked !== undefined &&
      remembered(looked.own, written, () => {
        const content = this.#files.read(file);
        return typeof content === 'object' && declaresOwn(content.text, steps);
      })
    );
  }

  /** Does the module itself hold what is asked for? */
  holds(file: string, test: TextTest): boolean {
    const looked = this.#look(file);
    return looked !== undefined && this.#holds(file, looked, test);
  }

  /** An answer of no holds for as long as nothing changes, of which only a look can tell: once in each round. */
  #lookAgain(start: string): void {
    if (this.#files.round !== this.#round) this.#lookedAt.clear();
    this.#round = this.#files.round;
    if (this.#lookedAt.has(start)) return;
    this.#lookedAt.add(start);
    const near = new Set([start]);
    for (const file of near) {
      this.#files.stampOf(file);
      for (const imported of this.#importsOf(file, this.#looks.get(file)))
        if (near.size < MOST_LOOKED_AT_AGAIN) near.add(imported);
    }
  }

  #search(start: string, answers: Known, holds: (file: string, looked: Looked) => boolean): boolean {
    const cameFrom = new Map<string, string | undefined>([[start, undefined]]);
    for (const file of cameFrom.keys()) {
      const known = answers.get(file);
      if (known === false) continue;
      const looked = this.#look(file);
      // What cannot be read may name anything.
      if (known ?? (looked === undefined || holds(file, looked))) {
        for (let at: string | undefined = file; at !== undefined; at = cameFrom.get(at))
          answers.set(at, true);
        return true;
      }
      for (const imported of this.#importsOf(file, looked))
        if (!cameFrom.has(imported)) cameFrom.set(imported, file);
    }
    for (const file of cameFrom.keys()) answers.set(file, false);
    return false;
  }

  #importsOf(file: string, looked: Looked | undefined): readonly string[] {
    if (!looked) return [];
    for (const specifier of looked.imports?.missing ?? []) this.#resolver.meaningOf(file, specifier);
    if (looked.imports?.moves !== this.#files.moves) {
      const meanings = looked.specifiers.map(
        (specifier) => [specifier, this.#resolver.meaningOf(file, specifier)] as const,
      );
      looked.imports = {
        files: meanings.flatMap(([, meaning]) => (typeof meaning === 'object' ? meaning.file : [])),
        missing: meanings.flatMap(([specifier, meaning]) => (meaning === 'missing' ? specifier : [])),
        moves: this.#files.moves,
      };
    }
    return looked.imports.files;
  }

  #look(file: string): Looked | undefined {
    const stamp = this.#files.stampOf(file);
    const known = this.#looks.get(file);
    if (known?.stamp === stamp) return known;
    const content = this.#files.read(file);
    if (typeof content === 'string') return undefined;
    const { text } = content;
    // A copy, because the names are slices, which would keep the whole text.
    const specifiers = structuredClone(specifiersOf(text));
    const looked: Looked = {
      stamp,
      mentions: beginsLauncher(text, this.#config) || this.namesWrapper(text),
      holds: new Map<TextTest, boolean>(),
      own: new Map<string, boolean>(),
      specifiers,
    };
    this.#looks.set(file, looked);
    return looked;
  }
}
