/** Nothing leaves that may not. What comes in is in forged.test.ts. */
import { deserialize, serialize } from 'node:v8';
import { getEnvironmentData, Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import {
  defineSettings,
  packParentOverrides,
  receiveParentOverrides,
  spawnWithParentOverrides,
} from '../src/index.ts';
import { listing, pack, receive, settings, viaJson, viaPort } from './secured.ts';

const SECRET = 'sk-0123456789';
const other = defineSettings<{ password: string; undecided: string }>('security-other', {
  password: { wire: false },
  undecided: {},
});
const listed = listing('security.lm');

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
      spawnWithParentOverrides(() => {
        environment = (getEnvironmentData('$parentOverrides') as any).carrier;
        return new Worker('', { eval: true });
      }),
    );
    expect(serialize(environment).includes(SECRET)).toBe(false);
    expect(serialize(environment).includes('model')).toBe(true);
    expect(() => JSON.stringify(pack({ lm: 'a', client: overrides.client }))).toThrow(
      /security\.client may not be in JSON/,
    );
    expect(JSON.stringify(pack({ lm: 'a', apiKey: SECRET }))).toBe(
      '{"x":1,"$parentOverrides":[{"v":2,"anywhere":{"security.lm":"a"}}]}',
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
    ['a symbol', Symbol('x')],
    ['a bigint', 1n],
    ['a RegExp', /x/],
    ['an Error', new Error('x')],
    ['a Promise', Promise.resolve()],
    ['a String', new String('x')],
    ['a Client', new (class Client {})()],
    ['a Sub', new (class Sub extends Array {})()],
    ['an Array', [1, , 3]],
    ['an Array', Object.assign([1], { extra: 1 })],
    ['undefined', Object.assign([1, , 3], { extra: 1 })],
    ['an Object', { [Symbol('x')]: 1 }],
    ['an Object', Object.defineProperty({}, 'hidden', { value: 1 })],
    ['an Object', JSON.parse('{"a":{"__proto__":{"polluted":1}}}')],
    [
      'an (Object|Array)',
      (() => {
        const a: any = {};
        a.a = [a];
        return a;
      })(),
    ],
    ['an Array', Array.from({ length: 20000 }).reduce((inner) => [inner], 1)],
  ])('%s does not cross', (kind, value) => {
    expect(() => pack({ tools: value })).toThrow(
      new RegExp(
        `^security\\.tools\\S*( … \\S*)? must be JSON data${/^an (Array|Object)$/.test(kind) || kind === 'an (Object|Array)' ? ' without cycles, holes, symbol, hidden or __proto__ keys' : ''} ` +
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
