import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { adoptStore, defineSettings, withParentOverrides, withoutParentOverrides } from '../src/index.ts';

interface Tracker {
  calls: number;
  child(): Tracker;
}
function makeTracker(parent?: Tracker): Tracker {
  let calls = 0;
  return {
    get calls() {
      return calls;
    },
    set calls(value) {
      if (parent) parent.calls += value - calls;
      calls = value;
    },
    child() {
      return makeTracker(this);
    },
  };
}

interface App {
  lm: string;
  trace: string[];
  shared: string[];
  tracker: Tracker;
}
const settings = defineSettings<App>('wrapper-test', {
  lm: { default: 'none' },
  trace: {},
  shared: { copyForChild: 'share' },
  tracker: { copyForChild: (parent) => parent.child() },
});
const lm = () => settings.current.lm;
const inA = <R>(body: () => R) => settings.context({ lm: 'a' }, body);

describe('capture, isolate, restore', () => {
  test('the values are those of the wrap, whoever calls', () => {
    const wrapped = inA(() => withParentOverrides(lm));
    expect(settings.context({ lm: 'b' }, wrapped)).toBe('a');
    expect(settings.context({ lm: 'b' }, () => (wrapped(), lm()))).toBe('b');
    expect(lm()).toBe('none');
  });

  test('replaces, never merges', () => {
    const wrapped = inA(() => withParentOverrides(() => settings.overrides));
    expect(settings.context({ trace: ['sibling'] }, wrapped)).toEqual({ lm: 'a' });
  });

  test('neither side sees what the other sets', () => {
    inA(() => {
      const child = withParentOverrides(() => {
        const before = lm();
        settings.set({ lm: 'child' });
        return [before, lm()];
      });
      settings.set({ lm: 'parent, later' });
      expect(child()).toEqual(['a', 'child']);
      expect(child()).toEqual(['a', 'child']); // each call is a child of its own
      expect(lm()).toBe('parent, later');
    });
  });

  test('detached runs with nothing of the parent and nothing of the caller', () => {
    const detached = inA(() => withoutParentOverrides(() => ({ ...settings.overrides, lm: lm() })));
    expect(settings.context({ lm: 'b', trace: [] }, detached)).toEqual({ lm: 'none' });
  });

  test('plain containers are copied at child start, one level deep', () => {
    const overrides = { trace: ['parent'], shared: ['parent'] };
    settings.context(overrides, () => {
      const child = withParentOverrides(() => {
        settings.current.trace.push('child');
        settings.current.shared.push('child');
        return [...settings.current.trace];
      });
      expect(child()).toEqual(['parent', 'child']);
      overrides.trace.push('later');
      expect(child()).toEqual(['parent', 'later', 'child']);
    });
    expect(overrides).toEqual({ trace: ['parent', 'later'], shared: ['parent', 'child', 'child'] });
  });

  test('a linked tracker reports to its parent, through generations', () => {
    const tracker = makeTracker();
    settings.context({ tracker }, () => {
      withParentOverrides(() => {
        expect(settings.current.tracker).not.toBe(tracker);
        settings.current.tracker.calls++;
        withParentOverrides(() => settings.current.tracker.calls++)();
      })();
    });
    expect(tracker.calls).toBe(2);
  });

  test('each kind of container: copied when plain, shared when an instance', () => {
    class Sub extends Array {}
    class Instance {}
    const any = defineSettings<{ value: any }>('containers', { value: {} });
    const child = (value: unknown) =>
      any.context({ value }, () => withParentOverrides(() => any.current.value as unknown)());
    for (const plain of [
      [1],
      { a: 1 },
      new Map([[1, 2]]),
      new Set([1]),
      Object.assign(Object.create(null), { a: 1 }),
    ]) {
      expect(child(plain)).toEqual(plain);
      expect(child(plain)).not.toBe(plain);
      expect(Object.getPrototypeOf(child(plain))).toBe(Object.getPrototypeOf(plain));
    }
    for (const shared of [
      new Sub(),
      new Instance(),
      new Date(),
      () => 1,
      /x/,
      new (class extends Map {})(),
      'text',
      5n,
    ]) {
      expect(child(shared)).toBe(shared);
    }
  });

  test('parent context ended, called often or never', async () => {
    const wrapped = inA(() => withParentOverrides(lm));
    await sleep(1);
    let wrong = 0;
    for (let i = 0; i < 1e6; i++) if (wrapped() !== 'a') wrong++;
    expect(wrong).toBe(0);
  });

  test('re-entrant: a wrapped function that calls itself', () => {
    const depth: number[] = [];
    const wrapped: (n: number) => void = inA(() =>
      withParentOverrides((n: number) => {
        expect(lm()).toBe('a');
        settings.set({ lm: `depth ${n}` });
        if (n > 0) wrapped(n - 1);
        expect(lm()).toBe(`depth ${n}`);
        depth.push(n);
      }),
    );
    wrapped(3);
    expect(depth).toEqual([0, 1, 2, 3]);
  });
});

describe('adopted stores', () => {
  test('are captured and restored beside the settings, copied when asked', () => {
    const tenant = new AsyncLocalStorage<{ name: string }>();
    const copied = new AsyncLocalStorage<string[]>();
    adoptStore(tenant, { id: 'tenant' });
    adoptStore(copied, { id: 'copied', copyForChild: (parent) => [...parent] });
    const value = { name: 'A' };
    const list = ['A'];
    const read = () => [tenant.getStore(), copied.getStore(), lm()];
    const wrapped = tenant.run(value, () => copied.run(list, () => inA(() => withParentOverrides(read))));
    const detached = tenant.run(value, () => withoutParentOverrides(read));
    const generate = tenant.run(value, () =>
      withParentOverrides(function* () {
        yield tenant.getStore();
      }),
    );
    tenant.run({ name: 'B' }, () => {
      const [sameTenant, ownList, ownLm] = wrapped();
      expect(sameTenant).toBe(value);
      expect(ownList).toEqual(['A']);
      expect(ownList).not.toBe(list);
      expect(ownLm).toBe('a');
      expect(detached()).toEqual([undefined, undefined, 'none']);
      expect([...generate()]).toEqual([value]);
      expect(tenant.getStore()).toEqual({ name: 'B' });
    });
    const outside = withParentOverrides(read);
    expect(tenant.run(value, outside)).toEqual([undefined, undefined, 'none']);
    expect(() => adoptStore({} as never, { id: 'none' })).toThrow('getStore');
  });
});
