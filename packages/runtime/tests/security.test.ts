/** Nothing leaves that may not, nothing forged gets in, and nothing in a payload reaches a prototype. */
import { deserialize, serialize } from 'node:v8';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  defineSettings,
  packParentOverrides,
  receiveParentOverrides,
  spawnWithParentOverrides,
} from '../src/index.ts';
import { getEnvironmentData } from 'node:worker_threads';

const SECRET = 'sk-0123456789';
interface App {
  lm: string;
  tools: unknown;
  apiKey: string;
  client: { key: string; model: string };
}
const settings = defineSettings<App>('security', {
  lm: { default: 'none', wire: 'anywhere' },
  tools: { wire: 'thread' },
  apiKey: { wire: false },
  client: {
    wire: {
      encode: ({ model }) => ({ model }),
      decode: ({ model }) => ({ model, key: 'from the environment' }),
    },
  },
});
const other = defineSettings<{ password: string; undecided: string }>('security-other', {
  password: { wire: false },
  undecided: {},
});
const seen = () => ({ ...settings.overrides });
const receive = receiveParentOverrides((payload: unknown) => ({ payload, seen: seen() }));
const listed = receiveParentOverrides((payload: unknown) => ({ payload, seen: seen() }), {
  json: ['security.lm', 'security.tools', 'security.later'],
});
const pack = (overrides: Partial<App>, payload: unknown = { x: 1 }): any =>
  settings.context(overrides, () => packParentOverrides(payload));
const viaJson = (value: unknown): any => JSON.parse(JSON.stringify(value));
const viaPort = (value: unknown): any => {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(value);
  const { message } = receiveMessageOnPort(port2)!;
  port1.close();
  return message;
};

beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());
afterEach(() => {
  const polluted = ['x', 'lm', 'polluted', 'v', 'security'].filter((key) => key in {});
  expect(polluted).toEqual([]);
});

