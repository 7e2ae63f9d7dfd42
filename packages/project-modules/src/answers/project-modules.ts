/** What a name imported from another file of the project is: through barrels, aliases, packages of the workspace. */
import {
  allRemembered,
  lazy,
  parseModulePath,
  soughtElsewhere,
  THIS_MODULE,
  type LaunchConfig,
  type OtherModules,
  type Step,
  type TextTest,
} from '@parent-overrides/launch-sites';
import { LRUCache } from 'lru-cache';
import path from 'node:path';
import { LOOK_HOLDS_MS, MOST_FILES_WATCHED } from '../bounds.ts';
import { ProjectFiles } from '../files/project-files.ts';
import { canFollow } from '../native.ts';
import { Dependencies } from '../resolve/dependencies.ts';
import { ModuleResolver } from '../resolve/module-resolver.ts';
import { Workspaces } from '../resolve/workspace.ts';
import { Callers } from './callers.ts';
import { ImportClosure } from './import-closure.ts';
import { Importers } from './importers.ts';
import { ModuleViews } from './module-views.ts';

/** The project is the process's: whatever is configured, a text is the same text. */
const files = new ProjectFiles();
const workspaces = new Workspaces(files);
const resolver = new ModuleResolver(files, workspaces);
const dependencies = new Dependencies(files, workspaces);
const importers = new Importers(files, resolver);
let moves = 0;

const byConfig = new WeakMap<LaunchConfig, ProjectModules>();

/**
 * The answers about what one file imports, for when it is analysed next. What has changed on disk since is read again.
 *
 * @param file absolute; undefined or anything else for a text without a place on disk, of which nothing can be known
 * @param text of the file as it is analysed: an editor's is newer than the disk's
 * @returns undefined where nothing can be known, also on a machine that oxc has no binding for
 */
export function otherModules(
  file: string | undefined,
  text: string,
  config: LaunchConfig,
): OtherModules | undefined {
  if (file === undefined || !path.isAbsolute(file) || !canFollow()) return undefined;
  let modules = byConfig.get(config);
  if (!modules) byConfig.set(config, (modules = new ProjectModules(config)));
  lookAgain(file);
  if (files.moves !== moves) {
    moves = files.moves;
    for (const each of [workspaces, resolver, dependencies, importers]) each.forget();
  }
  return modules.of(file, text);
}

/** When files were last looked at, and which files have been analysed since the process began. */
let lookedAt = -Infinity;
const analysed = new LRUCache<string, true>({ max: MOST_FILES_WATCHED });

/**
 * Who comes back to a file may have changed another one meanwhile: an editor, a watcher, a test. Who goes through a project
 * comes to each file once, and what was looked at a moment before holds.
 */
