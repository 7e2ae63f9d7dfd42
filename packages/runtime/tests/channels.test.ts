/** By which channels overrides come in: structured clone, JSON that the receiver lists, and no other. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { deserialize, serialize } from 'node:v8';
import { Decoder, Encoder } from 'cbor-x';
import * as devalue from 'devalue';
import superjson from 'superjson';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { packParentOverrides, receiveParentOverrides } from '../src/index.ts';
import { carrierOf } from './carriers.ts';
import { listing, pack, receive, settings, viaJson, viaPort } from './secured.ts';

const warn = vi.spyOn(console, 'warn');
beforeAll(() => void warn.mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

/** What an attacker writes for `make`'s decoder: everything that a carrier has, as far as the format can say it. */
const forged = (extra: object = {}) => ({
  x: 1,
  $parentOverrides: [
    {
      ...{ v: 2, anywhere: { 'security.lm': 'forged' }, threadOnly: [] },
      clone: new Map([['security.tools', 'forged']]),
      cloned: new ArrayBuffer(0),
      ...extra,
    },
  ],
});
const cbor = {
  encoder: new Encoder({ structuredClone: true }),
  decoder: new Decoder({ structuredClone: true }),
};

describe.each<[string, (value: any) => any]>([
  ['JSON', viaJson],
  ['superjson', (value) => superjson.parse(superjson.stringify(value))],
  ['CBOR', (value) => cbor.decoder.decode(cbor.encoder.encode(value))],
  ['devalue', (value) => devalue.parse(devalue.stringify(value))],
])('%s', (name, via) => {
  test('does not pass for a structured clone, though it may bring Maps and buffers', () => {
    const arrived = via(forged({ cloned: name === 'superjson' ? new Uint8Array(1) : new ArrayBuffer(1) }));
    if (name !== 'JSON') expect(arrived.$parentOverrides[0].clone).toBeInstanceOf(Map);
    expect(receive(arrived)).toEqual({ payload: { x: 1 }, seen: {} });
    // What it may bring, its receiver lists.
    expect(listing('security.lm')(via(forged()))).toEqual({ payload: { x: 1 }, seen: { lm: 'forged' } });
  });

  test('is not handed on by pack', () => {
    const arrived = via(forged());
    expect(packParentOverrides(arrived)).toEqual({ x: 1 });
    expect(receive(viaPort(pack({ lm: 'mine' }, arrived)))).toEqual({
      payload: { x: 1 },
      seen: { lm: 'mine' },
    });
  });
});

describe('structured clone', () => {
  const packed = () => pack({ lm: 'a', tools: [1] });
  const came = { payload: { x: 1 }, seen: { lm: 'a', tools: [1] } };

  test.each<[string, (value: any) => any]>([
    ['a message port', viaPort],
    ['structuredClone', structuredClone],
    ["v8.serialize, as fork's advanced serialization does", (value) => deserialize(serialize(value))],
    ['no channel at all', (value) => value],
  ])('%s is taken', (_, via) => expect(receive(via(packed()))).toEqual(came));

  test('so is a process with advanced serialization', async () => {
    const echo = fork(new URL('./workers/echo.mjs', import.meta.url), { serialization: 'advanced' });
    echo.send(packed());
    expect(receive((await once(echo, 'message'))[0])).toEqual(came);
    echo.disconnect();
  });

  test('what came by it, and was not opened, is not handed on either', () => {
    const arrived = viaPort(packed());
    expect(packParentOverrides(arrived)).toEqual({ x: 1 });
    expect(pack({ lm: 'b' }, arrived).$parentOverrides[0].anywhere).toEqual({ 'security.lm': 'b' });
    const envelope = viaPort(pack({ lm: 'a' }, 5));
    expect(packParentOverrides(envelope)).toBe(5);
    expect(receive(viaPort(pack({ lm: 'b' }, envelope)))).toEqual({ payload: 5, seen: { lm: 'b' } });
  });

  test("what is only under that key is nobody's carrier, and travels whole", () => {
    for (const mine of [5, 'text', null, {}, [], [5], [{ v: '2' }]]) {
      const payload = { x: 1, $parentOverrides: mine };
      expect(packParentOverrides(payload)).toBe(payload);
      expect(receive(viaPort(pack({ lm: 'a' }, payload)))).toEqual({ payload, seen: { lm: 'a' } });
    }
  });

  test('a proof alone, or one that lies, opens nothing', () => {
    for (const cloned of [
      { resizable: true },
      new Uint8Array(1),
      [],
      { [Symbol.toStringTag]: 'ArrayBuffer' },
      null,
    ])
      expect(
        receive({ x: 1, $parentOverrides: [carrierOf({ cloned, anywhere: { 'security.lm': 'f' } })] }).seen,
      ).toEqual({});
  });
});

