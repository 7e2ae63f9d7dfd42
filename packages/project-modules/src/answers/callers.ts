/** What the files that import a file do with its exports: what they give to them, and whether they send them as text. */
import type { FollowedPath, RunsAs, Step } from '@parent-overrides/launch-sites';
import { MOST_BARRELS } from '../bounds.ts';
import type { ImportClosure } from './import-closure.ts';
import type { Importers } from './importers.ts';
import { oneOf, type ModuleViews } from './module-views.ts';

/** A file that imports an export, also through others, and the paths by which it knows that. */
interface User {
  readonly file: string;
  readonly paths: ReadonlySet<string>;
}

export class Callers {
  readonly #importers: Importers;
  readonly #closure: ImportClosure;
  readonly #views: ModuleViews;

  constructor(importers: Importers, closure: ImportClosure, views: ModuleViews) {
    this.#importers = importers;
    this.#closure = closure;
    this.#views = views;
  }

  /** The modules that name launchers around those files that import this one, at most through a barrel. */
  holders(file: string): ReadonlySet<string> {
    const direct = this.#importers.of(file) ?? [];
    const all = [...direct, ...direct.flatMap((importer) => this.#importers.of(importer.file) ?? [])];
    return new Set(
      [...new Set(all.map((importer) => importer.file))].flatMap((each) => this.#closure.near(each)),
    );
  }

  /**
   * The value that all callers together give, by steps `export.., given, further..`.
   *
   * @param mayGive of a file that calls it: does anything that it imports hold what is looked for?
   */
  given(file: string, steps: readonly Step[], mayGive: (file: string) => boolean): FollowedPath | undefined {
    const at = steps.findIndex((step) => typeof step === 'object' && 'given' in step);
    const [first] = steps;
    const step = steps[at];
    if (typeof first !== 'object' || !('name' in first) || typeof step !== 'object' || !('given' in step))
      return undefined;
    const member = written(steps.slice(1, at));
    const further = steps.slice(at + 1);
    const answers = this.#usersOf(file, first.name).map((user) => {
      const paths = new Set([...user.paths].map((path) => path + member));
      // What it was given itself is not looked for.
      return mayGive(user.file)
        ? this.#views.given(user.file, paths, step.given, further, `${step.given}${written(further)}`)
        : undefined;
    });
    const known = answers.filter((answer) => answer !== undefined);
    const one = oneOf(known);
    return one && { ...one, through: [...new Set(known.flatMap(({ through }) => through))] };
  }

  /** Do the files that import a function make text of it? */
  uses(file: string, name: string): RunsAs {
    const all = this.#usersOf(file, name).map((user) =>
      this.#views.usesOfImport(user.file, user.paths, name),
    );
    if (all.every((runs) => runs === 'here')) return 'here';
    return all.every((runs) => runs === 'elsewhere') ? 'elsewhere' : 'both';
  }

  #usersOf(file: string, name: string): readonly User[] {
    const users: User[] = [];
    const open: (readonly [file: string, name: string])[] = [[file, name]];
    for (const [from, exported] of open) {
      for (const importer of this.#importers.of(from) ?? []) {
        const paths = pathsOf(importer.specifier, exported);
        users.push({ file: importer.file, paths });
        if (open.length > MOST_BARRELS) continue;
        for (const again of this.#views.passesOn(importer.file, paths, exported))
          if (!open.some(([at, as]) => at === importer.file && as === again))
            open.push([importer.file, again]);
      }
    }
    return users;
  }
}

/** A default export is what CommonJS gets as the whole module. */
function pathsOf(specifier: string, name: string): ReadonlySet<string> {
  const module = `m:${specifier}#`;
  return new Set(name === 'default' ? [module, `${module}.default`] : [`${module}.${name}`]);
}

function written(steps: readonly Step[]): string {
  return steps
    .map((step) =>
      typeof step === 'string' ? `|${step}` : 'name' in step ? `.${step.name}` : `|given${step.given}`,
    )
    .join('');
}
