/** The modules that are asked about their exports, each opened once for each reading of its text. */
import {
  ModuleUses,
  ModuleView,
  type FollowedPath,
  type LaunchConfig,
  type OtherModules,
  type RunsAs,
  type Source,
  type Step,
} from '@parent-overrides/launch-sites';
import { LRUCache } from 'lru-cache';
import { MOST_ANSWERS, MOST_HOPS, MOST_OPEN } from '../bounds.ts';
import type { ProjectFiles } from '../files/project-files.ts';
import { DepthError, ParseError, parseSource } from '../parse/parse.ts';

/** In objects, because a cache knows no undefined. */
interface Opened {
  readonly source: Source | string;
  view: ModuleView | undefined;
  uses: ModuleUses | undefined;
}
interface Answer {
  readonly value: ReturnType<ModuleView['follow']> | RunsAs | 'wrapped' | 'detached' | boolean;
  /** The modules that it came through, nearest first. */
  readonly through: readonly string[];
}

export class ModuleViews {
  readonly #config: LaunchConfig;
  readonly #files: ProjectFiles;
  readonly #modulesOf: (file: string, text: string) => OtherModules;
  readonly #open = new LRUCache<string, Opened>({ max: MOST_OPEN });
  readonly #answers = new LRUCache<string, Answer>({ max: MOST_ANSWERS });
  /** The questions under way, outermost first, and the modules that they have led to. */
  readonly #asking = new Set<string>();
  readonly #entered = new Set<string>();
  readonly #settled = new Set<string>();
  /** Those of the last answer that was found. */
  #through: readonly string[] = [];
  #isCut = false;
  #changes = 0;

  /** @param modulesOf what a module itself is told about those that it imports */
  constructor(
    config: LaunchConfig,
    files: ProjectFiles,
    modulesOf: (file: string, text: string) => OtherModules,
  ) {
    this.#config = config;
    this.#files = files;
    this.#modulesOf = modulesOf;
  }

  /** Why nothing can be said about a module, in words; undefined where it can be. */
  unreadable(file: string): string | undefined {
    const opened = this.#open.get(file);
    return typeof opened?.source === 'string' ? opened.source : undefined;
  }

  /** Does the module export the name? Of modules that star each other in a circle, none has it by the other. */
  has(file: string, name: string): boolean {
    return this.#ask(`${file}\0has ${name}`, file, (view) => view.has(name)) === true;
  }

  /** What the steps from a module lead to outside of the project. */
  follow(file: string, steps: readonly Step[], written: string): FollowedPath | undefined {
    const answer = this.#ask(`${file}\0${written}`, file, (view) => view.follow(steps));
    return typeof answer === 'object' ? { ...answer, through: this.#through } : undefined;
  }

  /** What a module gives to the function behind one of these paths as its argument, after further steps. */
  given(
    file: string,
    paths: ReadonlySet<string>,
    index: number,
    steps: readonly Step[],
    written: string,
  ): FollowedPath | undefined {
    const key = `${file}\0given ${[...paths].join()} ${written}`;
    const answer = this.#ask(key, file, (view) => oneOf(view.given(paths, index, steps)));
    return typeof answer === 'object' ? { ...answer, through: this.#through } : undefined;
  }

  /** By which of its own names does a module export what is behind one of these paths? */
  passesOn(file: string, paths: ReadonlySet<string>, name: string): readonly string[] {
    const names: string[] = [];
    this.#ask(`${file}\0passes on ${[...paths].join()}`, file, (view) => {
      names.push(...view.passesOn(paths, name));
      return undefined;
    });
    return names;
  }

  /** Of what is given at `index` to the function that the steps from a module lead to. */
  usesOfParameter(file: string, steps: readonly Step[], index: number, written: string): RunsAs {
    const key = `${file}\0uses ${index} of ${written}`;
    return this.#runs(this.#ask(key, file, () => this.#uses(file)?.ofParameter(steps, index)));
  }

  /** What a module does with the function behind one of these paths. */
  usesOfImport(file: string, paths: ReadonlySet<string>, name: string): RunsAs {
    const key = `${file}\0uses ${[...paths].join()}`;
    return this.#runs(this.#ask(key, file, () => this.#uses(file)?.ofImport(paths, name)));
  }

