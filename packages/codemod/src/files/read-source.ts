import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';

const BOM = '\uFEFF';

/** A file as text. */
export interface SourceText {
  /** Without the byte order mark. */
  readonly text: string;
  readonly bom: boolean;
  /** Why the text must not be edited, although it can be searched. */
  readonly notUtf8?: string;
}

/** Text from bytes, strictly: what is not UTF-8 would not come back the same when it is written. */
export function decode(bytes: Buffer): SourceText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: bytes.toString('utf16le'), bom: false, notUtf8: 'is UTF-16, not UTF-8' };
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const swapped = Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
    return { text: swapped.toString('utf16le'), bom: false, notUtf8: 'is UTF-16, not UTF-8' };
  }
  if (!isUtf8(bytes)) {
    return { text: bytes.toString('latin1'), bom: false, notUtf8: 'is not UTF-8 (Latin-1 perhaps)' };
  }
  const text = bytes.toString('utf8');
  return text.startsWith(BOM) ? { text: text.slice(1), bom: true } : { text, bom: false };
}

/** The bytes to write for an edited text. */
export function encode(text: string, bom: boolean): Buffer {
  return Buffer.from(bom ? BOM + text : text, 'utf8');
}

export function readBytes(file: string): Buffer {
  return readFileSync(file);
}

/** Tells whether a file is still the one that was read. */
export function fingerprint(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64');
}

/**
 * May this file be written? Replacing a file by a rename needs no permission on the file itself, so a read-only
 * mark would go unseen: it is asked for here, and heeded for root too.
 */
export function isReadOnly(file: string): boolean {
  if ((statSync(file).mode & 0o222) === 0) return true;
  try {
    accessSync(file, constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOENT: 'it is gone',
  EISDIR: 'it is a directory',
  ELOOP: 'too many symbolic links',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file may not grow that large',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many open files',
  ERR_STRING_TOO_LONG: 'it is too large',
  ERR_FS_FILE_TOO_LARGE: 'it is too large',
};

/** An error of the file system in words, without the path that the report names anyway. */
export function inWords(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code && REASONS[code]) || message || String(error);
}
