import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { defineSettings, withParentOverrides, withoutParentOverrides } from '../src/index.ts';

interface App {
  lm: string;
  temperature: number;
  trace: string[];
}

let count = 0;
const define = () =>
  defineSettings<App>(`settings-test-${count++}`, {
    lm: { default: 'none' },
    temperature: {},
    trace: {},
  });

describe('layers', () => {
  test('default, then configured, then override', () => {
    const settings = define();
    expect(settings.current.lm).toBe('none');
    expect(settings.current.temperature).toBeUndefined();
    settings.configure({ lm: 'base' });
    settings.configure({ temperature: 1 });
    expect({ ...settings.current }).toEqual({ lm: 'base', temperature: 1, trace: undefined });
    settings.context({ lm: 'inner' }, () => {
      expect(settings.current.lm).toBe('inner');
      expect(settings.current.temperature).toBe(1);
      expect(settings.overrides).toEqual({ lm: 'inner' });
    });
    expect(settings.overrides).toEqual({});
    expect(settings.current.lm).toBe('base');
  });

  test('contexts nest, and an override may be undefined', () => {
    const settings = define();
    settings.context({ lm: 'a', temperature: 0 }, () => {
      settings.context({ lm: undefined as never }, () => {
        expect(settings.current.lm).toBeUndefined();
        expect(settings.overrides).toEqual({ lm: undefined, temperature: 0 });
      });
      expect(settings.current.lm).toBe('a');
    });
  });

  test('overrides last through await, and concurrent contexts stay apart', async () => {
    const settings = define();
    const run = (lm: string, ms: number) =>
      settings.context({ lm }, async () => {
        await sleep(ms);
        return settings.current.lm;
      });
    expect(await Promise.all([run('a', 8), run('b', 1), run('c', 4)])).toEqual(['a', 'b', 'c']);
  });

  test('a later configure shows inside a running context where nothing is overridden', () => {
    const settings = define();
    const read = settings.context({ temperature: 1 }, () => withParentOverrides(() => settings.current.lm));
    settings.configure({ lm: 'later' });
    expect(read()).toBe('later');
  });

  test('set changes the current task from here on, not the context around it', async () => {
    const settings = define();
    await settings.context({ lm: 'outer' }, async () => {
      await settings.context({ temperature: 1 }, async () => {
        settings.set({ lm: 'set' });
        await sleep(1);
        expect(settings.overrides).toEqual({ lm: 'set', temperature: 1 });
      });
      expect(settings.overrides).toEqual({ lm: 'outer' });
    });
  });

  test('two stores do not touch each other', () => {
    const [a, b] = [define(), define()];
    a.context({ lm: 'a' }, () => {
      b.context({ lm: 'b' }, () => {
        expect([a.current.lm, b.current.lm]).toEqual(['a', 'b']);
        a.set({ lm: 'A' });
        expect([a.current.lm, b.current.lm]).toEqual(['A', 'b']);
      });
      expect([a.current.lm, b.current.lm]).toEqual(['a', 'none']);
    });
  });

  test('body throws: the context is gone and the error is the same', () => {
    const settings = define();
    const error = new Error('x');
    expect(() =>
      settings.context({ lm: 'a' }, () => {
        throw error;
      }),
    ).toThrow(error);
    expect(settings.current.lm).toBe('none');
  });
});

describe('mistakes', () => {
  test.each(['configure', 'set', 'context'] as const)(
    '%s: an unknown name is an error with a guess',
    (method) => {
      const settings = define();
      const call = () => (settings[method] as any)({ temprature: 1 }, () => {});
      expect(() => (method === 'set' ? settings.context({}, call) : call())).toThrow(
        /no setting 'temprature'\. Did you mean 'temperature'\?/,
      );
      expect(() => settings.context({ zzzzz: 1 } as never, () => {})).toThrow(
        /It has lm, ?temperature, ?trace/,
      );
    },
  );

  test('names of Object.prototype are unknown too', () => {
    const settings = define();
    for (const name of ['constructor', 'toString', '__proto__']) {
      const overrides = JSON.parse(`{ "${name}": 1 }`) as never;
      expect(() => settings.context(overrides, () => {})).toThrow(`no setting '${name}'`);
    }
    expect((settings.current as any).constructor).toBeUndefined();
  });

  test('configure inside a task points to set and context', () => {
    const settings = define();
    const inside =
      /^configure is an error inside a context or child: use set or context of 'settings-test-\d+'/;
    expect(() => settings.context({}, () => settings.configure({ lm: 'x' }))).toThrow(inside);
    expect(withParentOverrides(() => 1)()).toBe(1);
    expect(withParentOverrides(() => settings.configure({ lm: 'x' }))).toThrow(inside);
    expect(withoutParentOverrides(() => settings.configure({ lm: 'x' }))).toThrow(inside);
  });

  test('set outside a task points to configure; inside a wrapped child it is right', () => {
    const settings = define();
    expect(() => settings.set({ lm: 'x' })).toThrow(
      /^set is an error outside a context or child: use configure or context of 'settings-test-\d+'/,
    );
    withParentOverrides(() => {
      settings.set({ lm: 'x' });
      expect(settings.current.lm).toBe('x');
    })();
    expect(settings.current.lm).toBe('none');
  });

  test.each([undefined, null, 5, () => 1])('overrides that are %s are refused', (bad) => {
    expect(() => define().context(bad as never, () => {})).toThrow(TypeError);
  });
});

describe('what is no object of settings', () => {
  test.each([new Map([['lm', 'a']]), ['a'], new (class Values {})(), null, 'lm'])(
    '%j is refused',
    (values) => {
      const settings = define();
      expect(() => settings.context(values as never, () => 0)).toThrow(
        /must get an object of settings, not /,
      );
      expect(() => settings.configure(values as never)).toThrow(/must get an object of settings, not /);
    },
  );

  test('nor is a symbol a setting', () => {
    const settings = define();
    expect(() => settings.context({ lm: 'a', [Symbol('temperature')]: 1 }, () => 0)).toThrow(
      /has no setting 'Symbol\(temperature\)'/,
    );
  });
});
