/**
 * Pins a package in `corpus.lock.json`: `pnpm corpus:pin NAME@VERSION "which launches it brings"`.
 * The version must be exact; pinning a name again replaces it.
 */
import { integrityOf, readLock, writeLock } from './install.ts';

const [spec = '', brings = ''] = process.argv.slice(2);
const match = /^(@?[^@]+)@(\d+\.\d+\.\d+\S*)$/.exec(spec);
if (!match || brings === '') {
  console.error('usage: pnpm corpus:pin NAME@VERSION "which launches it brings" (an exact version)');
  process.exitCode = 3;
} else {
  const [, name = '', version = ''] = match;
  const others = readLock().filter((pinned) => pinned.name !== name);
  writeLock([...others, { name, version, integrity: integrityOf(name, version), brings }]);
  console.log(`pinned ${name}@${version}`);
}
