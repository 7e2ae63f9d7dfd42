/** The runtime attacked: user code that throws wherever it is called, other realms' values, odd payloads. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createContext, runInContext } from 'node:vm';
import { getEnvironmentData } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import {
  defineSettings,
  packParentOverrides,
  receiveParentOverrides,
  spawnWithParentOverrides,
  spawnWithoutParentOverrides,
  withParentOverrides,
  withoutParentOverrides,
} from '../src/index.ts';
import { carrierOf } from './carriers.ts';
import { boom, inA, inB, lm, settings } from './two-callers.ts';

const outside = AsyncLocalStorage.snapshot(); // of no task

describe('user code that throws', () => {
  const fragile = defineSettings<{ copy: unknown; codec: unknown }>('fragile', {
    copy: { copyForChild: boom, wire: false },
    codec: { wire: { encode: boom, decode: boom } },
  });

  test('copyForChild: the call throws it, nothing ran, and the caller is where it was', () => {
    let ran = false;
    const wrapped = fragile.context({ copy: 1 }, () => withParentOverrides(() => (ran = true)));
    inA(() => {
      expect(wrapped).toThrow('boom');
      expect(lm()).toBe('a');
    });
    expect(ran).toBe(false);
    expect(fragile.context({ copy: 1 }, () => withoutParentOverrides(() => 5))()).toBe(5);
  });

  test('encode: the launch throws it, and leaves nothing behind', () => {
    fragile.context({ codec: 1 }, () => {
      expect(() => packParentOverrides(1)).toThrow('boom');
      expect(() => spawnWithParentOverrides(() => ({}))).toThrow('boom');
      expect(getEnvironmentData('$parentOverrides')).toBeUndefined();
      expect(spawnWithoutParentOverrides(() => ({ made: true }))).toEqual({ made: true });
    });
  });

  test('decode: whoever reads the setting gets it, each time, and the rest works', () => {
    const clone = new Map([['fragile.codec', 1]]);
    const receive = receiveParentOverrides(() => {
      for (const _ of [1, 2]) expect(() => fragile.current.codec).toThrow('boom');
      expect(() => fragile.overrides).toThrow('boom');
      return 'done';
    });
    inA(() => {
      expect(receive({ $parentOverrides: [carrierOf({ clone })] })).toBe('done');
      expect(lm()).toBe('a');
    });
  });

  test('keys that are no strings, and a hostile getter in an envelope', () => {
    const receive = receiveParentOverrides(() => settings.overrides);
    for (const key of [5, null, {}, Symbol('x')]) {
      const clone = new Map<unknown, unknown>([[key, 1]]);
      expect(() => receive({ $parentOverrides: [carrierOf({ clone })] })).toThrow(TypeError);
    }
    expect(() =>
      receive({
        get $parentOverrides() {
          return boom();
        },
      }),
    ).toThrow('boom');
    expect(lm()).toBe('none');
  });
});

describe('values of another realm', () => {
  const foreign = (source: string): any => runInContext(`(${source})`, createContext());

  test.each(['[1]', '{ a: 1 }', 'new Map([[1, 2]])', 'new Set([1])', 'Object.create(null)'])(
    '%s is copied for a child',
    (source) => {
      const value = foreign(source);
      const copy = settings.context({ near: value }, () =>
        withParentOverrides(() => settings.current.near),
      )();
      expect(copy).not.toBe(value);
      expect(copy).toEqual(value);
      expect(Object.getPrototypeOf(copy)).toBe(Object.getPrototypeOf(value));
    },
  );

  test.each(['class Map {}', 'class Object {}', 'class Array {}', 'function Set() {}'])(
    'an instance of an own %s is shared, and does not cross',
    (source) => {
      const value = new (foreign(source))();
      settings.context({ near: value }, () => {
        expect(withParentOverrides(() => settings.current.near)()).toBe(value);
        expect(() => packParentOverrides(1)).toThrow(
          /callers\.near must be JSON data .*, not an? (Map|Object|Array|Set)/,
        );
      });
    },
  );

  test('JSON data crosses', () => {
    const value = foreign('{ a: [{ b: [null, true, 1.5, "x"] }] }');
    const packed = settings.context({ near: value }, () => packParentOverrides(1));
    const receive = receiveParentOverrides(() => settings.current.near);
    expect(receive(structuredClone(packed))).toEqual(value);
  });
});

describe('what a launch takes along is that of the launch, though it is remembered', () => {
  const receive = receiveParentOverrides(() => ({ ...settings.current }));
  const arrives = () => receive(structuredClone(packParentOverrides(0)));

  test('after set, configure and changed containers', () => {
    settings.context({ lm: 'a' }, () => {
      expect([arrives().lm, arrives().lm]).toEqual(['a', 'a']);
      settings.set({ lm: 'set' });
      expect(arrives().lm).toBe('set');
      const list = [1];
      settings.set({ list });
      expect(arrives().list).toEqual([1]);
      list.push(2);
      expect(arrives().list).toEqual([1, 2]);
    });
    // Not by what arrives: in this thread a configured value shows anyway.
    const base = () => (packParentOverrides(0) as any).$parentOverrides[0].clone.get('.callers.near');
    settings.context({ lm: 'a' }, () => {
      const inside = withParentOverrides(base);
      expect(inside()).toBeUndefined();
      outside(() => settings.configure({ near: 'configured later' }));
      expect(inside()).toBe('configured later');
    });
    const near = ['configured'];
    settings.configure({ near });
    const inside = settings.context({ lm: 'a' }, () => withParentOverrides(base));
    expect(inside()).toEqual(['configured']);
    near.push('and changed');
    expect(inside()).toEqual(['configured', 'and changed']);
  });

  test('what one payload is made to hold does not show in the next', () => {
    inA(() => {
      const first: any = packParentOverrides({ x: 1 });
      const second: any = packParentOverrides(5);
      expect(first).not.toBe(second);
      expect(receive(first).lm).toBe('a');
      expect(Object.keys(first)).toEqual(['x', '$parentOverrides']);
      expect(second.$parentOverrides[1]).toBe(5);
      expect((packParentOverrides(undefined) as any).$parentOverrides).toHaveLength(2);
    });
  });
});

describe('a store that is defined after its values arrived', () => {
  let count = 0;
  /** Runs `body` as a handler whose payload brought `{ list: ['sent'] }` for a store that is not defined yet. */
  function arrived(body: (define: () => { current: { list: string[] } }) => void): void {
    const id = `late-${count++}`;
    const clone = new Map([[`${id}.list`, ['sent']]]);
    const define = () => defineSettings<{ list: string[] }>(id, { list: { wire: 'thread' } });
    receiveParentOverrides(() => body(define))(
      structuredClone({ $parentOverrides: [carrierOf({ clone })] }) as never,
    );
  }

  test('each child that was launched before has its own', () => {
    arrived((define) => {
      const child = withParentOverrides(() => define().current.list.push('child'));
      expect([child(), child()]).toEqual([2, 2]);
      expect(define().current.list).toEqual(['sent']);
    });
  });

  test('so has a child that is launched after', () => {
    arrived((define) => {
      withParentOverrides(() => {})(); // what needs a copy is looked for now, and again later
      const { current } = define();
      expect(current.list).toEqual(['sent']);
      withParentOverrides(() => current.list.push('child'))();
      expect(current.list).toEqual(['sent']);
    });
  });

  test('a setting that it does not have is an error', () => {
    arrived(() => {
      const id = `late-${count - 1}`;
      expect(() => {
        defineSettings<{ other: string }>(id, { other: {} });
        packParentOverrides(1);
      }).toThrow(`${id}.list arrived and is not defined with wire here.`);
    });
  });
});

