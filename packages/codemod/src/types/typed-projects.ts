/** `--types`: the programs that the project's own TypeScript makes of its files, by their tsconfig.json. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { remembered } from '@parent-overrides/launch-sites';
import { LRUCache } from 'lru-cache';
import type ts from 'typescript';
import { MOST_FILES_NAMED, MOST_PROGRAMS } from '../bounds.ts';
import { slashes } from '../files/select-files.ts';
import { UsageError } from '../usage-error.ts';
import { FileTypes } from './file-types.ts';
import { loadTypeScript, type TypeScript } from './load-typescript.ts';
import { Tsconfigs, type Tsconfig } from './tsconfigs.ts';

export interface TypesRequest {
  /** The tsconfig.json for all files, as typed; absent for the nearest of each. */
  readonly tsconfig?: string | undefined;
}

export class TypedProjects {
  readonly #ts: TypeScript;
  readonly #tsconfigs: Tsconfigs;
  /** A program has every file that it imports, types of packages included: one takes as much memory as a compilation. */
  readonly #programs = new LRUCache<string, ts.Program>({ max: MOST_PROGRAMS });
  readonly #without = new Set<string>();

  /**
   * @param files absolute; those that are going to be asked about
   * @throws {UsageError} when there is no TypeScript that can be asked, or no tsconfig.json
   */
  constructor({ tsconfig }: TypesRequest, cwd: string, files: readonly string[]) {
    const given = tsconfig === undefined ? undefined : fileOf(tsconfig, cwd);
    const [first = cwd] = files;
    this.#ts = loadTypeScript([cwd, path.dirname(given ?? first)]);
    this.#tsconfigs = new Tsconfigs(this.#ts, given);
    if (files.length > 0 && files.every((file) => this.#tsconfigs.near(file).length === 0))
      throw new UsageError(
        `--types: there is no tsconfig.json at or above ${path.dirname(first)}. Name one with --types=FILE, or leave out --types.`,
      );
  }

  /** Files that are compiled together one after the other, so that each program is made once. */
  inOrder<Item>(items: readonly Item[], fileOf: (item: Item) => string): Item[] {
    const byProject = new Map<string, Item[]>();
    for (const item of items) {
      const { file = '' } = this.#tsconfigs.including(fileOf(item)) ?? {};
      remembered(byProject, file, (): Item[] => []).push(item);
    }
    return [...byProject.values()].flat();
  }

  /**
   * What types say of a file.
   *
   * @param text as it is on disk, without a byte order mark
   * @returns undefined where no tsconfig.json has the file: `notes` says so
   */
  of(file: string, text: string): FileTypes | undefined {
    const including = this.#tsconfigs.including(file);
    for (const tsconfig of including ? [including] : this.#tsconfigs.near(file)) {
      const program = this.#program(tsconfig);
      const found = program.getSourceFile(slashes(file));
      if (found?.text === text) return new FileTypes(this.#ts, program, found);
    }
    this.#without.add(file);
    return undefined;
  }

  /** What of the answers is not as it was asked for. */
  notes(show: (file: string) => string): string[] {
    const wrong = this.#tsconfigs.all.flatMap(({ file, complaints }) =>
      complaints.map((complaint) => `${show(file)}: ${complaint}. What types say may be less for it.`),
    );
    const without = [...this.#without].map(show).sort();
    if (without.length === 0) return wrong;
    const more = without.length > MOST_FILES_NAMED ? `, and ${without.length - MOST_FILES_NAMED} more` : '';
    return [
      ...wrong,
      `no tsconfig.json includes ${without.slice(0, MOST_FILES_NAMED).join(', ')}${more}: types were not asked there.`,
    ];
  }

  #program(tsconfig: Tsconfig): ts.Program {
    const { file, options, includes, references } = tsconfig;
    let program = this.#programs.get(file);
    if (!program) {
      // The sources of a project that is referred to, not what was built from them, which may not be there.
      const host: ts.CompilerHost & { useSourceOfProjectReferenceRedirect?(): boolean } = {
        ...this.#ts.createCompilerHost(options),
        useSourceOfProjectReferenceRedirect: () => true,
      };
      program = this.#ts.createProgram({
        rootNames: [...includes],
        ...{ options: { ...options, noEmit: true }, projectReferences: references, host },
      });
      this.#programs.set(file, program);
    }
    return program;
  }
}

/** @throws {UsageError} when it does not exist */
function fileOf(written: string, cwd: string): string {
  const named = path.resolve(cwd, written);
  const isFolder = statSync(named, { throwIfNoEntry: false })?.isDirectory() === true;
  const file = isFolder ? path.join(named, 'tsconfig.json') : named;
  if (!existsSync(file)) throw new UsageError(`--types=${written} does not exist.`);
  return file;
}
