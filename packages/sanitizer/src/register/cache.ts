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

/**
 * @param parts everything that the text depends on
 * @param make called when it is not there yet; nothing comes of what is to be tried again next time
 */
export function cached(parts: readonly string[], make: () => string | undefined): string | undefined {
  if (folder === undefined) return make();
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part).update('\0');
  const file = path.join(folder, hash.digest('hex'));
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const text = make();
    if (text !== undefined) keep(file, text);
    return text;
  }
}

/** Whole or not at all, for another process may read it at this moment. */
function keep(file: string, text: string): void {
  const written = `${file}.${process.pid}`;
  try {
    writeFileSync(written, text, { mode: 0o600 });
    renameSync(written, file);
  } catch {
    // A full disk: the next run makes it again.
  }
}
