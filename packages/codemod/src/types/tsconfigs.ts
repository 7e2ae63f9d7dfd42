/** Which tsconfig.json says how a file is compiled? The nearest that includes it, as for an editor. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { remembered } from '@parent-overrides/launch-sites';
import type ts from 'typescript';
import { slashes } from '../files/select-files.ts';
import type { TypeScript } from './load-typescript.ts';

/** A tsconfig.json, read with all that it extends. */
export interface Tsconfig {
  /** Absolute. */
  readonly file: string;
  readonly options: ts.CompilerOptions;
  /** The files that it includes, as TypeScript writes them. */
  readonly includes: ReadonlySet<string>;
  readonly references: readonly ts.ProjectReference[];
  /** What is wrong with it, in TypeScript's words. */
  readonly complaints: readonly string[];
}

/** "No inputs were found": that of a solution which only has references, and said of each file that it does not include. */
const NO_INPUTS = 18003;
const NO_FILES = 18002;

const NAMES = ['tsconfig.json', 'jsconfig.json'];

export class Tsconfigs {
  readonly #ts: TypeScript;
  /** The one to ask for every file, where a command line names it. */
  readonly #given: string | undefined;
  readonly #read = new Map<string, Tsconfig>();
  readonly #above = new Map<string, readonly string[]>();

  constructor(typescript: TypeScript, given: string | undefined) {
    this.#ts = typescript;
    this.#given = given;
  }

  /** Those that were read. */
  get all(): readonly Tsconfig[] {
    return [...this.#read.values()];
  }

  /** The one that includes a file, if any. */
  including(file: string): Tsconfig | undefined {
    return this.near(file).find(({ includes }) => includes.has(slashes(file)));
  }

  /** Those that may have a file, nearest first: it may be compiled only because an included one imports it. */
  near(file: string): readonly Tsconfig[] {
    const roots = this.#given === undefined ? this.#namesAbove(path.dirname(file)) : [this.#given];
    const found = new Map<string, Tsconfig>();
    for (const name of roots) this.#collect(name, found);
    return [...found.values()];
  }

  /** With those that it refers to, in a circle or not. */
  #collect(file: string, found: Map<string, Tsconfig>): void {
    if (found.has(file)) return;
    const own = this.#tsconfig(file);
    found.set(file, own);
    for (const reference of own.references) {
      const name = path.normalize(this.#ts.resolveProjectReferencePath(reference));
      if (existsSync(name)) this.#collect(name, found);
    }
  }

  #namesAbove(directory: string): readonly string[] {
    return remembered(this.#above, directory, () => {
      const own = NAMES.map((name) => path.join(directory, name)).find((file) => existsSync(file));
      const parent = path.dirname(directory);
      const above = parent === directory ? [] : this.#namesAbove(parent);
      return own === undefined ? above : [own, ...above];
    });
  }

  #tsconfig(file: string): Tsconfig {
    return remembered(this.#read, file, () => {
      const complaints: string[] = [];
      const complain = ({ code, messageText }: ts.Diagnostic): void => {
        if (code !== NO_INPUTS && code !== NO_FILES)
          complaints.push(this.#ts.flattenDiagnosticMessageText(messageText, ' ').replace(/\.$/, ''));
      };
      const parsed = this.#ts.getParsedCommandLineOfConfigFile(
        file,
        {},
        { ...this.#ts.sys, onUnRecoverableConfigFileDiagnostic: complain },
      );
      parsed?.errors.forEach(complain);
      return {
        ...{ file, complaints, options: parsed?.options ?? {} },
        includes: new Set(parsed?.fileNames),
        references: parsed?.projectReferences ?? [],
      };
    });
  }
}
