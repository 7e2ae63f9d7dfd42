/** What goes into the scripts that lint and what comes out of them, as JSON files. */
export interface LintTask {
  readonly file: string;
  readonly sourceType: 'module' | 'commonjs';
  /** A launcher's name is in the text. */
  readonly candidate: boolean;
}

/** Milliseconds of one file. */
export interface FileTimes {
  readonly file: string;
  readonly candidate: boolean;
  /** How many problems this plugin's rules reported. */
  readonly reports: number;
  readonly parse: number;
  readonly total: number;
  readonly rules: Readonly<Record<string, number>>;
}

/** What `lint-typed.js` writes: the project once by either side, and once more. */
export type TypedTimes = Readonly<
  Record<'first' | 'again', Readonly<Record<'ours' | 'peer', readonly FileTimes[]>>>
>;
