/**
 * Nothing leaves that may not, nothing forged gets in, and nothing in a payload reaches a prototype.
 *
 * Long because: one test for each way to forge a payload.
 */
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
const listing = (...json: string[]) =>
  receiveParentOverrides((payload: unknown) => ({ payload, seen: seen() }), { json });
const listed = listing('security.lm');
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
      /security\.client may not be in JSON/,
    );
    expect(JSON.stringify(pack({ lm: 'a', apiKey: SECRET }))).toBe(
      '{"x":1,"$parentOverrides":[{"v":1,"anywhere":{"security.lm":"a"},"threadOnly":[],"clone":{}}]}',
    );
  });

  test('an override of another store without a decision stops the launch', () => {
    const launch = () => other.context({ undecided: SECRET }, () => pack({ lm: 'a' }));
    expect(launch).toThrow(
      /^security-other\.undecided must say if it may leave this thread: .*wire: 'thread', 'anywhere', .* or false/,
    );
    try {
      launch();
    } catch (error) {
      expect(String((error as Error).stack)).not.toContain(SECRET);
    }
  });

  test('thread-only values do not reach JSON, even when a pool clones first; that is an error there', () => {
    const twice = viaJson(viaPort(pack({ lm: 'a', tools: [SECRET] })));
    expect(JSON.stringify(twice)).not.toContain(SECRET);
    expect(() => listed(twice)).toThrow(
      /security\.tools may not be in JSON: define it with wire: 'anywhere' or false/,
    );
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
    ['a Function', () => 1],
    ['a Symbol', Symbol('x')],
    ['a BigInt', 1n],
    ['a RegExp', /x/],
    ['a Error', new Error('x')],
    ['a Promise', Promise.resolve()],
    ['a String', new String('x')],
    ['a Client', new (class Client {})()],
    ['a Sub', new (class Sub extends Array {})()],
    ['a Array', [1, , 3]],
    ['a Array', Object.assign([1], { extra: 1 })],
    ['undefined', Object.assign([1, , 3], { extra: 1 })],
    ['a Object', { [Symbol('x')]: 1 }],
    ['a Object', Object.defineProperty({}, 'hidden', { value: 1 })],
    ['a Object', JSON.parse('{"a":{"__proto__":{"polluted":1}}}')],
    [
      'a (Object|Array)',
      (() => {
        const a: any = {};
        a.a = [a];
        return a;
      })(),
    ],
    ['a Array', Array.from({ length: 20000 }).reduce((inner) => [inner], 1)],
  ])('%s does not cross', (kind, value) => {
    expect(() => pack({ tools: value })).toThrow(
      new RegExp(
        `^security\\.tools\\S* must be JSON data${/ (Array|Object)$/.test(kind) || kind === 'a (Object|Array)' ? ' without cycles, holes, symbol, hidden or __proto__ keys' : ''} ` +
          `to leave this thread or have wire: { encode, decode } or false to stay behind, not ${kind}\\.$`,
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
      /^bad-codec\.when must be JSON data .*, not a Date/,
    );
  });
});

describe('nothing forged gets in', () => {
  const forge = (carried: unknown) => viaJson({ x: 1, $parentOverrides: [carried] });
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
    for (const carried of [
      null,
      5,
      'text',
      {},
      true,
      { v: '1', anywhere: patch },
      { v: 1, anywhere: patch },
    ]) {
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
      listed(forge({ v: 1, anywhere: { 'security.lm': 'l', 'security.apiKey': 'f', 'nobody.a': 1 } })),
    ).toEqual({ payload: { x: 1 }, seen: { lm: 'l' } });
    const forged = (anywhere: string) =>
      JSON.parse(`{"x":1,"$parentOverrides":[{"v":1,"anywhere":${anywhere}}]}`);
    expect(() => listed(forged('{"security.lm":{"__proto__":{"polluted":1}}}'))).toThrow(
      /security\.lm must be JSON data without .*__proto__ keys .*, not a Object/,
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
      expect(() => receives(forge({ v: 1, anywhere: patch }))).toThrow(
        `${name} is in the json list: define it with wire: 'anywhere'.`,
      );
    }
  });

  test('an empty list takes nothing, and is told nothing', () => {
    vi.mocked(console.warn).mockClear();
    for (const v of [1, 2]) expect(listing()(forge({ v, anywhere: patch })).seen).toEqual({});
    expect(console.warn).not.toHaveBeenCalled();
    const unlisted = receiveParentOverrides(seen);
    for (const v of [1, 2]) expect(unlisted(forge({ v, anywhere: patch }))).toEqual({});
    expect(vi.mocked(console.warn).mock.calls).toEqual([[expect.stringContaining('{ json: [')]]); // once
  });

  test.each([
    ['another version', { v: 2, anywhere: {} }, /version 2, not 1: install the same version on both ends/],
    ['an older version', { v: 0, anywhere: {} }, /version 0, not 1/],
    ['truncated', { v: 1 }, /incomplete/],
    ['not an object', { v: 1, anywhere: 5 }, /incomplete/],
    ['null', { v: 1, anywhere: null }, /incomplete/],
  ])('%s is refused, from JSON and from a clone', (_, carried, message) => {
    expect(() => listed(forge(carried))).toThrow(message);
    const cloned = { x: 1, $parentOverrides: [{ ...carried, clone: new Map() }] };
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
    const carried = {
      v: 1,
      anywhere: hostile,
      threadOnly: [],
      clone: new Map<string, unknown>([
        ...Object.entries(hostile),
        ['.__proto__', hostile],
        ['.', 1],
        ['', 1],
      ]),
    };
    expect(receive(viaPort({ x: 1, $parentOverrides: [carried] }))).toEqual({ payload: { x: 1 }, seen: {} });
    const inner = {
      v: 1,
      anywhere: { 'security.__proto__': { polluted: 1 } },
      threadOnly: [],
      clone: carried.clone,
    };
    expect(() => receive(viaPort({ $parentOverrides: [inner] }))).toThrow(/security\.__proto__ arrived/);
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
