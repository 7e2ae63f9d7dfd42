/** docs/architecture.md, invariant 1: the analysis does no I/O and knows neither face nor the runtime. */
import path from 'node:path';
import { expect, it } from 'vitest';
import { checkRooms } from '../../../tools/rooms/check-rooms.ts';
import { ROOMS } from '../../../tools/rooms/rooms.ts';

it('imports nothing but types from outside; its rooms know only those below', async () => {
  const folder = path.join(import.meta.dirname, '..');
  expect(await checkRooms(folder, ROOMS['launch-sites']!, { isAlone: true })).toEqual([]);
});