function lookAgain(file: string): void {
  const now = performance.now();
  const isFirst = !analysed.has(file);
  analysed.set(file, true);
  if (isFirst && now - lookedAt < LOOK_HOLDS_MS) return;
  lookedAt = now;
  files.startRound(() => {
    resolver.lookForMissing();
  });
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
  readonly #config: LaunchConfig;
  readonly #closure: ImportClosure;
  readonly #views: ModuleViews;
  readonly #callers: Callers;
  /** Modules that are known by their names, because rows or settings name them. */
  readonly #named: ReadonlySet<string>;

  constructor(config: LaunchConfig) {
    this.#config = config;
    this.#closure = new ImportClosure(config, files, resolver);
    this.#views = new ModuleViews(config, files, (file, text) => this.of(file, text, false));
    this.#callers = new Callers(importers, this.#closure, this.#views);
    this.#named = new Set([
      ...config.runtime,
      ...config.wrappers.flatMap(({ module }) => module ?? []),
      ...config.launchers.flatMap(({ from }) =>
        from.flatMap((origin) => ('module' in origin ? [origin.module] : [])),
      ),
    ]);
  }

  /**
   * @param isAnalysed false for a module that is only asked about: what its own callers give it is not looked for then,
   *   because in a circle of files every one of them would be looked through again for each parameter
   */
  of(file: string, text: string, isAnalysed = true): OtherModules {
    const note = (specifier: string, why: string): void => {
      unfollowed.set(`${file}\0${specifier}`, { file, specifier, why });
    };
    const target = (of: string): Target | undefined => {
      const parsed = parseModulePath(of);
      if (!parsed || this.#named.has(parsed.module)) return undefined;
      if (parsed.module === THIS_MODULE) return { file, specifier: THIS_MODULE, steps: parsed.steps };
      const meaning = resolver.meaningOf(file, parsed.module);
      if (meaning === 'missing') note(parsed.module, 'was not found');
      if (typeof meaning === 'string') return undefined;
      return { ...meaning, specifier: parsed.module, steps: parsed.steps };
    };
    const leading = lazy(() => this.#closure.leading(file, text));
    // In TypeScript the parameters of what is exported have types.
    const holders = lazy(() =>
      !isAnalysed || /\.[cm]?tsx?$/.test(file) ? [] : [...this.#callers.holders(file)],
    );
    const isHeld = (tests: readonly TextTest[]): boolean =>
      tests.every((test) => holders().some((holder) => this.#closure.holds(holder, test)));
    // What the text calls nothing of is not looked for: in a circle of files everything leads to everything.
    const sought = lazy(() => {
      const { all, given } = soughtElsewhere(text, this.#config, dependencies.of(path.dirname(file)));
      return { all: [this.#closure.namesWrapper, ...all], given: given.filter((test) => isHeld([test])) };
    });
    const leads = allRemembered((to: string): boolean =>
      isAnalysed ? sought().all.some((test) => this.#closure.leadsTo(to, test)) : this.#closure.reaches(to),
    );
    const mayGive = allRemembered((from: string): boolean =>
      sought().given.some((test) => this.#closure.leadsTo(from, test)),
    );
    return {
      get reachable() {
        return dependencies.of(path.dirname(file));
      },
      isInCircle: () => this.#closure.isInCircle(file),
      mayLead: (needs = []) => {
        const { modules } = leading();
        return modules.length > 0 && this.#closure.haveAll(modules, needs);
      },
      get missing() {
        return leading().missing;
      },
      isOwn: (of) => target(of) !== undefined,
      has: (of) => {
        const found = target(of);
        const name = found?.steps.at(-1);
        return (
          found !== undefined &&
          typeof name === 'object' &&
          'name' in name &&
          this.#views.has(found.file, name.name)
        );
      },
      mayBeGiven: (needs) => (needs ? isHeld(needs) : sought().given.length > 0),
      wrapsResult: (of, wrapper) => {
        const found = target(of);
        return found && this.#closure.reaches(found.file)
          ? this.#views.wrapsResult(found.file, found.steps, wrapper, of.slice(of.indexOf('#', 3)))
          : undefined;
      },
      usesOfParameter: (of, index) => {
        const found = target(of);
        return found
          ? this.#views.usesOfParameter(found.file, found.steps, index, of.slice(of.indexOf('#', 3)))
          : 'here';
      },
      usesByImporters: (name) => this.#callers.uses(file, name),
      follow: (from) => {
        const found = target(from);
        if (found?.specifier === THIS_MODULE)
          return isAnalysed ? this.#callers.given(file, found.steps, mayGive) : undefined;
        // What leads to no launcher is not parsed.
        if (!found || !leads(found.file)) return undefined;
        const written = from.slice(from.indexOf('#', 3));
        if (this.#closure.declaresOwn(found.file, found.steps, written)) return undefined;
        const answer = this.#views.follow(found.file, found.steps, written);
        const why = this.#views.unreadable(found.file);
        if (why !== undefined) note(found.specifier, why);
        return answer;
      },
    };
  }
}
