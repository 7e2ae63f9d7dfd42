/**
 * Instrumented texts on disk, so that what has not changed is not read again: neither time nor memory goes into a
 * parser then. In a folder of the user's own below the system's temporary one; `PARENT_OVERRIDES_CACHE=FOLDER` names
 * another, `off` means none.
 */
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
  const file = path.join(folder, nameFor(parts.join('\0')));
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

/**
 * Two hashes of 53 bits (cyrb53, by bryc, in the public domain) and the length. Nobody else writes into the folder, so
 * nobody makes two texts meet on purpose; and `node:crypto` takes as long to load as all else in each thread.
 */
function nameFor(text: string): string {
  return [hashOf(text, 1), hashOf(text, 2), text.length].map((part) => part.toString(36)).join('-');
}

function hashOf(text: string, seed: number): number {
  let one = 0xdeadbeef ^ seed;
  let other = 0x41c6ce57 ^ seed;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 2_654_435_761);
    other = Math.imul(other ^ unit, 1_597_334_677);
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(other ^ (other >>> 13), 3_266_489_909);
  other = Math.imul(other ^ (other >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & other) + (one >>> 0);
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
