/** From texts alone, before anything is parsed: does anything that a file imports name a launcher, however far away? */
import {
  mentionsLauncher,
  remembered,
  type LaunchConfig,
  type TextTest,
} from '@parent-overrides/launch-sites';
import { LRUCache } from 'lru-cache';
import { MOST_FILES_WATCHED, MOST_LOOKED_AT_AGAIN } from '../bounds.ts';
import type { ProjectFiles } from '../files/project-files.ts';
import type { ModuleResolver } from '../resolve/module-resolver.ts';

/** What stands where a module is named: more than the language allows, for a text that is not read as code. */
const SPECIFIER = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"`])([^'"`\n]+)\1/g;

export function specifiersOf(text: string): string[] {
  return [...new Set([...text.matchAll(SPECIFIER)].map(([, , specifier]) => specifier ?? ''))];
}

interface Looked {
  readonly stamp: string;
  readonly mentions: boolean;
  /** What else was asked about its text. */
  readonly holds: Map<TextTest, boolean>;
  readonly specifiers: readonly string[];
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
  #changes = 0;

  constructor(config: LaunchConfig, files: ProjectFiles, resolver: ModuleResolver) {
    this.#config = config;
    this.#files = files;
    this.#resolver = resolver;
  }

  /**
   * Do the modules that a file imports have all that one of the launchers needs?
   *
   * @param file absolute; its text is given, because an editor's is newer than the disk's
   */
  namesLauncher(file: string, text: string, needs: readonly (readonly TextTest[])[]): boolean {
    if (needs.length === 0) return false;
    const imported: string[] = [];
    for (const specifier of specifiersOf(text)) {
      const meaning = this.#resolver.meaningOf(file, specifier);
      // What cannot be found is to be said, not taken for nothing.
      if (meaning === 'missing') return true;
      if (typeof meaning === 'object' && this.reaches(meaning.file)) imported.push(meaning.file);
    }
    if (imported.length === 0) return false;
    const isLed = (): boolean =>
      needs.some((tests) => tests.every((test) => imported.some((start) => this.#leadsTo(start, test))));
    if (isLed()) return true;
    const { changes } = this.#files;
    for (const start of imported) this.#lookAgain(start);
    return changes !== this.#files.changes && isLed();
  }

  #leadsTo(start: string, test: TextTest): boolean {
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
    const known = this.#current(this.#known);
    return known.get(start) ?? this.#search(start, known, (_, { mentions }) => mentions);
  }

  /** What was known before a file changed is forgotten. */
  #current(known: Known): Known {
    if (this.#changes !== this.#files.changes)
      for (const each of [this.#known, ...this.#held.values()]) each.clear();
    this.#changes = this.#files.changes;
    return known;
  }

  /** Do the module's imports lead back to it? */
  isInCircle(file: string): boolean {
    const seen = new Set<string>();
    const open = [file];
    for (const at of open)
      for (const specifier of this.#look(at)?.specifiers ?? []) {
        const imported = this.#resolver.resolve(at, specifier);
        if (imported === file) return true;
        if (imported === undefined || seen.has(imported)) continue;
        seen.add(imported);
        open.push(imported);
      }
    return false;
  }

  /** Does the module itself, or one that it imports, name a launcher? */
  isNear(file: string): boolean {
    const looked = this.#look(file);
    return (
      looked !== undefined &&
      (looked.mentions ||
        looked.specifiers.some((specifier) => {
          const imported = this.#resolver.resolve(file, specifier);
          return imported !== undefined && this.#look(imported)?.mentions === true;
        }))
    );
  }

  /** An answer of no holds for as long as nothing changes, of which only a look can tell. */
  #lookAgain(start: string): void {
    const near = new Set([start]);
    for (const file of near) {
      this.#files.stampOf(file);
      for (const specifier of this.#looks.get(file)?.specifiers ?? []) {
        const imported = this.#resolver.resolve(file, specifier);
        if (imported !== undefined && near.size < MOST_LOOKED_AT_AGAIN) near.add(imported);
      }
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
      for (const specifier of looked.specifiers) {
        const imported = this.#resolver.resolve(file, specifier);
        if (imported !== undefined && !cameFrom.has(imported)) cameFrom.set(imported, file);
      }
    }
    for (const file of cameFrom.keys()) answers.set(file, false);
    return false;
  }

  /** A launcher, or a wrapper, which another module may pass on as well. */
  #mentions(text: string): boolean {
    const { runtime, wrappers } = this.#config;
    return (
      mentionsLauncher(text, this.#config) ||
      runtime.some((module) => text.includes(module)) ||
      wrappers.some(({ name }) => text.includes(name))
    );
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
    const looked = { stamp, mentions: this.#mentions(text), holds: new Map<TextTest, boolean>(), specifiers };
    this.#looks.set(file, looked);
    return looked;
  }
}
