/** Whichever layer a container comes from, what a task puts into it no other task sees. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, test } from 'vitest';
import {
  attachParentOverrides,
  defineSettings,
  packParentOverrides,
  receiveParentOverrides,
  withParentOverrides,
  withoutParentOverrides,
  type Setting,
} from '../src/index.ts';

interface App {
  trace: string[];
  tenant: string;
}
let count = 0;
const define = (trace: Setting<string[]>) =>
  defineSettings<App>(`containers-${count++}`, { trace, tenant: { wire: 'thread' } });
type Store = ReturnType<typeof define>;

/** A store whose `trace` is `['base']` in one layer, and how to be where that layer shows. */
const LAYERS: Record<string, () => [Store, inLayer: <R>(body: () => R) => R]> = {
  default: () => [define({ default: ['base'] }), (body) => body()],
  configured: () => {
    const store = define({ default: ['hidden'] });
    store.configure({ trace: ['base'] });
    return [store, (body) => body()];
  },
  inherited: () => {
    const store = define({ wire: 'thread' });
    // What a thread is spawned with, or a payload brings, from the configured values of where it comes from.
    store.configure({ trace: ['base'] });
    const packed = store.context({ tenant: 'x' }, () => structuredClone(packParentOverrides({})));
    store.configure({ trace: ['hidden'] });
    const receive = receiveParentOverrides((payload: { body?: () => any }) => payload.body!());
    return [store, (body) => receive({ ...packed, body })];
  },
  override: () => {
    const store = define({});
    return [store, (body) => store.context({ trace: ['base'] }, body)];
  },
  'copied by a function': () => [
    define({ default: ['base'], copyForChild: (parent) => [...parent] }),
    (body) => body(),
  ],
};

describe.each(Object.keys(LAYERS))('%s', (layer) => {
  const push = (store: Store, value: string) => {
    store.current.trace.push(value);
    return [...store.current.trace];
  };

  test('children are apart from each other, from their parent, and from those launched later', () => {
    const [store, inLayer] = LAYERS[layer]!();
    inLayer(() => {
      const child = withParentOverrides((name: string) => [push(store, name), push(store, 'again')]);
      expect(child('a')).toEqual([
        ['base', 'a'],
        ['base', 'a', 'again'],
      ]);
      expect(child('b')[1]).toEqual(['base', 'b', 'again']);
      expect(store.current.trace).toEqual(['base']);
      expect(withParentOverrides(() => store.current.trace)()).toEqual(['base']);
    });
  });

  test('a child gets what its parent had put in, a grandchild what its child had', () => {
    const [store, inLayer] = LAYERS[layer]!();
    const parent = () => {
      push(store, 'parent');
      const child = withParentOverrides(() => {
        const seen = push(store, 'child');
        return [seen, withParentOverrides(() => push(store, 'grandchild'))()];
      });
      push(store, 'after the launch');
      const seen = child();
      return [...seen, store.current.trace];
    };
    const start = ['base', 'parent', 'after the launch'];
    expect(inLayer(() => withParentOverrides(parent)())).toEqual([
      [...start, 'child'],
      [...start, 'child', 'grandchild'],
      start,
    ]);
    expect(inLayer(() => withParentOverrides(() => store.current.trace)())).toEqual(['base']);
  });

  test('a context inside a task shares the task’s', () => {
    const [store, inLayer] = LAYERS[layer]!();
    const seen = inLayer(() =>
      withParentOverrides(() => {
        store.context({ tenant: 'inner' }, () => push(store, 'inner'));
        return push(store, 'outer');
      })(),
    );
    expect(seen).toEqual(['base', 'inner', 'outer']);
  });
});

describe('two requests', () => {
  test.each(['default', 'configured', 'copied by a function'])(
    'each in a context of its own, see nothing of each other: %s',
    async (layer) => {
      const [store] = LAYERS[layer]!();
      const request = (tenant: string) =>
        store.context({ tenant }, async () => {
          store.current.trace.push(tenant);
          await null;
          const child = withParentOverrides(async () => store.current.trace.push(`${tenant}'s child`));
          await Promise.all([child(), child()]);
          return store.current.trace;
        });
      expect(await Promise.all(['a', 'b'].map(request))).toEqual([
        ['base', 'a'],
        ['base', 'b'],
      ]);
      expect(withoutParentOverrides(() => store.current.trace)()).toEqual(['base']);
    },
  );

  test('a detached child has the base, not its parent’s', () => {
    const [store] = LAYERS['default']!();
    store.context({}, () => {
      store.current.trace.push('parent');
      expect(withoutParentOverrides(() => store.current.trace)()).toEqual(['base']);
    });
  });
});

test('a copy is that of the value which is configured now', () => {
  const outside = AsyncLocalStorage.snapshot();
  const store = define({ default: ['default'] });
  store.context({}, () => {
    store.current.trace.push('own');
    expect(store.current.trace).toBe(store.current.trace);
    outside(() => store.configure({ trace: ['configured'] }));
    expect(store.current.trace).toEqual(['configured']);
  });
});

test("'share' shares, instances are shared, and a function makes an instance's copy for each task", () => {
  class Tracker {
    calls = 0;
    readonly parent: Tracker | undefined;
    constructor(parent?: Tracker) {
      this.parent = parent;
    }
    add(): void {
      this.calls++;
      this.parent?.add();
    }
  }
  const shared = new Map();
  const instance = new Tracker();
  const linked = new Tracker();
  const store = defineSettings<{ shared: Map<any, any>; instance: Tracker; linked: Tracker; depth: number }>(
    'kinds',
    {
      shared: { default: shared, copyForChild: 'share' },
      instance: { default: instance },
      linked: { default: linked, copyForChild: (parent) => new Tracker(parent) },
      depth: { default: 0, copyForChild: (depth) => depth + 1 },
    },
  );
  expect([store.current.shared, store.current.linked]).toEqual([shared, linked]);
  withParentOverrides(() => {
    const { current } = store;
    expect([current.shared, current.instance, current.depth]).toEqual([shared, instance, 0]);
    expect(current.shared).toBe(shared);
    expect(current.instance).toBe(instance);
    current.linked.add();
    expect(current.linked.parent).toBe(linked);
    withParentOverrides(() => store.current.linked.add())();
    expect(current.linked.calls).toBe(2);
  })();
  expect(linked.calls).toBe(2);
});

test('a value that is attached brings its parent’s own', () => {
  const [store] = LAYERS['default']!();
  const value = store.context({ tenant: 'a' }, () => {
    store.current.trace.push('parent');
    return attachParentOverrides(1);
  });
  expect(receiveParentOverrides(() => store.current.trace)(value)).toEqual(['base', 'parent']);
});

test('nothing is copied where nobody reads, and null is nobody’s container', () => {
  let copies = 0;
  const store = defineSettings<{ list: string[]; nothing: null }>('lazy-copies', {
    list: { default: [], copyForChild: (list) => (copies++, [...list]) },
    nothing: { default: null, copyForChild: () => copies++ as never },
  });
  const child = withParentOverrides(() => store.current.nothing);
  expect([child(), child(), copies]).toEqual([null, null, 0]);
  withParentOverrides(() => [store.current.list, store.current.list])();
  expect(copies).toBe(1);
});