describe('nothing leaves that may not', () => {
  const overrides = { lm: 'a', apiKey: SECRET, client: { key: SECRET, model: 'm' } };

  test('a search of the serialized bytes', () => {
    settings.configure({ apiKey: SECRET, client: { key: SECRET, model: 'base' } });
    other.configure({ password: SECRET, undecided: SECRET });
    const packed = pack(overrides);
    expect(serialize(packed).includes(SECRET)).toBe(false);
    expect(serialize(packed).includes('base')).toBe(true); // so the search would find it
    let environment: unknown;
    settings.context(overrides, () =>
      spawnWithParentOverrides(() => ({ data: (environment = getEnvironmentData('$parentOverrides')) })),
    );
    expect(serialize(environment).includes(SECRET)).toBe(false);
    expect(serialize(environment).includes('model')).toBe(true);
    expect(() => JSON.stringify(pack({ lm: 'a', client: overrides.client }))).toThrow(
      /security\.client may go to threads/,
    );
    expect(JSON.stringify(pack({ lm: 'a', apiKey: SECRET }))).toBe(
      '{"x":1,"$parentOverrides":{"v":1,"anywhere":{"security.lm":"a"},"threadOnly":[],"clone":{}}}',
    );
  });

  test('an override of another store without a decision stops the launch', () => {
    const launch = () => other.context({ undecided: SECRET }, () => pack({ lm: 'a' }));
    expect(launch).toThrow(/security-other\.undecided is overridden/);
    try {
      launch();
    } catch (error) {
      expect(String((error as Error).stack)).not.toContain(SECRET);
    }
  });

  test('thread-only values do not reach JSON, even when a pool clones first; that is an error there', () => {
    const twice = viaJson(viaPort(pack({ lm: 'a', tools: [SECRET] })));
    expect(JSON.stringify(twice)).not.toContain(SECRET);
    expect(() => listed(twice)).toThrow(/security\.tools may go to threads, not into JSON/);
    expect(listed(viaJson(viaPort(pack({ lm: 'a' }))))).toEqual({ payload: { x: 1 }, seen: { lm: 'a' } });
  });

  test.each([
    ['a Date', new Date()],
    ['a Map', { deep: [new Map()] }],
    ['a URL', new URL('a:b')],
    ['a Buffer', Buffer.from('x')],
    ['a Uint8Array', new Uint8Array(1)],
    ['undefined', undefined],
    ['undefined', [undefined]],
    ['NaN', [1, NaN]],
    ['Infinity', Infinity],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a bigint', 1n],
    ['a RegExp', /x/],
    ['a Error', new Error('x')],
    ['a Promise', Promise.resolve()],
    ['a String', new String('x')],
    ['a Client', new (class Client {})()],
    ['a Sub', new (class Sub extends Array {})()],
    ['a Array with holes, or with symbol, hidden or __proto__ keys', [1, , 3]],
    ['a Array with holes, or with symbol, hidden or __proto__ keys', Object.assign([1], { extra: 1 })],
    ['undefined', Object.assign([1, , 3], { extra: 1 })],
    ['a Object with holes, or with symbol, hidden or __proto__ keys', { [Symbol('x')]: 1 }],
    [
      'a Object with holes, or with symbol, hidden or __proto__ keys',
      Object.defineProperty({}, 'hidden', { value: 1 }),
    ],
    [
      'a Object with holes, or with symbol, hidden or __proto__ keys',
      JSON.parse('{"a":{"__proto__":{"polluted":1}}}'),
    ],
    [
      'a (Object|Array) in a cycle or more than 500 levels deep',
      (() => {
        const a: any = {};
        a.a = [a];
        return a;
      })(),
    ],
    [
      'a Array in a cycle or more than 500 levels deep',
      Array.from({ length: 20000 }).reduce((inner) => [inner], 1),
    ],
  ])('%s does not cross', (kind, value) => {
    expect(() => pack({ tools: value })).toThrow(
      new RegExp(
        `^security\\.tools\\S* is ${kind}, not JSON data, and cannot leave this thread: .*{ encode, decode }, or false`,
      ),
    );
  });

  test.each([
    [null],
    [''],
    [0],
    [-1.5],
    [[]],
    [{}],
    [Object.freeze({ a: Object.freeze([1]) })],
    [Object.assign(Object.create(null), { a: 1 })],
    [[[{ a: [] }]]],
  ])('%j crosses', (value) => {
    const shared = { value, again: value }; // the same object twice is no cycle
    expect(receive(viaPort(pack({ tools: shared }))).seen).toEqual({ tools: { value, again: value } });
  });

  test('what a codec returns is checked too', () => {
    const bad = defineSettings<{ when: Date }>('bad-codec', {
      when: { wire: { encode: (d) => d, decode: (d) => d } },
    });
    expect(() => bad.context({ when: new Date() }, () => packParentOverrides(1))).toThrow(
      /^What encode made of bad-codec\.when is a Date, not JSON data/,
    );
  });
});

