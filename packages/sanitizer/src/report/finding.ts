/** A finding, as reports have it: said for people in text-report.ts, and the format of report.schema.json. */

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What stands there: a call, a function's name, a line of the text. */
  readonly text: string;
}

export interface Finding {
  /** `shared`: the work is for several tasks at once, so that nobody's context is right. */
  readonly kind: 'another-task' | 'no-task' | 'shared';
  /** The call that took the callback. */
  readonly launch: Place | null;
  readonly callback: Place | null;
  /** Where the store was read, by one function or several. */
  readonly reads: readonly Place[];
  readonly store: string;
  readonly ranIn: Where | null;
  readonly shouldBe: Where;
  /** How many runs of the callback. */
  readonly count: number;
  readonly advice: Advice;
}

/** What the rule says of a launch. */
export interface Rule {
  readonly reported: boolean;
  readonly launcher?: string;
  /** In which of the presets the launcher is. */
  readonly preset?: string;
  readonly status?: string;
}

export interface Advice {
  /** Nothing when the launch was not found in its file. */
  readonly rule: Rule | null;
  /** What to do, in a sentence. */
  readonly cure: string;
  /** The wrapper, around the callback. */
  readonly edit?: {
    readonly file: string;
    /** Offsets into the text, in UTF-16 code units, without a byte order mark. */
    readonly range: readonly [start: number, end: number];
    readonly text: string;
    /** The whole call, shortened. */
    readonly shown: string;
  };
  /** For the setting `launchers` of rule and codemod, where they do not know the launcher. */
  readonly row?: object;
}

/** A task. */
export interface Where {
  readonly task: number;
  readonly begun: Place | null;
  /** What the store held, as a text. Only on request, for it may be a secret. */
  readonly value?: string;
}
