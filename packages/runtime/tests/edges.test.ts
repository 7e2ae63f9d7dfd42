/** The runtime attacked: odd callables, values of other realms, user code that throws in every place it is called. */
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
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

const settings = defineSettings<{ lm: string; list: unknown; near: unknown }>('edges', {
  lm: { default: 'none', wire: 'anywhere' },
  list: { wire: 'thread' },
  near: { wire: 'thread' },
});
const lm = () => settings.current.lm;
const inA = <R>(body: () => R): R => settings.context({ lm: 'a' }, body);
const inB = <R>(body: () => R): R => settings.context({ lm: 'b' }, body);
const boom = (): never => {
  throw new RangeError('boom');
};

describe('callables', () => {
  test('bound functions keep their this and their arguments', () => {
    const bound = function (this: string, ...args: number[]) {
      return [this, args, lm()];
    }.bind('self', 1);
    expect(inB(inA(() => withParentOverrides(bound)).bind('other', 2))).toEqual(['self', [1, 2], 'a']);
    const wrapped = inA(() => withParentOverrides(bound));
    expect([wrapped.length, wrapped.name]).toEqual([bound.length, bound.name]);
  });

  test('this is untouched: undefined, null, primitives', () => {
    const wrapped = withParentOverrides(function (this: unknown) {
      return this;
    });
    for (const self of [undefined, null, 5, 'text', lm]) expect(wrapped.call(self)).toBe(self);
  });

  test('a callable object keeps its properties, and its methods see themselves', () => {
    const task = Object.assign(() => lm(), {
      retries: 3,
      describe() {
        return `${(this as { retries: number }).retries} ${lm()}`;
      },
    });
    const wrapped = inA(() => withParentOverrides(task));
    expect([wrapped(), wrapped.retries, wrapped.describe()]).toEqual(['a', 3, '3 none']);
    wrapped.retries = 5;
    expect(task.retries).toBe(5);
    expect({ ...wrapped }).toEqual({ ...task });
  });

  test('new on a wrapped constructor, and on a class made from one', () => {
    function Old(this: any) {
      this.lm = lm();
    }
    const Wrapped: any = inA(() => withParentOverrides(Old));
    class Sub extends Wrapped {}
    expect(inB(() => new Wrapped())).toEqual({ lm: 'a' });
    const sub: any = inB(() => new Sub());
    expect(sub.lm).toBe('a');
    expect(sub).toBeInstanceOf(Sub);
    expect(sub).toBeInstanceOf(Old);
  });

  test('natives and proxies of classes say themselves that they need new', () => {
    for (const native of [Map, Promise, new Proxy(class {}, {})] as any[]) {
      const Wrapped = inA(() => withParentOverrides(native)) as any;
      expect(() => Wrapped(() => {})).toThrow(TypeError);
      expect(new Wrapped(...(native === Promise ? [() => {}] : []))).toBeInstanceOf(native);
    }
  });

  test('functions of another realm', async () => {
    const realm = createContext({ lm });
    const [arrow, asyncArrow, generator, klass] = runInContext(
      '[() => lm(), async () => lm(), function* () { yield lm(); }, class Foreign {}]',
      realm,
    );
    expect(inB(inA(() => withParentOverrides(arrow)) as () => unknown)).toBe('a');
    const wrapped = inA(() => withParentOverrides(asyncArrow)) as any;
    expect(wrapped[Symbol.toStringTag]).toBe('AsyncFunction');
    expect(await inB(wrapped)).toBe('a');
    const generate = inA(() => withParentOverrides(generator)) as any;
    expect(inB(() => [...generate()])).toEqual(['a']);
    expect(() => withParentOverrides(klass)).toThrow(/^Foreign is a class/);
  });

  test('a method called class, a function whose text begins like one', () => {
    const odd = { class: () => lm(), classy() {}, *'class '() {}, async '@'() {} };
    for (const method of Object.values(odd)) expect(() => withParentOverrides(method)).not.toThrow();
  });

  test('re-entrant across contexts: each call has its own frame', () => {
    const seen: string[] = [];
    const wrapped: (depth: number) => void = inA(() =>
      withParentOverrides((depth: number) => {
        seen.push(lm());
        settings.set({ lm: `set ${depth}` });
        if (depth) inB(() => wrapped(depth - 1));
        seen.push(lm());
      }),
    );
    wrapped(2);
    expect(seen).toEqual(['a', 'a', 'a', 'set 0', 'set 1', 'set 2']);
  });
});