describe('nothing forged gets in', () => {
  const forge = (carried: unknown) => viaJson({ x: 1, $parentOverrides: carried });
  const patch = { 'security.lm': 'forged', 'security.apiKey': 'forged', 'security.tools': 'forged' };

  test('JSON without a list changes nothing', () => {
    for (const carried of [
      { v: 1, anywhere: patch },
      { v: 1, anywhere: patch, clone: {}, spawn: true },
      { v: 1, anywhere: patch, clone: [['own', patch]] },
      { v: 2, anywhere: patch },
      { v: 1 },
    ]) {
      expect(receive(forge(carried))).toEqual({ payload: { x: 1 }, seen: {} });
    }
  });

  test('something else under that key is the payload, untouched', () => {
    for (const carried of [null, 5, 'text', [], {}, { v: '1', anywhere: patch }, true]) {
      expect(receive(forge(carried))).toEqual({ payload: { x: 1, $parentOverrides: carried }, seen: {} });
    }
  });

  test('with a list only what is listed and may be anywhere, and only JSON data', () => {
    expect(
      listed(forge({ v: 1, anywhere: { 'security.lm': 'l', 'security.apiKey': 'f', 'nobody.a': 1 } })),
    ).toEqual({
      payload: { x: 1 },
      seen: { lm: 'l' },
    });
    expect(() => listed(forge({ v: 1, anywhere: patch }))).toThrow(
      /security\.tools is in the json list, but/,
    );
    expect(() => listed(forge({ v: 1, anywhere: { 'security.later': 1 } }))).toThrow(/security\.later/);
    const nested = JSON.parse(
      '{"$parentOverrides":{"v":1,"anywhere":{"security.lm":{"__proto__":{"polluted":1}}}}}',
    );
    expect(() => listed(nested)).toThrow(/security\.lm is a Object with .*__proto__ keys/);
    for (const names of [
      '{"__proto__":{"polluted":1}}',
      '{"security.__proto__":{"polluted":1}}',
      '{"constructor":{"prototype":{"polluted":1}}}',
    ]) {
      expect(listed(JSON.parse(`{"x":1,"$parentOverrides":{"v":1,"anywhere":${names}}}`)).seen).toEqual({});
    }
    expect(() => receiveParentOverrides(() => {}, { json: ['lm'] })).toThrow(/'store\.setting'/);
  });

  test.each([
    ['another version', { v: 2, anywhere: {} }, /version 2.*reads version 1.*same version on both ends/],
    ['truncated', { v: 1 }, /incomplete/],
    ['not an object', { v: 1, anywhere: 5 }, /incomplete/],
    ['null', { v: 1, anywhere: null }, /incomplete/],
  ])('%s is refused, from JSON and from a clone', (_, carried, message) => {
    expect(() => listed(forge(carried))).toThrow(message);
    const clone = new Map([
      ['own', new Map()],
      ['inherited', new Map()],
    ]);
    expect(() => receive(viaPort({ x: 1, $parentOverrides: { ...carried, clone } }))).toThrow(message);
    expect(() =>
      receive(viaPort({ $parentOverrides: { ...carried, v: carried.v, anywhere: {}, clone: new Map() } })),
    ).toThrow(carried.v === 2 ? message : /incomplete/);
    const objects = new Map(Object.entries({ own: {}, inherited: {} }));
    expect(() => receive(viaPort({ $parentOverrides: { v: 1, anywhere: {}, clone: objects } }))).toThrow(
      /incomplete/,
    );
  });

  test('a setting that is not defined here is an error, not a loss', () => {
    const packed: any = viaPort(pack({ lm: 'a' }));
    packed.$parentOverrides.anywhere['security.unknown'] = 1;
    expect(() => receive(packed)).toThrow(/security\.unknown arrived and is not defined here/);
    packed.$parentOverrides.anywhere = { security: { lm: 'a' } };
    expect(() => receive(packed)).toThrow(/security arrived and is not defined here/);
  });

  test('a clone with hostile names reaches no prototype', () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"polluted":1}}');
    const carried = {
      v: 1,
      anywhere: hostile,
      threadOnly: [],
      clone: new Map([
        ['own', new Map(Object.entries(hostile))],
        ['inherited', new Map(Object.entries(hostile))],
      ]),
    };
    expect(receive(viaPort({ x: 1, $parentOverrides: carried }))).toEqual({ payload: { x: 1 }, seen: {} });
    const inner = {
      v: 1,
      anywhere: { 'security.__proto__': { polluted: 1 } },
      threadOnly: [],
      clone: carried.clone,
    };
    expect(() => receive(viaPort({ $parentOverrides: inner }))).toThrow(/security\.__proto__ arrived/);
  });

  test('an own __proto__ field of a payload stays a field', () => {
    const payload = JSON.parse('{"__proto__":{"polluted":1},"x":1}');
    const back = receive(viaPort(pack({ lm: 'a' }, payload))).payload as object;
    expect(Object.keys(back)).toEqual(['__proto__', 'x']);
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
  });

  test('a forged key does not survive packing', () => {
    const packed = pack({ lm: 'a' }, forge({ v: 1, anywhere: patch }));
    expect(receive(viaPort(packed))).toEqual({ payload: { x: 1 }, seen: { lm: 'a' } });
  });
});

test('v8 serialize, as advanced process channels do, keeps what may go to threads', () => {
  expect(receive(deserialize(serialize(pack({ lm: 'a', tools: [1] }))))).toEqual({
    payload: { x: 1 },
    seen: { lm: 'a', tools: [1] },
  });
});

test('the same packed task delivered twice gives each child its own values', () => {
  const packed = pack({ tools: [1] });
  const push = receiveParentOverrides(() => (settings.current.tools as number[]).push(2));
  expect([push(packed), push(packed)]).toEqual([2, 2]);
});
