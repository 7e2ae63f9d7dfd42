/** What a name imported from another file of the project is: through barrels, aliases, packages of the workspace. */
import {
  ModuleView,
  parseModulePath,
  type FollowedPath,
  type LaunchConfig,
  type OtherModules,
  type Step,
} from '@parent-overrides/launch-sites';
import { ModuleFiles } from '../files/module-files.ts';
import { ModuleResolver } from '../resolve/module-resolver.ts';
import { reachableModules } from './reachable-modules.ts';

/** So many modules may pass a name on to each other, one inside the question of the other. */
const MAX_HOPS = 400;

/** They are the process's: whatever is configured, a text is the same text. */
const files = new ModuleFiles();
const resolver = new ModuleResolver();

export class ProjectModules {
  readonly #config: LaunchConfig;
  /** Modules that are known by their names, because rows or settings name them. */
  readonly #named: ReadonlySet<string>;
  readonly #views = new Map<string, ModuleView | undefined>();
  readonly #answers = new Map<string, FollowedPath | undefined>();
  #changes = 0;
  #hops = 0;

  constructor(config: LaunchConfig) {
    this.#config = config;
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
      isOwn: (path) => target(path) !== undefined,
      has: (path) => {
        const found = target(path);
        const name = found?.steps.at(-1);
        return (
          found !== undefined && typeof name === 'object' && this.#view(found.file)?.has(name.name) === true
        );
      },
      follow: (path) => {
        const found = target(path);
        return found && this.#follow(found.file, found.steps, path.slice(path.indexOf('#', 3)));
      },
    };
  }

  #follow(file: string, steps: readonly Step[], rest: string): FollowedPath | undefined {
    const view = this.#view(file);
    const key = `${file}\0${rest}`;
    if (this.#answers.has(key)) return this.#answers.get(key);
    // A circle of modules adds nothing of its own.
    this.#answers.set(key, undefined);
    if (!view || this.#hops > MAX_HOPS) return undefined;
    this.#hops++;
    try {
      const answer = view.follow(steps);
      this.#answers.set(key, answer);
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
    if (this.#views.has(file)) return this.#views.get(file);
    const source = typeof content === 'string' ? undefined : content.source;
    // The source's own getters stay: its scopes are made when they are first asked for.
    const view =
      source &&
      new ModuleView(
        Object.defineProperties(
          { modules: this.#from(file) } as never,
          Object.getOwnPropertyDescriptors(source),
        ),
      );
    this.#views.set(file, view);
    return view;
  }
}
