import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/**
 * A diff that `git apply` and `patch -p1` take.
 *
 * @param name the path to show, with forward slashes
 * @param before and `after` without a byte order mark; `bom` says that the file has one, which a patch must repeat
 * @param context lines around a change
 */
export function unifiedDiff(
  name: string,
  before: string,
  after: string,
  { bom = false, context = 3 } = {},
): string {
  const mark = bom ? '\uFEFF' : '';
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, mark + before, mark + after, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
    context,
  });
}
