/** What a store shows of itself, and how it answers mistakes. */
import { inspect } from 'node:util';
import { runInThisContext } from 'node:vm';
import { describe, expect, test, vi } from 'vitest';
import { defineSettings } from '../src/index.ts';

describe('current', () => {
  const settings = defineSettings<{ lm: string; list: string[] }>('shown', {
    lm: { default: 'none' },
    list: { default: [] },
  });
  const advice = "settings.current cannot be assigned to: use context, set or configure of 'shown'.";

  test('cannot be assigned to, under a known name or another', () => {
    const { current }: any = settings;
    for (const name of ['lm', 'tennant', '__proto__', 'toString'])
      expect(() => (current[name] = 'x')).toThrow(name === 'toString' ? TypeError : advice);
    expect(() => Object.defineProperty(current, 'more', { value: 1 })).toThrow(TypeError);
    expect(() => delete current.lm).toThrow(TypeError);
    expect(() => Object.setPrototypeOf(current, {})).toThrow(TypeError);
    expect({ ...settings.current }).toEqual({ lm: 'none', list: [] });
  });

  test('nor in sloppy code, which does not hear of a frozen object', () => {
    const sloppy = runInThisContext('(function (current, name) { current[name] = 5; })') as (
      ...args: unknown[]
    ) => void;
    for (const name of ['lm', 'tennant']) expect(() => sloppy(settings.current, name)).toThrow(advice);
  });

  test('shows its values when it is logged, and the store shows its name only', () => {
    settings.context({ lm: 'secret' }, () => {
      expect(inspect(settings.current)).toBe("{ lm: 'secret', list: [] }");
      expect(String(settings.current)).toBe('settings.current');
      for (const shown of [String(settings), inspect(settings), inspect({ settings })]) {
        expect(shown).toContain("settings 'shown'");
        expect(shown).not.toContain('secret');
      }
      expect(JSON.parse(JSON.stringify(settings.current))).toEqual({ lm: 'secret', list: [] });
    });
  });
});

describe('mistakes that are answered', () => {
  const settings = defineSettings<{ temperature: number }>('answers', { temperature: {} });

  test('a body without overrides', () => {
    expect(() => (settings.context as any)(() => 1)).toThrow(
      "context of 'answers' needs overrides before the body: context({ ... }, body).",
    );
    expect(() => settings.context({}, undefined as never)).toThrow(
      'A callback must be a function, not undefined',
    );
  });

  test('the search for a name that was meant is as short as the names are', () => {
    const long = 'temperature'.repeat(20_000);
    const many = defineSettings(
      'many',
      Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`setting${i}`, {}])),
    );
    const compared = vi.spyOn(String.prototype, 'replace');
    expect(() => settings.context({ [long]: 1 } as never, () => {})).toThrow(/It has temperature\.$/);
    expect(() => many.context({ [long]: 1 } as never, () => {})).toThrow(/,setting499\.$/);
    const looks = compared.mock.calls.length;
    compared.mockRestore();
    expect(looks).toBeLessThan(10); // it was one for each of 220,000 letters, each through the whole name
  });

  test('what comes from outside takes one line of a message, and not all of it', () => {
    for (const name of ['x'.repeat(200_000), 'a\nFAKE LOG LINE\r\u2028\u001b[31m\u202e\u0000b']) {
      try {
        settings.context({ [name]: 1 } as never, () => {});
        expect.unreachable();
      } catch (error) {
        const { message } = error as Error;
        expect(message.length).toBeLessThan(700);
        expect(message).toMatch(/^'answers' has no setting '[ -~… ]* It has temperature\.$/);
      }
    }
  });
});
