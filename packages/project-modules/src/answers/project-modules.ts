/** What a name imported from another file of the project is: through barrels, aliases, packages of the workspace. */
import {
  parseModulePath,
  type LaunchConfig,
  type OtherModules,
  type Step,
} from '@parent-overrides/launch-sites';
import path from 'node:path';
import { ProjectFiles } from '../files/project-files.ts';
import { canFollow } from '../native.ts';
import { Dependencies } from '../resolve/dependencies.ts';
import { ModuleResolver } from '../resolve/module-resolver.ts';
import { Workspaces } from '../resolve/workspace.ts';
import { ImportClosure } from './import-closure.ts';
import { ModuleViews } from './module-views.ts';

/** The project is the process's: whatever is configured, a text is the same text. */
const files = new ProjectFiles();
const workspaces = new Workspaces(files);
const resolver = new ModuleResolver(files, workspaces);
const dependencies = new Dependencies(files, workspaces);
let moves = 0;

const byConfig = new WeakMap<LaunchConfig, ProjectModules>();

/**
 * The answers about what one file imports, for when it is analysed next. What has changed on disk since is read again.
 *
 * @param file absolute; undefined or anything else for a text without a place on disk, of which nothing can be known
 * @returns undefined where nothing can be known, also on a machine that oxc has no binding for
 */
export function otherModules(file: string | undefined, config: LaunchConfig): OtherModules | undefined {
  if (file === undefined || !path.isAbsolute(file) || !canFollow()) return undefined;
  let modules = byConfig.get(config);
  if (!modules) byConfig.set(config, (modules = new ProjectModules(config)));
  files.startRound(() => {
    resolver.lookForMissing();
  });
  if (files.moves !== moves) {
    moves = files.moves;
    for (const each of [workspaces, resolver, dependencies]) each.forget();
  }
  return modules.of(file);
}

/** An import that led nowhere, where something that it names is called as a launcher could be. */
export interface Unfollowed {
  /** Absolute. */
  readonly file: string;
  readonly specifier: string;
  /** The end of a sentence that begins with what is imported: `was not found`. */
  readonly why: string;
}

const unfollowed = new Map<string, Unfollowed>();

/** What could not be followed since this was last asked: launches of what it holds were not seen. */
export function takeUnfollowed(): Unfollowed[] {
  const taken = [...unfollowed.values()];
  unfollowed.clear();
  return taken;
}

interface Target {
  readonly file: string;
  readonly specifier: string;
  readonly steps: readonly Step[];
}

class ProjectModules {
  readonly #closure: ImportClosure;
  readonly #views: ModuleViews;
  /** Modules that are known by their names, because rows or settings name them. */
  readonly #named: ReadonlySet<string>;

  constructor(config: LaunchConfig) {
    this.#closure = new ImportClosure(config, files, resolver);
    this.#views = new ModuleViews(files, (file) => this.of(file));
    this.#named = new Set([
      ...config.runtime,
      ...config.wrappers.flatMap(({ module }) => module ?? []),
      ...config.launchers.flatMap(({ from }) =>
        from.flatMap((origin) => ('module' in origin ? [origin.module] : [])),
      ),
    ]);
  }

  of(file: string): OtherModules {
    const note = (specifier: string, why: string): void => {
      unfollowed.set(`${file}\0${specifier}`, { file, specifier, why });
    };
    const target = (of: string): Target | undefined => {
      const parsed = parseModulePath(of);
      if (!parsed || this.#named.has(parsed.module)) return undefined;
      const meaning = resolver.meaningOf(file, parsed.module);
      if (meaning === 'missing') note(parsed.module, 'was not found');
      if (typeof meaning === 'string') return undefined;
      return { ...meaning, specifier: parsed.module, steps: parsed.steps };
    };
    return {
      get reachable() {
        return dependencies.of(path.dirname(file));
      },
      mayLead: (text, needs) => this.#closure.namesLauncher(file, text, needs),
      isOwn: (of) => target(of) !== undefined,
      has: (of) => {
        const found = target(of);
        const name = found?.steps.at(-1);
        return found !== undefined && typeof name === 'object' && this.#views.has(found.file, name.name);
      },
      follow: (from) => {
        const found = target(from);
        // What leads to no launcher is not parsed.
        if (!found || !this.#closure.reaches(found.file)) return undefined;
        const answer = this.#views.follow(found.file, found.steps, from.slice(from.indexOf('#', 3)));
        const why = this.#views.unreadable(found.file);
        if (why !== undefined) note(found.specifier, why);
        return answer;
      },
    };
  }
}
