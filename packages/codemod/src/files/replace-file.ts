import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import path from 'node:path';

/**
 * Replace a file's content at once: whoever reads it, also after a crash, finds the old or the new bytes. Mode and
 * owner are kept; a hard link to the file keeps the old content.
 *
 * Written here, because `write-file-atomic` (7.0) does not look at how much of the data a write took: on a full
 * disk it replaces the file by the beginning of it.
 *
 * @throws the error of the file system; then the file is untouched and nothing is left beside it
 */
export function replaceFile(file: string, bytes: Buffer): void {
  const { mode, uid, gid } = statSync(file);
  // A short name of its own: the file's may be as long as the file system allows.
  const temporary = path.join(path.dirname(file), `.parent-overrides-${randomBytes(6).toString('hex')}.tmp`);
  try {
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(descriptor, bytes);
      keepOwner(descriptor, uid, gid);
      fchmodSync(descriptor, mode & 0o7777);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Only root can give a file to somebody else; for others it was theirs, or becomes theirs. */
function keepOwner(descriptor: number, uid: number, gid: number): void {
  if (process.getuid?.() === 0) fchownSync(descriptor, uid, gid);
}
