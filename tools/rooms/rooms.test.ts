import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { checkRooms } from './check-rooms.ts';
import { ROOMS } from './rooms.ts';

const PACKAGES = path.join(import.meta.dirname, '../../packages');

test('every package says what its rooms are', () => {
  expect(Object.keys(ROOMS).sort()).toEqual(readdirSync(PACKAGES).sort());
});

test.each(Object.entries(ROOMS))('%s: no circle, no import that runs up', async (name, rooms) => {
  expect(await checkRooms(path.join(PACKAGES, name), rooms)).toEqual([]);
});

describe('what is wrong is said', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  function sources(files: Record<string, string>): string {
    const folder = mkdtempSync(path.join(tmpdir(), 'rooms-'));
    folders.push(folder);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, 'src', name)), { recursive: true });
      writeFileSync(path.join(folder, 'src', name), text);
    }
    return folder;
  }

  test('a circle of types', async () => {
    const folder = sources({
      'a.ts': "import type { B } from './b.ts';\nexport interface A { b: B }\n",
      'b.ts': "import type { A } from './a.ts';\nexport interface B { a: A }\n",
    });
    expect(await checkRooms(folder, [])).toEqual([
      expect.stringMatching(/^circle: src\/[ab]\.ts -> src\/[ab]\.ts/),
    ]);
  });

  test('an import that runs up, in every form', async () => {
    const folder = sources({
      'low/static.ts': "import { high } from '../high/high.ts';\nexport const low = high;\n",
      'low/types.ts': "export type { High } from '../high/high.ts';\n",
      'low/effect.ts': "import '../high/high.ts';\n",
      'low/dynamic.ts': "export const low = () => import('../high/high.ts');\n",
      'low/required.cts': "module.exports = require('../high/high.ts');\n",
      'low/door.ts': "export * from '../index.ts';\n",
      'high/high.ts': 'export const high = 1;\nexport type High = number;\n',
      'index.ts': '',
    });
    const wrong = await checkRooms(folder, [['low'], ['high']]);
    expect(wrong.map((sentence) => sentence.split(' ')[0]).sort()).toEqual([
      'src/low/door.ts',
      'src/low/dynamic.ts',
      'src/low/effect.ts',
      'src/low/required.cts',
      'src/low/static.ts',
      'src/low/types.ts',
    ]);
  });

  test('a neighbour', async () => {
    const folder = sources({
      'left/left.ts': "export { right } from '../right/right.ts';\n",
      'right/right.ts': 'export const right = 1;\n',
    });
    expect(await checkRooms(folder, [['left', 'right']])).toEqual([
      'src/left/left.ts imports src/right/right.ts: left may know nothing else',
    ]);
  });

  test('a folder that is no room, and a room that is no folder', async () => {
    const folder = sources({ 'real/a.ts': '', 'other/b.ts': '' });
    expect(await checkRooms(folder, [['real'], ['gone']])).toEqual([
      'gone is named as a room, but src has no such folder or file',
      'other is a folder of src that no line of rooms names',
    ]);
  });

  test('something from outside, in a package that stands alone', async () => {
    const folder = sources({
      'a.ts': "import type { Stats } from 'node:fs';\nexport type A = Stats;\n",
      'b.ts': "import fs from 'node:fs';\nexport const b = fs;\n",
      'c.ts': "export const c = () => import('node:path');\n",
    });
    const wrong = await checkRooms(folder, [], { isAlone: true });
    expect(wrong).toEqual([
      expect.stringMatching(/^src\/b\.ts imports (?:node:)?fs: nothing but types/),
      expect.stringMatching(/^src\/c\.ts imports (?:node:)?path: nothing but types/),
    ]);
  });
});