  /** Does the function that the steps lead to return what comes out of this wrapper? */
  wrapsResult(
    file: string,
    steps: readonly Step[],
    wrapper: string,
    written: string,
  ): 'wrapped' | 'detached' | undefined {
    const answer = this.#ask(`${file}\0${wrapper} ${written}`, file, () =>
      this.#uses(file)?.wrapsResult(steps, wrapper),
    );
    return answer === 'wrapped' || answer === 'detached' ? answer : undefined;
  }

  #runs(answer: Answer['value']): RunsAs {
    return answer === 'elsewhere' || answer === 'both' ? answer : 'here';
  }

  #uses(file: string): ModuleUses | undefined {
    const view = this.#view(file);
    const opened = this.#open.peek(file);
    return view && opened && (opened.uses ??= new ModuleUses(view, this.#config));
  }

  /**
   * A circle of modules is cut: its answer to itself is nothing. What was found below the cut would be another answer
   * when asked from elsewhere, so it is not remembered: the result must not depend on who asks first.
   */
  #ask(key: string, file: string, question: (view: ModuleView) => Answer['value']): Answer['value'] {
    this.#files.stampOf(file);
    if (this.#files.changes !== this.#changes) this.#forget();
    const known = this.#answers.get(key);
    if (known) {
      if (known.value) this.#through = known.through;
      return known.value;
    }
    if (this.#asking.has(key) || this.#asking.size > MOST_HOPS) {
      this.#isCut = true;
      return undefined;
    }
    const isOutermost = this.#asking.size === 0;
    this.#asking.add(key);
    const before = this.#through;
    this.#through = [];
    try {
      const view = this.#view(file);
      const value = view && question(view);
      const through = [file, ...this.#through];
      this.#answers.set(key, { value, through });
      this.#through = value ? through : before;
      this.#settled.add(key);
      return value;
    } catch (error) {
      // A tree that is too deep to be walked; its own lint or migration says so.
      if (error instanceof ParseError || error instanceof RangeError) return undefined;
      throw error;
    } finally {
      this.#asking.delete(key);
      if (isOutermost) this.#settle(key);
    }
  }

  #settle(outermost: string): void {
    if (this.#isCut) {
      for (const key of this.#settled) if (key !== outermost) this.#answers.delete(key);
      for (const file of this.#entered) {
        const opened = this.#open.peek(file);
        if (opened) opened.view = opened.uses = undefined;
      }
    }
    this.#isCut = false;
    this.#settled.clear();
    this.#entered.clear();
  }

  #forget(): void {
    this.#changes = this.#files.changes;
    this.#open.clear();
    this.#answers.clear();
  }

  #view(file: string): ModuleView | undefined {
    let opened = this.#open.get(file);
    if (!opened)
      this.#open.set(file, (opened = { source: this.#read(file), view: undefined, uses: undefined }));
    this.#entered.add(file);
    if (typeof opened.source === 'string') return undefined;
    return (opened.view ??= new ModuleView(opened.source));
  }

  /** The module, or why it cannot be looked into. */
  #read(file: string): Source | string {
    const content = this.#files.read(file);
    if (typeof content === 'string') return content;
    try {
      return parseSource(file, content.text, undefined, this.#modulesOf(file, content.text));
    } catch (error) {
      if (error instanceof DepthError || error instanceof RangeError) return 'is nested too deeply';
      if (error instanceof ParseError) return 'does not parse';
      throw error;
    }
  }
}

type Followed = Omit<FollowedPath, 'through'>;

/** One value of several callers': each of the paths that lead out of the project. How the first was made says nothing then. */
export function oneOf(all: readonly (Followed | undefined)[]): Followed | undefined {
  const known = all.filter((each) => each !== undefined);
  const [first] = known;
  if (!first || (known.length === 1 && all.length === 1)) return first;
  const [path = '', ...or] = new Set(known.flatMap((each) => [each.path, ...(each.or ?? [])]));
  return { path, ...(or.length > 0 && { or }) };
}
