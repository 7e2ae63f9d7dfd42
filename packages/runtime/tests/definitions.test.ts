/** What a setting may be defined with, and what another definition of the same id does. */
import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { defineSettings, packParentOverrides, withParentOverrides, type Setting } from '../src/index.ts';

const RULE = "must have wire: 'thread', 'anywhere', { encode, decode, to } or false, not ";
const encode = () => 1;
const decode = encode;

describe('a definition', () => {
  // Each of these let the value leave, or was dropped, while `wire` was checked as text.
  test.each([
    ['false', "'false'"],
    ['undefined', "'undefined'"],
    ['threads', "'threads'"],
    ['', "''"],
    [['thread'], 'an Array'],
    [new String('thread'), 'a String'],
    [true, 'a boolean'],
    [null, 'null'],
    [0, '0'],
    [{}, 'an Object'],
    [{ encode }, 'an Object'],
    [{ encode, decode: true }, 'an Object'],
    [{ encode: 'text', decode }, 'an Object'],
    [{ encode, decode, to: 'anywere' }, 'an Object'],
    [{ encode, decode, to: ['anywhere'] }, 'an Object'],
    [{ encode, decode, to: null }, 'an Object'],
    [() => {}, 'a Function'],
  ])('wire: %j is refused', (wire, shown) => {
    expect(() => defineSettings('bad-wire', { lm: { wire: wire as never } })).toThrow(
      `bad-wire.lm ${RULE}${shown}.`,
    );
  });

  test('a misspelt option of a codec is refused, and a class of codecs is not', () => {
    const to = { encode, decode, too: 'anywhere' };
    expect(() => defineSettings('bad-codec-option', { lm: { wire: to as never } })).toThrow(
      "There is no option 'too'.",
    );
    class Codec {
      readonly to = 'anywhere' as const;
      readonly prefix = 'coded ';
      encode(value: string) {
        return this.prefix + value;
      }
      decode(data: string) {
        return data;
      }
    }
    const coded = defineSettings<{ lm: string }>('codec-class', { lm: { wire: new Codec() } });
    const packed = coded.context({ lm: 'a' }, () => packParentOverrides(1));
    expect(JSON.stringify(packed)).toContain('"codec-class.lm":"coded a"');
  });

  test.each(['deep', ['share'], true, null, { call: 1 }])('copyForChild: %j is refused', (copyForChild) => {
    expect(() => defineSettings('bad-copy', { lm: { copyForChild: copyForChild as never } })).toThrow(
      /^bad-copy\.lm must have copyForChild: 'share' or a function, not /,
    );
  });

  test.each([[], ['app'], ['app', null], ['app', new Map()], [{ model: {} }], [5, {}]])(
    'defineSettings(%j, %j) says what it needs',
    (...args: unknown[]) => {
      expect(() => (defineSettings as (...args: unknown[]) => unknown)(...args)).toThrow(
        /^defineSettings needs an id and an object of settings, not /,
      );
    },
  );

  test('nothing is taken from Object.prototype', () => {
    const polluted: any = Object.prototype;
    const names = {
      wire: 'anywhere',
      default: 'polluted',
      copyForChild: 'share',
      to: 'anywhere',
      encode,
      decode,
    };
    Object.assign(polluted, names);
    try {
      const settings = defineSettings<{ key: unknown; coded: string }>('polluted', {
        key: {},
        coded: { wire: Object.assign(Object.create(null), { encode: String, decode: String }) },
      });
      expect(settings.current.key).toBeUndefined();
      const key = ['mine'];
      settings.context({ key, coded: 'x' }, () => {
        expect(withParentOverrides(() => settings.current.key)()).not.toBe(key);
        expect(() => packParentOverrides(1)).toThrow('polluted.key must say if it may leave this thread');
      });
      settings.context({ coded: 'x' }, () =>
        expect(() => JSON.stringify(packParentOverrides(1))).toThrow('polluted.coded may not be in JSON'),
      );
      expect(() => defineSettings('polluted-codec', { key: { wire: {} as never } })).toThrow(RULE);
    } finally {
      for (const name of Object.keys(names)) delete polluted[name];
    }
  });

  test('bad definitions are refused with what is allowed', () => {
    expect(() => defineSettings('', {})).toThrow('id');
    // The name of a setting on the wire and in a json list is `id.setting`: a dot would make it ambiguous.
    expect(() => defineSettings('a.b', {})).toThrow('an id without dots');
  });

  // What JavaScript lets through: without this the value or the option would be dropped in silence.
  test.each([
    ['nobody', ', not a string.'],
    [5, ', not 5.'],
    [undefined, ', not undefined.'],
    [null, ', not null.'],
    [new (class Model {})(), ', not a Model.'],
    [{ wires: 'thread' }, ". There is no option 'wires'."],
    [{ default: 1, copyforchild: 'share' }, ". There is no option 'copyforchild'."],
    [{ [Symbol('wire')]: 'thread' }, ". There is no option 'Symbol(wire)'."],
  ])('a setting defined as %j is refused', (bad, named) => {
    expect(() => defineSettings('bad-setting', { lm: bad } as never)).toThrow(
      `bad-setting.lm must be an object of default, copyForChild and wire${named}`,
    );
  });
});

