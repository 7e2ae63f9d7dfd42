/**
 * A small program, run before and after its migration. In each, ada, bob and cho launch at once through `launchAll` of
 * `callers.cjs`, and one line says as whom the launched ran: `ada:ada bob:ada cho:nobody`.
 */
export interface Program {
  readonly name: string;
  /** Its files beside `callers.cjs`; the first one is run. */
  readonly files: Readonly<Record<string, string>>;
  /** What the report says of each launch, in the order of the text: `edited`, `exempt`, or `refused REASON`. */
  readonly outcomes: readonly string[];
  /** What it prints before and after, where that is not the callers' own names. */
  readonly before?: string;
  readonly after?: string;
  /** Settings for `--config`. */
  readonly settings?: object;
}

export const OWN = 'ada:ada bob:bob cho:cho';
export const NOBODY = 'ada:nobody bob:nobody cho:nobody';
export const FIRST = 'ada:ada bob:ada cho:ada';

const IMPORTS = `import { launchAll, who } from './callers.cjs';\n`;

/** A program of one ES module that begins with what all of them import. */
export function program(
  name: string,
  body: string,
  outcomes: readonly string[],
  more: Partial<Program> = {},
): Program {
  const { files, ...rest } = more;
  return {
    name,
    files: files?.['main.cjs'] ? files : { 'main.mjs': `${IMPORTS}${body}`, ...files },
    outcomes,
    ...rest,
  };
}