describe('generators', () => {
  test('yield* into a wrapped generator, and return before the first next', () => {
    const closed: string[] = [];
    const inner = inA(() =>
      withParentOverrides(function* () {
        try {
          yield lm();
        } finally {
          closed.push(lm());
        }
      }),
    );
    function* outer() {
      yield lm();
      yield* inner();
    }
    expect(inB(() => [...outer()])).toEqual(['b', 'a']);
    expect(closed).toEqual(['a']);
    const unused = inner();
    expect(unused.return()).toEqual({ value: undefined, done: true });
    expect(closed).toEqual(['a']); // its body never began
  });

  test('an async generator that throws, is thrown into, and is abandoned', async () => {
    const seen: string[] = [];
    const generate = inA(() =>
      withParentOverrides(async function* () {
        try {
          yield 1;
          await sleep(1);
          yield 2;
        } catch (error) {
          seen.push(`${(error as Error).message} in ${lm()}`);
          throw error;
        } finally {
          await sleep(1);
          seen.push(`closed in ${lm()}`);
        }
      }),
    );
    await inB(async () => {
      const generator = generate();
      await generator.next();
      await expect(generator.throw(new Error('stop'))).rejects.toThrow('stop');
      for await (const value of generate()) if (value === 1) break;
      expect(lm()).toBe('b');
    });
    expect(seen).toEqual(['stop in a', 'closed in a', 'closed in a']);
  });

  test('the methods are hidden, and a received generator of a wrapped one works', () => {
    const wrapped = inA(() =>
      withParentOverrides(function* (): Generator<string> {
        yield lm();
      }),
    );
    const generator = wrapped();
    expect(Object.keys(generator)).toEqual([]);
    expect(generator[Symbol.iterator]()).toBe(generator);
    const received = receiveParentOverrides(wrapped as (payload: unknown) => Generator<string>);
    expect(inB(() => [...received(1)])).toEqual(['a']);
  });

  test('a handler that is a generator keeps what came with its payload', () => {
    const received = receiveParentOverrides(function* (payload: number) {
      yield [payload, lm()];
      settings.set({ lm: 'set' });
      yield [payload, lm()];
    });
    const packed = inA(() => packParentOverrides(5));
    expect(inB(() => [...received(packed)])).toEqual([
      [5, 'a'],
      [5, 'set'],
    ]);
  });
});

describe('contexts', () => {
  test('a thenable and a rejection pass through', async () => {
    const thenable = { then: (resolve: (value: string) => void) => resolve(lm()) };
    expect(inA(() => thenable)).toBe(thenable);
    const error = new Error('x');
    const rejected = Promise.reject(error);
    expect(inA(() => rejected)).toBe(rejected);
    await expect(rejected).rejects.toBe(error);
  });

  test('context inside set, and set inside a context inside a child', () => {
    inA(() => {
      settings.set({ lm: settings.context({ lm: 'inner' }, () => `from ${lm()}`) });
      expect(lm()).toBe('from inner');
      withParentOverrides(() => {
        inB(() => settings.set({ lm: 'set in b' }));
        expect(lm()).toBe('from inner');
      })();
    });
  });

  test('overrides whose getter reads or throws', () => {
    inA(() => {
      const reading = {
        get lm() {
          return `${lm()}!`;
        },
      };
      expect(settings.context(reading, lm)).toBe('a!');
      expect(() =>
        settings.context(
          {
            get lm(): string {
              return boom();
            },
          },
          lm,
        ),
      ).toThrow('boom');
      expect(lm()).toBe('a');
    });
  });

  test('the overrides that come out are copies', () => {
    inA(() => {
      (settings.overrides as any).lm = 'changed';
      expect(lm()).toBe('a');
    });
  });
});

describe('user code that throws', () => {
  const fragile = defineSettings<{ copy: unknown; codec: unknown }>('edges-fragile', {
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

  test('decode: the receiver throws it, before the handler runs', () => {
    let ran = false;
    const receive = receiveParentOverrides(() => (ran = true));
    const clone = new Map([['edges-fragile.codec', 1]]);
    inA(() => {
      expect(() => receive({ $parentOverrides: [{ v: 1, anywhere: {}, threadOnly: [], clone }] })).toThrow(
        'boom',
      );
      expect(lm()).toBe('a');
    });
    expect(ran).toBe(false);
  });

  test('keys that are no strings, and a hostile getter in an envelope', () => {
    const receive = receiveParentOverrides(() => settings.overrides);
    for (const key of [5, null, {}, Symbol('x')]) {
      const clone = new Map<unknown, unknown>([[key, 1]]);
      expect(() => receive({ $parentOverrides: [{ v: 1, anywhere: {}, clone }] })).toThrow(TypeError);
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
          /edges\.near must be JSON data .*, not a (Map|Object|Array|Set)/,
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
    const inside = settings.context({ lm: 'a' }, () => withParentOverrides(arrives));
    expect(inside().near).toBeUndefined();
    settings.configure({ near: 'configured later' });
    expect(inside().near).toBe('configured later');
    settings.configure({ near: { changed: 'to a container' } });
    expect(inside().near).toEqual({ changed: 'to a container' });
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
    expect(() => receiveParentOverrides(class {} as never)(1 as never)).toThrow(/without 'new'/);
    expect(() => receiveParentOverrides(5 as never)).toThrow('A callback must be a function, not 5');
  });
});

test('an emitter whose listener is wrapped twice is still found by its callback', () => {
  const emitter = new EventEmitter();
  const callback = () => {};
  emitter.on('x', withParentOverrides(withParentOverrides(callback)));
  emitter.off('x', callback);
  expect(emitter.listenerCount('x')).toBe(0);
});
