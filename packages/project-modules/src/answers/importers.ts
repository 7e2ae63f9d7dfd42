/** Which files import a file? Asked where nothing but its callers says what it is given, or whether it is sent as text. */
import { remembered } from '@parent-overrides/launch-sites';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { MOST_SEARCHED, SHARE_OF_TIME } from '../bounds.ts';
import type { ProjectFiles } from '../files/project-files.ts';
import type { ModuleResolver } from '../resolve/module-resolver.ts';
import { isSource } from '../resolve/source-of.ts';
import { specifiersOf } from './import-closure.ts';

export interface Importer {
  /** Absolute. */
  readonly file: string;
  /** What it calls the file. */
  readonly specifier: string;
}

/** The imports of a package's files, by the last part of what they name. */
interface Index {
  readonly byEnding: ReadonlyMap<string, readonly Importer[]>;
  /** By file, for as long as names mean the same. */
  readonly found: Map<string, readonly Importer[]>;
  /** From when on it is made anew: as often as costs next to nothing. */
  readonly until: number;
}

const LEFT_OUT = new Set(['node_modules', 'dist', 'build', 'out', 'coverage', 'vendor']);
/** What `./` and a package's name may mean. */
const MAIN = new Set(['index', 'main', 'mod']);

export class Importers {
  readonly #files: ProjectFiles;
  readonly #resolver: ModuleResolver;
  readonly #byRoot = new Map<string, Index | undefined>();
  readonly #roots = new Map<string, string>();

  constructor(files: ProjectFiles, resolver: ModuleResolver) {
    this.#files = files;
    this.#resolver = resolver;
  }

  /** Files have come or gone. */
  forget(): void {
    this.#roots.clear();
    for (const index of this.#byRoot.values()) index?.found.clear();
  }

  /** The imports of a file in its package; undefined where that has too many files to look through. */
  of(file: string): readonly Importer[] | undefined {
    const index = this.#index(this.#rootOf(path.dirname(file)));
    return index && remembered(index.found, file, () => this.#find(file, index));
  }

  #find(file: string, index: Index): readonly Importer[] {
    const ending = endingOf(file);
    const candidates = MAIN.has(ending)
      ? [...index.byEnding.values()].flat()
      : (index.byEnding.get(ending) ?? []);
    return candidates.filter(
      (each) => each.file !== file && this.#resolver.resolve(each.file, each.specifier) === file,
    );
  }

  /** The nearest folder with a package.json, or the file's own. */
  #rootOf(directory: string, start = directory): string {
    const known = this.#roots.get(directory);
    if (known !== undefined) return known;
    const parent = path.dirname(directory);
    const isRoot = typeof this.#files.read(path.join(directory, 'package.json')) === 'object';
    const root = isRoot ? directory : parent === directory ? start : this.#rootOf(parent, start);
    if (isRoot) this.#roots.set(directory, root);
    return root;
  }

  #index(root: string): Index | undefined {
    const known = this.#byRoot.get(root);
    if (known ? performance.now() < known.until : this.#byRoot.has(root)) return known;
    const begun = performance.now();
    const files = sourcesIn(root);
    const byEnding = files && new Map<string, Importer[]>();
    for (const file of files ?? []) {
      const content = this.#files.read(file);
      if (typeof content === 'string') continue;
      for (const specifier of structuredClone(specifiersOf(content.text))) {
        const ending = endingOf(specifier);
        const list = byEnding?.get(ending) ?? [];
        list.push({ file, specifier });
        byEnding?.set(ending, list);
      }
    }
    const now = performance.now();
    const index = byEnding && { byEnding, found: new Map(), until: now + (now - begun) / SHARE_OF_TIME };
    this.#byRoot.set(root, index);
    return index;
  }
}

function endingOf(name: string): string {
  return path.posix.basename(name.split(path.sep).join('/')).replace(/\.[cm]?[jt]sx?$/, '');
}

/** Every source file of a package; undefined where there are too many. */
function sourcesIn(root: string): readonly string[] | undefined {
  const found: string[] = [];
  const folders = [root];
  for (const folder of folders) {
    for (const entry of entriesOf(folder)) {
      if (entry.name.startsWith('.') || LEFT_OUT.has(entry.name)) continue;
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) folders.push(file);
      else if (entry.isFile() && isSource(file)) found.push(file);
    }
    if (found.length > MOST_SEARCHED || folders.length > MOST_SEARCHED) return undefined;
  }
  return found;
}

function entriesOf(folder: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(folder);
  } catch {
    return [];
  }
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}
