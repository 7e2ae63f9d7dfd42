/**
 * The vocabulary of the analysis: plain data in, plain data out.
 *
 * Nothing in this file (or in this package) reads a file, and nothing here knows ESLint, jscodeshift or the
 * runtime: the ESLint plugin turns sites into reports, the codemod turns sites into edited files.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Launcher } from './launchers.ts';

export type Node = TSESTree.Node;

/** Offsets into the source text in UTF-16 code units, end exclusive; a byte order mark is not part of the text. */
export type Range = readonly [start: number, end: number];

/** Replace the text of `range` by `text`; an empty range inserts. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

export type ModuleKind = 'esm' | 'commonjs' | 'script' | 'unknown';

/** What a launch site hands to the launcher, which decides how it is wrapped. */
export type LaunchKind =
  /** a function that this process calls later: `withParentOverrides(callback)` */
  | 'callback'
  /** a Worker: `spawnWithParentOverrides(() => new Worker(...))` */
  | 'spawn'
  /** data for a pooled task: `packParentOverrides(task)` here, `receiveParentOverrides(handler)` in the worker file */
  | 'payload'
  /** a function sent as text: it cannot carry anything, so it is never wrapped */
  | 'stringified';

export type LaunchStatus =
  | 'unwrapped'
  | 'wrapped'
  /** launched without the parent's overrides, on purpose */
  | 'detached'
  /** runs no user code (a bare promise resolver) */
  | 'exempt';

/** What the child sees without the wrapper. */
export type Loss = 'starts-empty' | 'shared' | 'another-task';

/** The runtime's exports that an edit may need to import. */
export type WrapperName =
  | 'withParentOverrides'
  | 'withoutParentOverrides'
  | 'spawnWithParentOverrides'
  | 'spawnWithoutParentOverrides'
  | 'packParentOverrides'
  | 'receiveParentOverrides';

/** A wrapper that a file has to import, and the name it gets there (an alias where its own is taken). */
export interface ImportedName {
  readonly wrapper: WrapperName;
  readonly local: string;
}

/** Text around a range: what an edit does to a launch, before the import is added. */
export interface Wrap {
  readonly range: Range;
  readonly before: string;
  readonly after: string;
}

/** One way to mend a launch: wraps in its own place, and at most one import for all launches of the file. */
export interface WrapPlan {
  readonly wraps: readonly Wrap[];
  readonly imports: readonly ImportedName[];
}

/** Why a launch is reported but never edited. `manual-advice.ts` says what to do by hand for each. */
export type ManualReason =
  | 'spread-argument'
  | 'call-or-apply'
  | 'reassigned-variable'
  | 'destructured-method'
  | 'constructor-time-capture'
  | 'captured-at-module-scope'
  | 'captured-in-child'
  | 'wrapper-not-applied'
  | 'wrapped-result'
  | 'stringified-function'
  | 'suspends-in-spawn'
  | 'narrowing-lost'
  | 'tasks-not-a-list'
  | 'first-parameter-not-visible'
  | 'callback-not-visible'
  | 'no-place-for-import'
  | 'worker-file-unknown'
  | 'worker-file-not-found'
  | 'worker-file-not-editable';

export interface Manual {
  readonly reason: ManualReason;
  /** Why it is not edited and what to do by hand: one sentence of the analysis, or two of the codemod's. */
  readonly advice: string;
}

/** The far end of a launch: a worker file that has to receive what this end packs. */
export interface OtherEnd {
  /** The path as written, relative to the file of the launch (`./worker.js`), or absolute (`/srv/worker.js`). */
  readonly file: string;
  /** `handler`: wrap the exported handler. `entry`: import the runtime's worker entry first (web Workers). */
  readonly receive: 'handler' | 'entry';
  /** The handler's export: `default`, a named export, or the registered method's name. */
  readonly exportName: string;
  /** Constructed with `type: 'module'`: the file is a module even when nothing in it says so. */
  readonly isModule?: true;
}

