/** One file as the analysis gets it: plain data of any parser, any scope manager. */
import type { TSESTree } from '@typescript-eslint/types';

export type Node = TSESTree.Node;

/** Offsets into the source text in UTF-16 code units, end exclusive; a byte order mark is not part of the text. */
export type Range = readonly [start: number, end: number];

export type ModuleKind = 'esm' | 'commonjs' | 'script' | 'unknown';

/** The part of an ESLint scope manager (eslint-scope's or typescript-eslint's) that the analysis reads. */
export interface ScopeManagerLike {
  readonly scopes: readonly ScopeLike[];
  readonly globalScope?: ScopeLike | null;
  acquire(node: never, inner?: boolean): unknown;
}

export interface ScopeLike {
  readonly type: string;
  readonly block: unknown;
  readonly upper: ScopeLike | null;
  readonly set: ReadonlyMap<string, VariableLike>;
  readonly variables: readonly VariableLike[];
  readonly references: readonly ReferenceLike[];
  readonly through: readonly ReferenceLike[];
  readonly childScopes: readonly ScopeLike[];
}

export interface VariableLike {
  readonly name: string;
  readonly scope: ScopeLike;
  readonly defs: readonly DefinitionLike[];
  readonly references: readonly ReferenceLike[];
}

export interface DefinitionLike {
  readonly type: string;
  readonly name: unknown;
  readonly node: unknown;
  readonly parent?: unknown;
}

export interface ReferenceLike {
  readonly identifier: unknown;
  readonly from: ScopeLike;
  readonly resolved: VariableLike | null;
  readonly init?: boolean | null | undefined;
  readonly writeExpr?: unknown;
  isWrite(): boolean;
  isRead(): boolean;
}

/** One source file, parsed by any ESTree parser (espree, typescript-eslint, oxc, vue-eslint-parser's script). */
export interface Source {
  readonly ast: TSESTree.Program;
  readonly scopeManager: ScopeManagerLike;
  /** The parser's visitor keys; node types that are missing here are walked by their own properties. */
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  /** The text that `ast` was parsed from, without a byte order mark. */
  readonly text: string;
  /**
   * Its ending tells TypeScript from JavaScript and, for `.mjs`/`.cjs`, the module kind; its last part names the file to itself.
   * Absolute where it is on disk; of the project's root nothing is known here.
   */
  readonly filename: string;
  /**
   * Every call and `new` expression, where the face has visited the tree already (and set `parent`); without
   * them the analysis walks it.
   */
  readonly calls?: readonly (TSESTree.CallExpression | TSESTree.NewExpression)[];
  /**
   * Ask what every callee is, whatever the names and the text say. It takes many times as long and must find the same:
   * invariant 6, which is what this is for. No face sets it.
   */
  readonly asksEverywhere?: true;
  /** Answers of a TypeScript program, asked only when the configuration says `typed`. */
  readonly types?: LaunchTypes;
  /** Answers about the project's other modules; without them what they export is unknown. */
  readonly modules?: OtherModules;
  /** Which versions of packages are installed; without it nobody knows. */
  readonly versions?: PackageVersions;
  /** What is known about the module kind from outside (`"type"` in package.json); the file's own syntax wins. */
  readonly moduleKind?: ModuleKind;
}

/** What is installed where the file is. `project-modules` makes one; the analysis itself reads nothing. */
export interface PackageVersions {
  /** Is the package's version among these (`>=2 <5`)? Undefined where it cannot be told. */
  satisfies(packageName: string, range: string): boolean | undefined;
}

/** Does a text hold something? The same object for the same question, which answers are remembered under. */
export type TextTest = (text: string) => boolean;

/** What a file calls itself in a path: `m:=#.Service|given0` is what importers give `Service`, which it exports, first. */
export const THIS_MODULE = '=';

/**
 * What the other modules of the project say. `project-modules` makes one for each file; the analysis itself reads none.
 * The paths are those of `value.ts`: `m:./queue#.queue` is the export `queue` of what this file calls `./queue`.
 */
export interface OtherModules {
  /** Does the path begin in a module of the project, one that is followed? */
  isOwn(path: string): boolean;
  /** Does that module export the name that the path ends in? */
  has(path: string): boolean;
  /** What the path leads to outside of the project; undefined where it ends inside, or where nobody knows. */
  follow(path: string): FollowedPath | undefined;
  /**
   * Do files that import this one hold launchers? Then they may give one to a function of it: what they give is asked for
   * by a path that begins in `THIS_MODULE`.
   *
   * @param needs what the texts of other modules have to hold for one launcher; without it, for any
   */
  mayBeGiven(needs?: readonly TextTest[]): boolean;
  /** Does what a function of another module returns come out of this wrapper of the runtime, or of its detached twin? */
  wrapsResult(path: string, wrapper: string): 'wrapped' | 'detached' | undefined;
  /** What a function of another module (its path) does with what it is given at `index`. */
  usesOfParameter(path: string, index: number): RunsAs;
  /** What the modules that import this file do with the function that it exports under a name. */
  usesByImporters(name: string): RunsAs;
  /** Does a module that this file imports import it in turn? Then its functions may be used before its own code runs. */
  isInCircle(): boolean;
  /**
   * A cheap look at texts, without a tree: false means that nothing it imports leads to a launcher.
   *
   * @param needs what the texts of other modules have to hold for one launcher; without it, for any
   */
  mayLead(needs?: readonly TextTest[]): boolean;
  /** The modules that the text imports and that are not there: that they were asked for is noted where that happens. */
  readonly missing: readonly string[];
  /** Can the project reach a package, or a module of Node's, at all? Undefined where it may be any. */
  readonly reachable: { has(module: string): boolean } | undefined;
}

/** Where does the code of a function run? `elsewhere`: it is sent as text and nothing else. `both`: also called here. */
export type RunsAs = 'elsewhere' | 'both' | 'here';

/** A value that another module made, or passes on. */
export interface FollowedPath {
  readonly path: string;
  /** Further paths that it may be instead. */
  readonly or?: readonly string[];
  /** The `new` or call expression that made it, and the module that this stands in. */
  readonly created?: TSESTree.NewExpression | TSESTree.CallExpression;
  readonly createdIn?: Source;
  /** A method that keeps its `this`, by `.bind(object)`. */
  readonly bound?: true;
  /** The files that it came through, nearest first. */
  readonly through: readonly string[];
}

/** Where something is declared: the module or package (empty for the project's own files), and the class or interface around it. */
export interface TypeDeclaration {
  readonly module: string;
  readonly container?: string;
  readonly name: string;
}

/** What a value is seen to be: a function, something else, or not seen, which covers what may be a function or not. */
export type SeenAs = 'function' | 'other' | 'unknown';

/** What only a TypeScript program knows. `typesFromProgram` makes one. */
export interface LaunchTypes {
  /** Is anything of this module declared? If not, no answer below names it. */
  hasModule(module: string): boolean;
  /** Declarations of the function, method or class that `callee` names; several for a union. */
  calledDeclarations(callee: Node): readonly TypeDeclaration[];
  /** The classes, interfaces and aliases of an expression's type, and what they extend. */
  typeDeclarations(expression: Node): readonly TypeDeclaration[];
  /** May it be a function, apart from `null` and `undefined`? */
  isFunction(expression: Node): boolean;
  seenAs(expression: Node): SeenAs;
}
