/** Packing in a program that has nothing that travels: the store is adopted only where the work arrives, or nowhere. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test, vi } from 'vitest';
import { adoptStore, packParentOverrides, withParentOverrides } from '../src/index.ts';

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});

test('packing nothing is said once, and not where a store is adopted', () => {
  const store = new AsyncLocalStorage<string>();
  const takeBack = adoptStore(store, { id: 'user', wire: false });
  expect(packParentOverrides({ item: 'tea' })).toEqual({ item: 'tea' });
  expect(warn).not.toHaveBeenCalled();
  takeBack();

  store.run('ada', () => {
    withParentOverrides(() => {})();
    for (const payload of [{ item: 'tea' }, 5]) expect(packParentOverrides(payload)).toBe(payload);
  });
  expect(warn.mock.calls).toEqual([
    [
      expect.stringMatching(
        /^packParentOverrides packs nothing: no store is adopted and no setting defined in this thread/,
      ),
    ],
  ]);
});