describe('nothing is taken from Object.prototype', () => {
  const polluted: any = Object.prototype;
  const within = (name: string, value: unknown, body: () => void) => {
    Object.defineProperty(polluted, name, { value, configurable: true, writable: true, enumerable: false });
    try {
      body();
    } finally {
      delete polluted[name];
    }
  };
  const carrier = carrierOf({ anywhere: { 'security.lm': 'polluted' } });

  test('$parentOverrides, and the parts of a carrier', () => {
    within('$parentOverrides', [carrier], () => {
      expect(receive({ x: 1 })).toEqual({ payload: { x: 1 }, seen: {} });
      for (const payload of ['text', 5, [1], () => 1]) expect(receive(payload).seen).toEqual({});
      expect(packParentOverrides({ x: 1 })).toEqual({ x: 1 });
    });
    for (const [name, value] of Object.entries(carrier)) {
      const { [name]: _, ...rest } = carrier;
      within(name, value, () => {
        const run = () => receive({ $parentOverrides: [rest] }).seen;
        // Half a carrier is an error, and something that is none is nothing.
        if (['anywhere', 'clone', 'v'].includes(name)) expect(run).toThrow('Overrides arrived in');
        else expect(run()).toEqual(name === 'threadOnly' ? { lm: 'polluted' } : {});
      });
    }
  });

  test('toJSON, by which a carrier of this thread is known', () => {
    within(
      'toJSON',
      function (this: unknown) {
        return this;
      },
      () => {
        const arrived = viaPort(pack({ lm: 'a' }));
        expect(packParentOverrides(arrived)).toEqual({ x: 1 });
      },
    );
  });

  test('json', () => {
    within('json', ['security.lm'], () => {
      const bare = receiveParentOverrides(() => ({ ...settings.overrides }));
      const empty = receiveParentOverrides(() => ({ ...settings.overrides }), {});
      for (const receiving of [bare, empty]) expect(receiving(viaJson(forged()))).toEqual({});
    });
  });

  test('to, of what may be stored', () => {
    within('to', 'anywhere', () => {
      expect(() => listing('security.apiKey')(viaJson(forged()))).toThrow(
        'security.apiKey is in the json list',
      );
      expect(() => listing('.security.lm')(viaJson(forged()))).toThrow('.security.lm is in the json list');
    });
  });
});

test.each([
  [{ JSON: [] }],
  [{ json: 'security.lm' }],
  [{ json: null }],
  [null],
  [['security.lm']],
  ['security.lm'],
])('receive refuses the options %j', (options) => {
  expect(() => receiveParentOverrides(() => {}, options as never)).toThrow(
    /^receiveParentOverrides takes options as \{ json: \['store\.setting', 'id of adoptStore'\], payload: 'data' \}/,
  );
});

test('what comes from outside takes one line of a message, and not all of it', () => {
  const long = 'x'.repeat(200_000);
  const lines = 'a\nFAKE LOG LINE\r\u2028\u001b[31m\u202e\u0000b';
  for (const text of [long, lines]) {
    const named = JSON.parse('{"constructor":{"name":"forged\\nline"}}');
    for (const [run, end] of [
      [
        () => receive(viaPort({ $parentOverrides: [carrierOf({ anywhere: { [`security.${text}`]: 1 } })] })),
        'is not defined with wire here.',
      ],
      [() => receive(viaPort({ $parentOverrides: [carrierOf({ v: text })] })), 'on both ends.'],
      [
        () =>
          listing('security.lm')(viaJson({ $parentOverrides: [{ v: 2, anywhere: {}, threadOnly: [text] }] })),
        'stay behind.',
      ],
      [() => pack({ tools: { [text]: new Date() } }), 'not a Date.'],
      [() => pack({ tools: { [text]: Object.assign(Object.create(null), { x: 1n }) } }), 'not a bigint.'],
      [() => settings.context(Object.assign([], named), () => {}), 'not an Array.'],
    ] as const) {
      try {
        run();
        expect.unreachable();
      } catch (error) {
        const { message } = error as Error;
        expect(message).toMatch(/^[ -~…]+$/);
        expect(message.length).toBeLessThan(700);
        expect(message.endsWith(end), message).toBe(true);
      }
    }
  }
});
