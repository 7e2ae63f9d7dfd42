/** What a name imported from another file of the project is: through barrels, aliases, packages of the workspace. */
import {
  ModuleView,
  parseModulePath,
  type FollowedPath,
  type LaunchConfig,
  type OtherModules,
  type Source,
  type Step,
} from '@parent-overrides/launch-sites';
import path from 'node:path';
import { LRUCache } from 'lru-cache';
import { ModuleFiles, type ModuleFile } from '../files/module-files.ts';
import { canLoadResolver } from '../resolve/native.ts';
import { ModuleResolver } from '../resolve/module-resolver.ts';
import { ImportClosure } from './import-closure.ts';
import { reachableModules } from './reachable-modules.ts';

/** So many modules may pass a name on to each other, one inside the question of the other. */
const MAX_HOPS = 400;

/** So many modules are kept open, each with a tree and scopes: some 100 kB for a file of usual length. */
const MAX_OPEN = 500;
const MAX_ANSWERS = 20_000;

/** In objects, because a cache knows no undefined. */
interface Opened {
  readonly view: ModuleView | undefined;
}
interface Answer {
  readonly path: FollowedPath | undefined;
}

/** They are the process's: whatever is configured, a text is the same text. */
const files = new ModuleFiles();
const resolver = new ModuleResolver();

/**
 * How a module's text is read: into what the analysis takes, with the answers about what it imports itself; undefined
 * where it does not parse.
 */
export type ParseModule = (file: string, text: string, modules: OtherModules) => Source | undefined;

/**
 * What the other modules of a project say about the files that are analysed under a configuration.
 *
 * @returns for one file that is about to be analysed, by its absolute name, the answers about what it imports; undefined
 *   where nothing can be known: a text without a place on disk, or a machine that the resolver has no binding for
 */
export function projectModules(
  config: LaunchConfig,
  parse: ParseModule,
): (file: string) => OtherModules | undefined {
  let modules: ProjectModules | undefined;
  return (file) => {
    if (!path.isAbsolute(file) || !canLoadResolver()) return undefined;
    modules ??= new ProjectModules(config, parse);
    return modules.for(file);
  };
}

class ProjectModules {
  readonly #config: LaunchConfig;
  readonly #parse: ParseModule;
  readonly #closure: ImportClosure;
  /** Modules that are known by their names, because rows or settings name them. */
  readonly #named: ReadonlySet<string>;
  readonly #views = new LRUCache<string, Opened>({ max: MAX_OPEN });
  readonly #answers = new LRUCache<string, Answer>({ max: MAX_ANSWERS });
  /** Exports that are being looked for. */
  readonly #asked = new Set<string>();
  #changes = 0;
  #hops = 0;

  constructor(config: LaunchConfig, parse: ParseModule) {
    this.#config = config;
    this.#parse = parse;
    this.#closure = new ImportClosure(config, files, resolver);
    this.#named = new Set([
      ...config.runtime,
      ...config.wrappers.flatMap(({ module }) => module ?? []),
      ...config.launchers.flatMap(({ from }) =>
        from.flatMap((origin) => ('module' in origin ? [origin.module] : [])),
      ),
    ]);
  }

  /**
   * The answers for one file that is about to be analysed. What has changed on disk since the last one is read again.
   *
   * @param file absolute
   */
  for(file: string): OtherModules {
    files.startRound();
    const { reachable } = reachableModules(file, this.#config);
    return { ...this.#from(file), reachable };
  }

  #from(file: string): OtherModules {
    const target = (path: string): { file: string; steps: readonly Step[] } | undefined => {
      const parsed = parseModulePath(path);
      if (!parsed || this.#named.has(parsed.module)) return undefined;
      const found = resolver.resolve(file, parsed.module);
      return found === undefined ? undefined : { file: found, steps: parsed.steps };
    };
    return {
      reachable: undefined,
      mayLead: (text) => this.#closure.namesLauncher(file, text),
      isOwn: (path) => target(path) !== undefined,
      has: (path) => {
        const found = target(path);
        const name = found?.steps.at(-1);
        return found !== undefined && typeof name === 'object' && this.#has(found.file, name.name);
      },
      follow: (from) => {
        const found = target(from);
        return found && this.#follow(found.file, found.steps, from.slice(from.indexOf('#', 3)));
      },
    };
  }

  #has(file: string, name: string): boolean {
    const key = `${file}\0${name}`;
    // Of modules that star each other in a circle, none has it by the other.
    if (this.#asked.has(key)) return false;
    this.#asked.add(key);
    try {
      return this.#view(file)?.has(name) === true;
    } finally {
      this.#asked.delete(key);
    }
  }

  #follow(file: string, steps: readonly Step[], rest: string): FollowedPath | undefined {
    const view = this.#view(file);
    const key = `${file}\0${rest}`;
    const known = this.#answers.get(key);
    if (known) return known.path;
    // A circle of modules adds nothing of its own.
    this.#answers.set(key, { path: undefined });
    if (!view || this.#hops > MAX_HOPS) return undefined;
    this.#hops++;
    try {
      const answer = view.follow(steps);
      this.#answers.set(key, { path: answer });
      return answer;
    } finally {
      this.#hops--;
    }
  }

  #view(file: string): ModuleView | undefined {
    const content = files.read(file);
    if (files.changes !== this.#changes) {
      this.#changes = files.changes;
      this.#views.clear();
      this.#answers.clear();
    }
    const known = this.#views.get(file);
    if (known) return known.view;
    const view = typeof content === 'string' ? undefined : this.#open(content);
    this.#views.set(file, { view });
    return view;
  }

  #open({ file, text }: ModuleFile): ModuleView | undefined {
    const source = this.#parse(file, text, this.#from(file));
    // What does not parse exports nothing that can be followed; its own lint or migration says so.
    return source && new ModuleView(source);
  }
}
