/**
 * The vocabulary of the analysis: plain data in, plain data out.
 *
 * Nothing in this file (or in this package) reads a file, and nothing here knows ESLint, jscodeshift or the
 * runtime: the ESLint plugin turns sites into reports, the codemod turns sites into edited files.
 */
import type { Range } from './source.ts';

/** Replace the text of `range` by `text`; an empty range inserts. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

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
  | 'receiveParentOverrides'
  | 'attachParentOverrides'
  | 'withParentOverridesPerCall';

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
  /** Text that moves: what stood before a function that is given once stands after it then. */
  readonly moves?: readonly TextEdit[];
  readonly imports: readonly ImportedName[];
}

/** Why a launch is refused: reported, never edited. `refusals.ts` has the advice for each. */
export type RefusalReason =
  | 'spread-argument'
  | 'call-or-apply'
  /** `fns.map(limit)`, `limit.bind(null, fn)` */
  | 'handed-on'
  | 'reassigned-variable'
  | 'destructured-method'
  | 'constructor-time-capture'
  | 'values-elsewhere'
  | 'shared-work'
  | 'method-in-object'
  | 'captured-at-module-scope'
  | 'captured-in-child'
  | 'bound-inside-wrapper'
  | 'long-lived-worker'
  | 'coalesced'
  | 'repeats'
  | 'wrapper-not-applied'
  | 'wrapped-result'
  | 'stringified-function'
  | 'suspends-in-spawn'
  | 'narrowing-lost'
  | 'tasks-not-a-list'
  | 'first-parameter-not-visible'
  | 'callback-not-visible'
  | 'function-not-visible'
  | 'sent-as-text'
  | 'no-place-for-import'
  | 'worker-file-unknown'
  | 'worker-file-not-found'
  | 'worker-file-not-editable';

export interface Refusal {
  readonly reason: RefusalReason;
  /** What to do by hand, and why: one sentence of the analysis, or two of the codemod's. */
  readonly advice: string;
}

/** The other end of a launch: a worker file that has to receive what this end packs. */
export interface OtherEnd {
  /** As written, relative to the file of the launch (`./worker.js`), or absolute (`/srv/worker.js`). */
  readonly file: string;
  /** The module that names it, where that is another than the file of the launch: `file` is relative to that one. */
  readonly namedIn?: string;
  /**
   * `handler`: wrap the exported handler. `entry`: import the runtime's worker entry first (web Workers). `messages`:
   * wrap what `parentPort` hands its messages to.
   */
  readonly receive: 'handler' | 'entry' | 'messages';
  /** The handler's export: `default`, a named export, or the registered method's name. */
  readonly exportName: string;
  /** Constructed with `type: 'module'`: the file is a module even when nothing in it says so. */
  readonly isModule?: true;
}

/** An answer to "whose launch is it?", and the place that shows it. */
interface Whose<Answer> {
  readonly is: Answer;
  /** A clause: `it is made in \`fan\` and stays there`. */
  readonly because: string;
  readonly at: Range;
}

/**
 * Who can fill the queue, limiter or pool: the one call that made it, whose tasks are siblings, or many callers, which
 * is also what is said where the file does not show it.
 */
export type Owner = Whose<'one-caller' | 'shared-by-callers'>;

/** How long a Worker lives: for the launch that makes it, or for launches to come, which send it messages. */
export type Lifetime = Whose<'one-shot' | 'long-lived'>;

export interface LaunchSite {
  /** The launcher's id in the table: `setImmediate`, `p-queue#add`. */
  readonly launcher: string;
  readonly kind: LaunchKind;
  /** At this site: less than the row's where `owner` or the construction's options say so. */
  readonly loss: Loss;
  /** Set where the launch goes through a queue, a limiter or a pool. */
  readonly owner?: Owner;
  /** Set for a Worker. */
  readonly lifetime?: Lifetime;
  /** Set where the row is true of some versions of its package and the installed one is not known: which. */
  readonly versions?: string;
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
  /**
   * Present beside `edit`, and beside a refusal that detaching mends: the edit that marks the launch as detached
   * instead. Absent where there is no such wrapper.
   */
  readonly detach?: readonly TextEdit[];
  /** Present when `status` is `unwrapped` and `edit` is absent. */
  readonly refusal?: Refusal;
  /** Beside some refusals: an edit that takes away what stands in the way, and adds nothing. */
  readonly mend?: readonly TextEdit[];
  /** Present when `edit` is right only together with an edit of the worker file. */
  readonly otherEnd?: OtherEnd;
}
