import { describe, expect, test, vi } from 'vitest';
import { defineSettings, packParentOverrides, receiveParentOverrides } from '../src/index.ts';

interface App {
  lm: string;
  temperature: number;
  secret: string;
}
const settings = defineSettings<App>('pack-test', {
  lm: { default: 'none', wire: 'anywhere' },
  temperature: { wire: 'thread' },
  secret: { wire: false },
});
const read = (payload: unknown) => ({ payload, overrides: settings.overrides });
const receive = receiveParentOverrides(read);
const pack = (payload: unknown, overrides: Partial<App> = { lm: 'a' }) =>
  settings.context(overrides, () => packParentOverrides(payload));
const clone = structuredClone as <T>(value: T) => T;
const viaJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

test.each([{ x: 1 }, 5, 'text', null, undefined, [1, 2], new Date(0), new Map([[1, 2]])])(
  'round trip of %s',
  (payload) => {
    expect(receive(clone(pack(payload)))).toEqual({ payload, overrides: { lm: 'a' } });
    expect(receive(pack(payload))).toEqual({ payload, overrides: { lm: 'a' } });
  },
);

test('a worker that does not receive yet finds the fields', () => {
  expect(clone(pack({ x: 1 }))).toMatchObject({ x: 1 });
});

test('with nothing to carry the payload is untouched', () => {
  const payload = {};
  expect(packParentOverrides(payload)).toBe(payload);
  expect(pack(payload, { secret: 's' })).toBe(payload);
});

test('packing twice changes nothing', () => {
  const once = pack({ x: 1 });
  expect(pack(once, { lm: 'b' })).toBe(once);
  const envelope = pack(5);
  expect(pack(envelope, { lm: 'b' })).toBe(envelope);
});

describe('JSON', () => {
  test('is not taken without a list, and says so once', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const own = receiveParentOverrides(read);
    expect(own(viaJson(pack({ x: 1 })))).toEqual({ payload: { x: 1 }, overrides: {} });
    expect(own(viaJson(pack(5)))).toEqual({ payload: 5, overrides: {} });
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
  });

  test('is taken for the names in the list', () => {
    const listed = receiveParentOverrides(read, { json: ['pack-test.lm'] });
    expect(listed(viaJson(pack({ x: 1 })))).toEqual({ payload: { x: 1 }, overrides: { lm: 'a' } });
    expect(listed(viaJson(pack(undefined)))).toEqual({ payload: null, overrides: { lm: 'a' } });
    const forged = {
      x: 1,
      $parentOverrides: [{ v: 2, anywhere: { 'pack-test.lm': 'f', 'pack-test.secret': 'f', 'other.a': 1 } }],
    };
    expect(listed(forged)).toEqual({ payload: { x: 1 }, overrides: { lm: 'f' } });
  });

  test('refuses thread-only overrides', () => {
    expect(() => viaJson(pack({}, { temperature: 1 }))).toThrow(/pack-test\.temperature may not be in JSON/);
  });
});
