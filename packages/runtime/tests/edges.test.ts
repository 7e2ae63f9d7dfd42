/** Odd callables, generators and contexts: what a wrapper must not change, whatever it is given. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { packParentOverrides, receiveParentOverrides, withParentOverrides } from '../src/index.ts';
import { boom, inA, inB, lm, settings } from './two-callers.ts';

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
    const wrapped = inA(() => withParentOverrides(task)) as typeof task;
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

  test('a proxy of something remote, which has every property and is asked for none', () => {
    const asked: PropertyKey[] = [];
    const seen: string[] = [];
    // As `comlink.wrap` makes them: each property is another of them, and a call is a message.
    const remote = (name: PropertyKey): any =>
      new Proxy(function () {}, {
        get: (_, key) => remote(key),
        apply() {
          asked.push(name);
          seen.push(lm());
        },
      });
    const callback = remote('run');
    const wrapped = inA(() => withParentOverrides(callback)) as () => unknown;
    expect(wrapped).not.toBe(callback);
    expect(asked).toEqual([]);
    inB(wrapped);
    expect([asked, seen]).toEqual([['run'], ['a']]);
  });

  test('a method called class, a function whose text begins like one', () => {
    const odd = { class: () => lm(), classy() {}, *'class '() {}, async '@'() {} };
    for (const method of Object.values(odd))
      expect(() => withParentOverrides(method as () => unknown)).not.toThrow();
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

test("a class's own toString is not called to see whether its instances are plain", () => {
  class Model {
    static toString(): never {
      return boom();
    }
  }
  settings.context({ near: new Model(), list: Object.create({ constructor: Object.create(null) }) }, () => {
    expect(withParentOverrides(() => settings.current.near)()).toBeInstanceOf(Model);
  });
});
