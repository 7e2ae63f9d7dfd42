/**
 * Which file of the project does an import name? oxc-resolver answers, with all that it knows of a tsconfig (`paths`,
 * `baseUrl`, `extends`, `references`, `rootDirs`) and of a package; here are the fallbacks that real repositories need.
 */
import { remembered } from '@parent-overrides/launch-sites';
import path from 'node:path';
import type { NapiResolveOptions, ResolveResult, ResolverFactory } from 'oxc-resolver';
import { MISSING_FOR_MS, MOST_NAMES_RESOLVED } from '../bounds.ts';
import type { ProjectFiles } from '../files/project-files.ts';
import { oxcResolver } from '../native.ts';
import { firstSource, isSource, sourceOf } from './source-of.ts';
import { splitSpecifier, type Workspaces } from './workspace.ts';

const OPTIONS: NapiResolveOptions = {
  // Sources before what was built from them: packages of a workspace name both.
  conditionNames: ['source', 'development', 'import', 'require', 'node', 'default'],
  mainFields: ['source', 'module', 'main'],
  extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'],
  // TypeScript's way: the import names the file that will be there once it is compiled.
  extensionAlias: {
    '.js': ['.ts', '.tsx', '.js', '.jsx'],
    '.jsx': ['.tsx', '.jsx'],
    '.mjs': ['.mts', '.mjs'],
    '.cjs': ['.cts', '.cjs'],
  },
  builtinModules: true,
};

/** What an import means: a file of the project, something else (a package, Node's own, a picture), or nothing. */
export type Meaning = { readonly file: string } | 'elsewhere' | 'missing';

export class ModuleResolver {
  readonly #files: ProjectFiles;
  readonly #workspaces: Workspaces;
  /** Looks for the tsconfig.json above each file. */
  #withTsconfig: ResolverFactory | undefined;
  /** For a tsconfig that cannot be read, because what it extends is not installed. */
  #withoutTsconfig: ResolverFactory | undefined;
  readonly #jsconfigs = new Map<string, ResolverFactory | undefined>();
  /** One for each folder, by what is named: and by file, because this is asked of the same files again and again. */
  readonly #byFolder = new Map<string, Map<string, Meaning>>();
  readonly #byFile = new Map<string, Map<string, Meaning>>();
  #answers = 0;
  readonly #watched = new Set<string>();
  readonly #missing = new Map<string, { readonly file: string; readonly specifier: string; until: number }>();

  constructor(files: ProjectFiles, workspaces: Workspaces) {
    this.#files = files;
    this.#workspaces = workspaces;
  }

  /** Files have come or gone, or what says where they are has changed. */
  forget(): void {
    this.#withTsconfig = this.#withoutTsconfig = undefined;
    this.#jsconfigs.clear();
    this.#missing.clear();
    this.#forgetAnswers();
  }

