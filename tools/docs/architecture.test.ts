/** The page on the architecture: a row for each room, in the rooms' order, and no file that is not there. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../demo/paths.ts';
import { ROOMS } from '../rooms/rooms.ts';
import { readPage } from './markdown.ts';

const page = readPage('docs/architecture.md');

/** The names in the first column of a package's table. */
function roomsOnPage(name: string): string[] {
  const section = page.split(`\n### ${name}\n`)[1]?.split(/\n#{2,3} /)[0] ?? '';
  const cells = [...section.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell]) => cell!);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, room]) => room!));
}

test.each(Object.entries(ROOMS).filter(([, rooms]) => rooms.length > 0))(
  '%s: a row for each room, none below one that it knows',
  (name, rooms) => {
    const shown = roomsOnPage(name);
    expect([...shown].sort()).toEqual(rooms.flat().sort());
    const lines = shown.map((room) => rooms.findIndex((line) => line.includes(room)));
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
  },
);

/** `packages/codemod/src/cli.ts`; where the package is plain, also `parse/parse.ts`, `cli.ts` and `threads.test.ts`. */
test('every file that the page names is there', () => {
  const named = [...page.matchAll(/`([\w][\w./-]*\.(?:ts|cjs|json))`/g)].map(([, file]) => file!);
  expect(named.length).toBeGreaterThan(80);
  const places = [
    '',
    ...Object.keys(ROOMS).flatMap((name) =>
      ['', '/src', '/tests'].map((folder) => `packages/${name}${folder}`),
    ),
  ];
  const missing = named.filter((file) => !places.some((place) => existsSync(path.join(ROOT, place, file))));
  expect([...new Set(missing)]).toEqual([]);
});