describe('payloads', () => {
  const receive = receiveParentOverrides((payload: any) => payload);

  test('frozen, without a prototype, with getters, instances', () => {
    class Task {
      x = 1;
    }
    inA(() => {
      expect(receive(packParentOverrides(Object.freeze({ x: 1 })))).toEqual({ x: 1 });
      expect(receive(packParentOverrides(Object.assign(Object.create(null), { x: 1 })))).toEqual({ x: 1 });
      const task = new Task();
      expect(receive(packParentOverrides(task))).toBe(task); // in an envelope, as it is
      expect(
        receive(
          packParentOverrides({
            get x() {
              return lm();
            },
          }),
        ),
      ).toEqual({ x: 'a' });
      expect(() =>
        packParentOverrides({
          get x() {
            return boom();
          },
        }),
      ).toThrow('boom');
    });
  });

  test('a wrapped handler, and a handler received twice, see what was packed or captured', () => {
    const packed = inA(() => packParentOverrides({ x: 1 }));
    const twice = receiveParentOverrides(receiveParentOverrides((payload: any) => [payload, lm()]));
    expect(inB(() => twice(packed))).toEqual([{ x: 1 }, 'a']);
    const captured = inB(() => withParentOverrides((payload: any) => [payload, lm()]));
    expect(receiveParentOverrides(captured)(packed)).toEqual([{ x: 1 }, 'b']);
  });

  test('the handler keeps its length and its tag; a class is refused by its call', () => {
    const handler = receiveParentOverrides(async (_a: unknown, _b: unknown) => {});
    expect([handler.length, (handler as any)[Symbol.toStringTag]]).toEqual([2, 'AsyncFunction']);
    expect(() => receiveParentOverrides(class {} as never)(1 as never)).toThrow(
      /class constructor|without 'new'/i,
    );
    expect(() => receiveParentOverrides(5 as never)).toThrow('A callback must be a function, not 5');
  });
});
