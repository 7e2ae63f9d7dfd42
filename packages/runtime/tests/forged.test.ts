/** Nothing forged gets in, and nothing in a payload reaches a prototype. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { receiveParentOverrides } from '../src/index.ts';
import { carrierOf } from './carriers.ts';
import { listing, pack, receive, seen, viaJson, viaPort } from './secured.ts';

const listed = listing('security.lm');
const forge = (carried: unknown) => viaJson({ x: 1, $parentOverrides: [carried] });

beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());
afterEach(() => {
  const polluted = ['x', 'lm', 'polluted', 'v', 'security'].filter((key) => key in {});
  expect(polluted).toEqual([]);
});

const patch = { 'security.lm': 'forged', 'security.apiKey': 'forged', 'security.tools': 'forged' };

test('JSON without a list changes nothing', () => {
  for (const carried of [
    { v: 2, anywhere: patch },
    { v: 2, anywhere: patch, clone: {}, spawn: true },
    { v: 2, anywhere: patch, clone: [['own', patch]] },
    { v: 3, anywhere: patch },
    { v: 2 },
  ]) {
    expect(receive(forge(carried))).toEqual({ payload: { x: 1 }, seen: {} });
  }
});

test('something else under that key is the payload, untouched', () => {
  for (const carried of [null, 5, 'text', {}, true, { v: '1', anywhere: patch }, { v: 2, anywhere: patch }]) {
    const payload = { x: 1, $parentOverrides: carried };
    expect(receive(viaJson(payload))).toEqual({ payload, seen: {} });
    expect(receive(forge(carried).$parentOverrides)).toEqual({ payload: [carried], seen: {} });
  }
  for (const inside of [null, 5, 'text', [], {}, true, { v: '1', anywhere: patch }]) {
    expect(receive(forge(inside))).toEqual({ payload: { x: 1, $parentOverrides: [inside] }, seen: {} });
  }
  expect(receive({ $parentOverrides: [] }).payload).toEqual({ $parentOverrides: [] });
});

test('with a list only what is listed, and only JSON data', () => {
  expect(
    listed(forge({ v: 2, anywhere: { 'security.lm': 'l', 'security.apiKey': 'f', 'nobody.a': 1 } })),
  ).toEqual({ payload: { x: 1 }, seen: { lm: 'l' } });
  const forged = (anywhere: string) =>
    JSON.parse(`{"x":1,"$parentOverrides":[{"v":2,"anywhere":${anywhere}}]}`);
  expect(() => listed(forged('{"security.lm":{"__proto__":{"polluted":1}}}'))).toThrow(
    /security\.lm must be JSON data without .*__proto__ keys .*, not an Object/,
  );
  for (const names of [
    '{"__proto__":{"polluted":1}}',
    '{"security.__proto__":{"polluted":1}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
  ]) {
    expect(listed(forged(names)).seen).toEqual({});
    for (const name of ['__proto__', 'security.__proto__', 'constructor'])
      expect(() => listing(name)(forged(names))).toThrow(`${name} is in the json list`);
  }
});

test('a list may only name settings that may be anywhere, and says so at the first JSON', () => {
  for (const name of ['security.tools', 'security.apiKey', 'security.later', 'lm']) {
    const receives = listing('security.lm', name);
    expect(receives({ x: 1 })).toEqual({ payload: { x: 1 }, seen: {} });
    expect(() => receives(forge({ v: 2, anywhere: patch }))).toThrow(
      `${name} is in the json list: define it with wire: 'anywhere'.`,
    );
  }
});

test('an empty list takes nothing, and is told nothing', () => {
  vi.mocked(console.warn).mockClear();
  for (const v of [2, 3]) expect(listing()(forge({ v, anywhere: patch })).seen).toEqual({});
  expect(console.warn).not.toHaveBeenCalled();
  const unlisted = receiveParentOverrides(seen);
  for (const v of [2, 3]) expect(unlisted(forge({ v, anywhere: patch }))).toEqual({});
  expect(vi.mocked(console.warn).mock.calls).toEqual([[expect.stringContaining('{ json: [')]]); // once
});

test.each([
  [
    'another version',
    { v: 3, anywhere: {} },
    /version 3, not 2: install the same version of \S+ on both ends/,
  ],
  ['an older version', { v: 0, anywhere: {} }, /version 0, not 2/],
  ['truncated', { v: 2 }, /incomplete/],
  ['not an object', { v: 2, anywhere: 5 }, /incomplete/],
  ['null', { v: 2, anywhere: null }, /incomplete/],
])('%s is refused, from JSON and from a clone', (_, carried, message) => {
  expect(() => listed(forge(carried))).toThrow(message);
  const cloned = { x: 1, $parentOverrides: [carrierOf({ anywhere: undefined, ...carried })] };
  expect(() => receive(viaPort(cloned))).toThrow(message);
});

test('a setting that is not defined here is an error, not a loss', () => {
  const packed: any = viaPort(pack({ lm: 'a' }));
  packed.$parentOverrides[0].anywhere['security.unknown'] = 1;
  expect(() => receive(packed)).toThrow(/security\.unknown arrived and is not defined with wire here/);
  packed.$parentOverrides[0].anywhere = { security: { lm: 'a' } };
  expect(() => receive(packed)).toThrow(/security arrived and is not defined with wire here/);
  packed.$parentOverrides[0].anywhere = { 'security.apiKey': 'forged' };
  expect(() => receive(packed)).toThrow(/security\.apiKey arrived and is not defined with wire here/);
});

test('a clone with hostile names reaches no prototype', () => {
  const hostile = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"polluted":1}}');
  const carried = carrierOf({
    anywhere: hostile,
    clone: new Map<string, unknown>([...Object.entries(hostile), ['.__proto__', hostile], ['.', 1], ['', 1]]),
  });
  expect(receive(viaPort({ x: 1, $parentOverrides: [carried] }))).toEqual({ payload: { x: 1 }, seen: {} });
  const inner = carrierOf({
    anywhere: { 'security.__proto__': { polluted: 1 } },
    clone: carried.clone,
  });
  expect(() => receive(viaPort({ $parentOverrides: [inner] }))).toThrow(/security\.__proto__ arrived/);
});

test('an own __proto__ field of a payload stays a field', () => {
  const payload = JSON.parse('{"__proto__":{"polluted":1},"x":1}');
  const back = receive(viaPort(pack({ lm: 'a' }, payload))).payload as object;
  expect(Object.keys(back)).toEqual(['__proto__', 'x']);
  expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
});

test('a forged key does not survive packing', () => {
  const packed = pack({ lm: 'a' }, forge({ v: 2, anywhere: patch }));
  expect(receive(viaPort(packed))).toEqual({ payload: { x: 1 }, seen: { lm: 'a' } });
});
