import { MOST_FILES_NAMED } from '../bounds.ts';
import type { FileResult } from '../migrate/migrate-file.ts';

/** What green does not say: launches of what these imports hold were not seen. None where all were followed. */
export function unfollowedNote(
  results: readonly Pick<FileResult, 'unfollowed'>[],
  show: (file: string) => string,
): string[] {
  const said = results.flatMap(({ unfollowed }) =>
    unfollowed.map(({ file, specifier, why }) => `${specifier} in ${show(file)} ${why}`),
  );
  const all = [...new Set(said)].sort();
  if (all.length === 0) return [];
  const more = all.length > MOST_FILES_NAMED ? `, and ${all.length - MOST_FILES_NAMED} more` : '';
  return [
    `a launch through an import that could not be followed was not seen: ${all.slice(0, MOST_FILES_NAMED).join(', ')}${more}.`,
  ];
}