describe('one id, defined twice', () => {
  test('gives the same store', () => {
    const first = defineSettings<{ a: number; f: string[] }>('twice', {
      a: { default: 1 },
      f: { default: [] },
    });
    const again = defineSettings<{ a: number; f: string[] }>('twice', {
      a: { default: 1 },
      f: { default: [] },
    });
    again.configure({ a: 2 });
    expect(first.current.a).toBe(2);
  });

  test.each([
    ['default', { a: { default: 2 } }],
    ['wire', { a: { default: 1, wire: 'thread' as const } }],
    ['copyForChild', { a: { default: 1, copyForChild: vi.fn() } }],
    ['a missing one', {}],
    ['one more', { a: { default: 1 }, b: {} }],
  ])('with another %s is an error', (_, settings) => {
    defineSettings<{ a: number }>('thrice', { a: { default: 1 } });
    expect(() => defineSettings('thrice', settings as never)).toThrow(
      /'thrice' is defined already, with other settings: take another id/,
    );
  });
});

describe('in development a changed definition replaces the old one, and says so', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  let count = 0;
  const client = (name: string) =>
    new (class Client {
      name = name;
    })();
  const helper = (name: string) => () => name;
  const decoding = (name: string) => ({ encode: String, decode: helper(name) });

  test.each<[string, boolean, Setting<any>, Setting<any>]>([
    ['a primitive default', true, { default: 1 }, { default: 2 }],
    ['an object default', true, { default: [1] }, { default: [2] }],
    ['a class instance', true, { default: client('a') }, { default: client('b') }],
    ['copyForChild', true, { copyForChild: (x) => x }, { copyForChild: (x) => x + 1 }],
    ['wire', true, { wire: 'thread' }, { wire: 'anywhere' }],
    // What a function closes over does not show, so nothing is said.
    ['what a codec closes over', false, { wire: decoding('a') }, { wire: decoding('b') }],
    ['nothing', false, { default: [1] }, { default: [1] }],
  ])('%s', (_, said, before, after) => {
    vi.stubEnv('NODE_ENV', 'development');
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const id = `hot-${count++}`;
    const define = (setting: Setting<any>) => defineSettings<{ x: any }>(id, { x: setting });
    const old = define(before);
    old.configure({});
    const replaced = define(after);
    expect(old.current.x).toEqual(after.default);
    expect(replaced.current.x).toBe(after.default);
    expect(warn.mock.calls).toEqual(
      said ? [[`'${id}' is defined already, with other settings: they are replaced.`]] : [],
    );
    const packed: any =
      typeof after.wire === 'object' && replaced.context({ x: 'x' }, () => packParentOverrides(1));
    if (packed) expect(packed.$parentOverrides[0].clone.get(`${id}.x`)).toBe('x');
  });

  test('a setting that is gone or new', () => {
    vi.stubEnv('NODE_ENV', 'development');
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const old: any = defineSettings('hot-names', { gone: { default: 1 }, stays: { default: 1 } });
    old.context({ gone: 2 }, () => {
      const replaced: any = defineSettings('hot-names', { stays: { default: 2 }, added: { default: 3 } });
      expect({ ...replaced.current }).toEqual({ stays: 2, added: 3 });
      expect(() => replaced.context({ gone: 1 }, () => {})).toThrow("no setting 'gone'");
      // A task that runs on the old one ends in peace.
      expect(old.current.gone).toBe(2);
      expect(withParentOverrides(() => old.current.gone)()).toBe(2);
    });
  });
});

test('in production the same id with other settings is an error in a process of its own', () => {
  const program = `
    import { defineSettings } from '@parent-overrides/runtime';
    defineSettings('app', { a: { default: 1 } });
    try { defineSettings('app', { a: { default: 2 } }); } catch (error) { console.log(error.message); }`;
  const run = (NODE_ENV: string) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: import.meta.dirname,
      env: { ...process.env, NODE_ENV },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  expect(run('production')).toMatch(/^'app' is defined already, with other settings: take another id/);
  expect(run('development')).toBe('');
});
