/**
 * Instrumented texts on disk, so that what has not changed is not read again: neither time nor memory goes into a
 * parser then. In a folder of the user's own below the system's temporary one; `PARENT_OVERRIDES_CACHE=FOLDER` names
 * another, `off` means none.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = openFolder();

function openFolder(): string | undefined {
  const asked = process.env['PARENT_OVERRIDES_CACHE'];
  if (asked === 'off') return undefined;
  const user = process.getuid?.() ?? 0;
  const wanted = asked || path.join(tmpdir(), `parent-overrides-sanitizer-${user}`);
  try {
    mkdirSync(wanted, { recursive: true, mode: 0o700 });
    const { uid, mode } = statSync(wanted);
    // What lies there is run: nobody else may have put it there.
    const own = process.getuid === undefined || (uid === user && (mode & 0o022) === 0);
    return own ? wanted : undefined;
  } catch {
    // A read-only system.
    return undefined;
  }
}

export interface Made {
  readonly code: string;
  /** As JSON. */
  readonly map: string;
}

/**
 * A text with the address of its map, made when it is not there yet.
 * @param parts everything that the text depends on
 * @param make nothing comes of what is to be tried again next time
 */
export function cached(parts: readonly string[], make: () => Made | undefined): string | undefined {
  if (folder === undefined) return withMapInside(make());
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part).update('\0');
  const file = path.join(folder, hash.digest('hex'));
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const made = make();
    if (made === undefined) return undefined;
    const text = withMapBeside(made, `${file}.map`) ?? withMapInside(made);
    if (text !== undefined) keep(file, text);
    return text;
  }
}

/** In the text it would take its memory as long as the module is there. A path with a drive is no address to Node. */
function withMapBeside({ code, map }: Made, file: string): string | undefined {
  if (process.platform === 'win32' || !keep(file, map)) return undefined;
  return `${code}\n//# sourceMappingURL=${file}`;
}

function withMapInside(made: Made | undefined): string | undefined {
  if (made === undefined) return undefined;
  const inside = Buffer.from(made.map).toString('base64');
  return `${made.code}\n//# sourceMappingURL=data:application/json;base64,${inside}`;
}

/** Whole or not at all, for another process may read it at this moment. */
function keep(file: string, text: string): boolean {
  const written = `${file}.${process.pid}`;
  try {
    writeFileSync(written, text, { mode: 0o600 });
    renameSync(written, file);
    return true;
  } catch {
    // A full disk: the next run makes it again.
    return false;
  }
}