export interface LaunchSite {
  /** The launcher's id in the table: `setImmediate`, `p-queue#add`. */
  readonly launcher: string;
  readonly kind: LaunchKind;
  readonly loss: Loss;
  /** The launch as its author wrote it, for messages: `queue.add`, `new Worker`. */
  readonly callee: string;
  /** The launch expression. */
  readonly range: Range;
  /** What gets wrapped. */
  readonly target: Range;
  /** The smallest useful span to underline: the callback's head or its name, not 200 lines of body. */
  readonly head: Range;
  readonly status: LaunchStatus;
  /** The wrapper that belongs here. */
  readonly wrapper: WrapperName;
  /** Present when `status` is `unwrapped` and the edit is safe: the wrap and the import it needs, sorted. */
  readonly edit?: readonly TextEdit[];
  /** Present beside `edit`: its parts, so that `planEdits` can join several launches under one import. */
  readonly plan?: WrapPlan;
  /** Present beside `edit`: the edit that marks the launch as detached instead. Absent where there is no such wrapper. */
  readonly detach?: readonly TextEdit[];
  /** Present when `status` is `unwrapped` and `edit` is absent. */
  readonly manual?: Manual;
  /** Present when `edit` is right only together with an edit of the worker file. */
  readonly otherEnd?: OtherEnd;
}

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
  /** Its ending tells TypeScript from JavaScript and, for `.mjs`/`.cjs`, the module kind; its last part names the file to itself. */
  readonly filename: string;
  /**
   * Every call and `new` expression, where the face has visited the tree already (and set `parent`); without
   * them the analysis walks it.
   */
  readonly calls?: readonly (TSESTree.CallExpression | TSESTree.NewExpression)[];
  /** Answers of a TypeScript program, asked only when the configuration says `typed`. */
  readonly types?: LaunchTypes;
  /** What is known about the module kind from outside (`"type"` in package.json); the file's own syntax wins. */
  readonly moduleKind?: ModuleKind;
}

/** Where something is declared: the module or package (empty for the project's own files), and the class or interface around it. */
export interface TypeDeclaration {
  readonly module: string;
  readonly container?: string;
  readonly name: string;
}

/** What only a TypeScript program knows. `typesFromProgram` makes one. */
export interface LaunchTypes {
  /** Is anything of this module declared? If not, no answer below names it. */
  hasModule(module: string): boolean;
  /** Declarations of the function, method or class that `callee` names; several for a union. */
  calledDeclarations(callee: Node): readonly TypeDeclaration[];
  /** The classes, interfaces and aliases of an expression's type, and what they extend. */
  typeDeclarations(expression: Node): readonly TypeDeclaration[];
  isFunction(expression: Node): boolean;
}

/** What to look for, made by `resolveConfig` from a user's settings. */
export interface LaunchConfig {
  readonly launchers: readonly Launcher[];
  /** Modules that export the wrappers; new imports use the first. */
  readonly runtime: readonly [string, ...string[]];
  /** Further functions that count as wrappers, by exact name. */
  readonly wrappers: readonly DeclaredWrapper[];
  /** The last words that make a receiver of `submit` an executor. */
  readonly executorNames: readonly string[];
  /** Also the launchers that are on in `strict` only. */
  readonly strict: boolean;
  /** Ask `Source.types` as well; without them the untyped answer stands. */
  readonly typed: boolean;
  /** Report `new Promise((resolve) => setImmediate(resolve))` too. */
  readonly reportPromiseResolvers: boolean;
}

/** A wrapper of the user's own, such as `AsyncResource.bind` or OpenTelemetry's `context.bind`. */
export interface DeclaredWrapper {
  /** The module it is imported from; absent for a global. */
  readonly module?: string;
  /** The dotted name inside that module: `context.bind`, `AsyncResource.bind`, `bindTenant`. */
  readonly name: string;
  /** Which argument is the callback; 0 when absent. */
  readonly argument?: number;
}