  /** Is anything there now that an import named in vain? */
  lookForMissing(): void {
    if (this.#missing.size === 0) return;
    for (const resolver of [this.#withTsconfig, this.#withoutTsconfig, ...this.#jsconfigs.values()])
      resolver?.clearCache();
    const hasAppeared = [...this.#missing.values()].some(
      ({ file, specifier }) => this.#find(file, path.dirname(file), specifier) !== 'missing',
    );
    if (hasAppeared) this.#files.noteMove();
  }

  /**
   * The project's own source file that `specifier` means in `file`, as a real path; undefined for what comes from
   * `node_modules` or from Node, for what is no code, and for what is not there.
   *
   * @param file absolute
   */
  resolve(file: string, specifier: string): string | undefined {
    const meaning = this.meaningOf(file, specifier);
    return typeof meaning === 'object' ? meaning.file : undefined;
  }

  /**
   * The same, with why there is none.
   *
   * @param looksNow whether what was not there is looked for at once, not now and then
   */
  meaningOf(file: string, specifier: string, looksNow = false): Meaning {
    const known = this.#answersOf(file).get(specifier);
    if (known !== undefined && known !== 'missing') return known;
    const directory = path.dirname(file);
    const key = `${directory}\0${specifier}`;
    if (known === 'missing') {
      if (!this.#hasAppeared(key, directory, specifier, looksNow)) return known;
      this.#files.noteMove();
      this.forget();
    }
    const meaning = this.#find(file, directory, specifier);
    if (++this.#answers > MOST_NAMES_RESOLVED) this.#forgetAnswers();
    this.#answersOf(file).set(specifier, meaning);
    if (meaning === 'missing')
      this.#missing.set(key, { file, specifier, until: performance.now() + MISSING_FOR_MS });
    return meaning;
  }

  #answersOf(file: string): Map<string, Meaning> {
    return remembered(this.#byFile, file, () =>
      remembered(this.#byFolder, path.dirname(file), (): Map<string, Meaning> => new Map()),
    );
  }

  #forgetAnswers(): void {
    this.#answers = 0;
    this.#byFolder.clear();
    this.#byFile.clear();
  }

  /** Would a relative import that led nowhere find a file now? */
  #hasAppeared(key: string, directory: string, specifier: string, looksNow: boolean): boolean {
    const known = this.#missing.get(key);
    const now = performance.now();
    if (!isRelative(specifier) || (known && !looksNow && now < known.until)) return false;
    if (known) known.until = now + MISSING_FOR_MS;
    return firstSource(path.resolve(directory, specifier.replace(/\.[cm]?[jt]sx?$/, ''))) !== undefined;
  }

  #plain(): ResolverFactory {
    return (this.#withoutTsconfig ??= makeResolver(OPTIONS));
  }

  #find(file: string, directory: string, specifier: string): Meaning {
    this.#watch(directory);
    let result = (this.#withTsconfig ??= makeResolver({ ...OPTIONS, tsconfig: 'auto' })).resolveFileSync(
      file,
      specifier,
    );
    if (isMissing(result) && !isRelative(specifier))
      result = this.#jsconfigAbove(directory)?.sync(directory, specifier) ?? result;
    if (isMissing(result)) result = this.#plain().sync(directory, specifier);
    const found =
      result.path !== undefined
        ? ownSource(result.path, result.packageJsonPath)
        : isMissing(result) && !isRelative(specifier)
          ? this.#notInstalled(directory, specifier)
          : undefined;
    if (found !== undefined) return { file: found };
    // A package that is not installed is known by its name.
    return isMissing(result) && splitSpecifier(specifier) === undefined ? 'missing' : 'elsewhere';
  }

  /** What says where modules are is looked at with all other files. What a tsconfig.json extends is not. */
  #watch(directory: string): void {
    if (this.#watched.has(directory)) return;
    this.#watched.add(directory);
    for (const name of ['tsconfig.json', 'package.json']) this.#files.read(path.join(directory, name));
    const parent = path.dirname(directory);
    if (parent !== directory) this.#watch(parent);
  }

  /** A package of the workspace whose link is not there, or that is not built: by its name and its sources. */
  #notInstalled(directory: string, specifier: string): string | undefined {
    const wanted = splitSpecifier(specifier);
    const found = wanted && this.#workspaces.of(directory).get(wanted.name);
    if (!found) return undefined;
    const { directory: home, content } = found;
    // A package may name itself: its own `exports` answer.
    const itself = this.#plain().sync(home, specifier);
    if (itself.path !== undefined) return ownSource(itself.path, itself.packageJsonPath);
    const { subpath } = wanted;
    for (const target of namedFiles(content, subpath === '' ? '.' : `./${subpath}`)) {
      const file = path.join(home, target);
      const source = sourceOf(file, home) ?? firstSource(file);
      if (source !== undefined) return source;
    }
    const inside = subpath === '' ? 'index' : subpath.replace(/\.[cm]?js$/, '');
    return firstSource(path.join(home, 'src', inside)) ?? firstSource(path.join(home, inside));
  }

  #jsconfigAbove(directory: string): ResolverFactory | undefined {
    if (this.#jsconfigs.has(directory)) return this.#jsconfigs.get(directory);
    const configFile = path.join(directory, 'jsconfig.json');
    const parent = path.dirname(directory);
    const found =
      typeof this.#files.read(configFile) === 'object'
        ? makeResolver({ ...OPTIONS, tsconfig: { configFile } })
        : parent === directory
          ? undefined
          : this.#jsconfigAbove(parent);
    this.#jsconfigs.set(directory, found);
    return found;
  }
}

function makeResolver(options: NapiResolveOptions): ResolverFactory {
  return new (oxcResolver().ResolverFactory)(options);
}

function isMissing({ path: found, builtin }: ResolveResult): boolean {
  return found === undefined && builtin === undefined;
}

function isRelative(specifier: string): boolean {
  return /^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..';
}

/** What `node_modules` holds is known by its name; of a link into the workspace oxc-resolver gives the real path. */
function ownSource(file: string, packageJson: string | undefined): string | undefined {
  if (/[\\/]node_modules[\\/]/.test(file)) return undefined;
  const written = packageJson === undefined ? undefined : sourceOf(file, path.dirname(packageJson));
  return written ?? (isSource(file) ? file : undefined);
}

/** The files that a package.json names for one of its entries, in the order of its conditions. */
function namedFiles(content: Readonly<Record<string, unknown>>, entry: string): string[] {
  const { exports } = content;
  const hasEntries = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  const ofEntry = hasEntries ? exports[entry] : entry === '.' ? exports : undefined;
  const fields = entry === '.' ? [content['source'], content['module'], content['main']] : [];
  return [...targets(ofEntry), ...fields].filter((target) => typeof target === 'string');
}

function targets(value: unknown): unknown[] {
  if (isRecord(value)) return Object.values(value).flatMap(targets);
  return [value];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
