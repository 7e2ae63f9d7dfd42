/** Stacks, as the host shows them: mapped to the sources where it does that. */
import { fileURLToPath } from 'node:url';

export interface Frame {
  readonly name: string;
  /** A path, or what the host calls it: `node:internal/timers`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const DEEP = 60;

export function readStack(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEEP;
  try {
    const { stack } = new Error('read');
    return typeof stack === 'string' ? stack : '';
  } catch {
    // A program's own `Error.prepareStackTrace` threw.
    return '';
  } finally {
    Error.stackTraceLimit = limit;
  }
}

const FRAME =
  /^\s+at (?:async )?(?:(.*?) \()?((?:file:\/\/|node:|[A-Za-z]:[\\/]|\/|webpack)?[^()]*?):(\d+):(\d+)\)?$/;

export function framesOf(stack: string): Frame[] {
  return stack.split('\n').flatMap((text) => {
    const match = FRAME.exec(text);
    if (match === null) return [];
    const [, name = '', file = '', line, column] = match;
    return [{ name, file: pathOf(file), line: Number(line), column: Number(column) }];
  });
}

function pathOf(file: string): string {
  if (!file.startsWith('file:')) return file;
  try {
    return fileURLToPath(file.replace(/[?#].*$/, ''));
  } catch {
    return file;
  }
}

const program = new Set<string>();

/** The files that were instrumented. */
export function addToProgram(file: string): void {
  program.add(pathOf(file));
}

export function isOfProgram(file: string): boolean {
  return program.has(file);
}
