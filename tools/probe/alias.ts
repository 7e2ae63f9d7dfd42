/** `p-queue@9` to `p-queue-v9`, so that each major has a folder; what follows a slash is a file of the package. */
export function aliasOf(wanted: string): string {
  const at = wanted.lastIndexOf('@');
  return `${wanted.slice(0, at).replace('@', '').replace('/', '__')}-v${wanted.slice(at + 1)}`;
}
