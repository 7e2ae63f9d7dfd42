/** What passes through a wrapper untouched, and what the wrapper refuses. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { defineSettings, withParentOverrides, withoutParentOverrides } from '../src/index.ts';

const settings = defineSettings<{ lm: string }>('fidelity-test', { lm: { default: 'none' } });
const lm = () => settings.current.lm;
const inA = <R>(body: () => R) => settings.context({ lm: 'a' }, body);

describe('fidelity', () => {
  test('this, arguments, return value, error', async () => {
    const error = new Error('x');
    const target = {
      f: withParentOverrides(function (this: unknown, ...args: unknown[]) {
        return [this, args];
      }),
    };
    expect(target.f(1, 'b')).toEqual([target, [1, 'b']]);
    expect(target.f.call('self', 2)).toEqual(['self', [2]]);
    expect(() =>
      withParentOverrides(() => {
        throw error;
      })(),
    ).toThrow(error);
    const promise = Promise.reject(error);
    expect(withParentOverrides(() => promise)()).toBe(promise);
    await expect(promise).rejects.toBe(error);
  });

  test('length, name, tag and properties', () => {
    const f = Object.assign(async function named(_a: 1, _b: 2, _c: 3) {}, { extra: 5 });
    const wrapped: any = withParentOverrides(f);
    expect([wrapped.length, wrapped.name, wrapped.extra, wrapped[Symbol.toStringTag]]).toEqual([
      3,
      'named',
      5,
      'AsyncFunction',
    ]);
    expect(Object.prototype.toString.call(wrapped)).toBe('[object AsyncFunction]');
    expect(wrapped).toBeInstanceOf(f.constructor);
    expect((withParentOverrides(function* () {}) as any)[Symbol.toStringTag]).toBe('GeneratorFunction');
    expect((withParentOverrides(() => {}) as any)[Symbol.toStringTag]).toBeUndefined();
  });

  test('wrapping twice gives the same function, whichever wrappers', () => {
    const once = withParentOverrides(lm);
    expect(withParentOverrides(once)).toBe(once);
    expect(inA(() => withoutParentOverrides(once))).toBe(once);
    const detached = withoutParentOverrides(lm);
    expect(withParentOverrides(detached)).toBe(detached);
    expect('parent-overrides.wrapped' in lm).toBe(false);
  });

  test('generators keep their frame in next, return and throw, whoever consumes', () => {
    const seen: unknown[] = [];
    const generate = inA(() =>
      withParentOverrides(function* (): Generator<string, string, any> {
        try {
          seen.push(yield lm());
          settings.set({ lm: 'set inside' });
          yield lm();
          try {
            yield lm();
          } catch (error) {
            seen.push(error, lm());
            yield lm();
          }
          return 'end';
        } finally {
          seen.push(`closed with ${lm()}`);
        }
      }),
    );
    settings.context({ lm: 'consumer' }, () => {
      const generator = generate();
      expect(generator.next('ignored').value).toBe('a');
      expect(generator.next('sent').value).toBe('set inside');
      expect(generator.next('').value).toBe('set inside');
      expect(generator.throw('thrown').value).toBe('set inside');
      expect(generator.return('early')).toEqual({ value: 'early', done: true });
      expect(lm()).toBe('consumer');
      expect(seen).toEqual(['sent', 'thrown', 'set inside', 'closed with set inside']);
      for (const value of generate()) {
        expect(value).toBe('a');
        break; // closes it from here
      }
      expect(seen.at(-1)).toBe('closed with a');
      expect(Object.keys(generate())).toEqual([]);
      expect((generate() as any)[Symbol.toStringTag]).toBe('Generator');
      expect([
        ...(function* () {
          yield* generate();
        })(),
      ]).toEqual(['a', 'set inside', 'set inside']);
    });
  });

  test('async generators too', async () => {
    const generate = inA(() =>
      withParentOverrides(async function* () {
        try {
          yield lm();
          await sleep(1);
          yield lm();
        } finally {
          expect(lm()).toBe('a');
        }
      }),
    );
    const seen: string[] = [];
    await settings.context({ lm: 'consumer' }, async () => {
      for await (const value of generate()) seen.push(value);
      const [first, second] = [generate(), generate()];
      seen.push(
        ...(await Promise.all([first.next(), first.next(), second.next()])).map(
          ({ value }) => value as string,
        ),
      );
      await second.return(undefined);
      expect(lm()).toBe('consumer');
    });
    expect(seen).toEqual(['a', 'a', 'a', 'a', 'a']);
  });

  test('a class is refused with advice; a function that constructs is not', () => {
    class Evaluate {}
    for (const bad of [Evaluate, class {}, class extends Evaluate {}]) {
      expect(() => withParentOverrides(bad as never)).toThrow(
        /is a class: wrap what constructs it or use spawnWithParentOverrides/,
      );
    }
    function Old(this: any, value: string) {
      this.lm = lm();
      this.value = value;
    }
    const Wrapped: any = inA(() => withParentOverrides(Old));
    const made = new Wrapped('v');
    expect(made).toEqual({ lm: 'a', value: 'v' });
    expect(made).toBeInstanceOf(Old);
    for (const good of [
      vi.fn(),
      new Proxy(lm, {}),
      function () {},
      lm.bind(null),
      { m() {} }.m,
      parseInt,
      function* () {},
    ]) {
      expect(() => withParentOverrides(good as never)).not.toThrow();
    }
  });

  test.each([undefined, null, 'text', {}])('%s is not a function', (bad) => {
    expect(() => withParentOverrides(bad as never)).toThrow(
      /A callback must be a function, not (undefined|null|a string|an Object)/,
    );
  });
});
