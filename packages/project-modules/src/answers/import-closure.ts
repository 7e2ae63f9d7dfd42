/** From texts alone, before anything is parsed: does anything that a file imports name a launcher, however far away? */
import { mentionsLauncher, type LaunchConfig } from '@parent-overrides/launch-sites';
import type { ModuleFiles } from '../files/module-files.ts';
import type { ModuleResolver } from '../resolve/module-resolver.ts';

/** What stands where a module is named: more than the language allows, for a text that is not read as code. */
const SPECIFIER = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"`])([^'"`\n]+)\1/g;

function specifiersOf(text: string): string[] {
  return [...text.matchAll(SPECIFIER)].map(([, , specifier]) => specifier ?? '');
}

export class ImportClosure {
  readonly #config: LaunchConfig;
  readonly #files: ModuleFiles;
  readonly #resolver: ModuleResolver;
  /** By module: whether it, or anything that it imports, names a launcher. */
  readonly #known = new Map<string, boolean>();
  #changes = 0;

  constructor(config: LaunchConfig, files: ModuleFiles, resolver: ModuleResolver) {
    this.#config = config;
    this.#files = files;
    this.#resolver = resolver;
  }

  /** @param file absolute; its text is given, because an editor's is newer than the disk's */
  namesLauncher(file: string, text: string): boolean {
    if (this.#changes !== this.#files.changes) this.#known.clear();
    const found = this.#importsOf(file, text).some((imported) => this.#reaches(imported));
    this.#changes = this.#files.changes;
    return found;
  }

  /** Breadth first; what is left behind without a find has none in all that it imports, and is remembered so. */
  #reaches(start: string): boolean {
    const cameFrom = new Map<string, string | undefined>([[start, undefined]]);
    for (const file of cameFrom.keys()) {
      const known = this.#known.get(file);
      if (known === false) continue;
      const content = this.#files.read(file);
      if (typeof content === 'string') continue;
      if (known ?? mentionsLauncher(content.text, this.#config)) {
        for (let at: string | undefined = file; at !== undefined; at = cameFrom.get(at))
          this.#known.set(at, true);
        return true;
      }
      for (const imported of this.#importsOf(file, content.text))
        if (!cameFrom.has(imported)) cameFrom.set(imported, file);
    }
    for (const file of cameFrom.keys()) this.#known.set(file, false);
    return false;
  }

  #importsOf(file: string, text: string): string[] {
    return specifiersOf(text).flatMap((specifier) => this.#resolver.resolve(file, specifier) ?? []);
  }
}
