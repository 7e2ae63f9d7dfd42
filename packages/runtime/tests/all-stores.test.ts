/** Every store of the process is carried to every kind of launch, and nothing here registers one. */
import 'reflect-metadata';
import { AsyncLocalStorage } from 'node:async_hooks';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { requestContext, fastifyRequestContext } from '@fastify/request-context';
import { context, createContextKey } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import fastify from 'fastify';
import { ClsServiceManager } from 'nestjs-cls';
import PQueue from 'p-queue';
import { beforeAll, describe, expect, test } from 'vitest';
import { defineSettings, withParentOverrides, withoutParentOverrides } from '@parent-overrides/runtime';
import { LAUNCHES } from './flows/launches.ts';

const outside = AsyncLocalStorage.snapshot(); // of no task
const plain = new AsyncLocalStorage<{ name: string }>();
const entered = new AsyncLocalStorage<string>();
const cls = ClsServiceManager.getClsService();
const SPAN = createContextKey('span');
const settings = defineSettings<{ lm: string; trace: string[] }>('all-stores', {
  lm: { default: 'none' },
  trace: {},
});

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});

/** Runs `body` as the task of `name`, in a store of every sort. */
function as<R>(name: string, body: () => R): R {
  const withSpan = context.active().setValue(SPAN, name);
  return outside(() =>
    plain.run({ name }, () =>
      cls.runWith({ tenant: name } as never, () =>
        context.with(withSpan, () =>
          settings.context({ lm: name }, () =>
            entered.run('before', () => {
              entered.enterWith(name);
              return body();
            }),
          ),
        ),
      ),
    ),
  );
}

const look = (): unknown[] => [
  plain.getStore()?.name,
  entered.getStore(),
  cls.isActive() ? cls.get('tenant') : undefined,
  context.active().getValue(SPAN),
  settings.current.lm,
];
const all = (name: string): unknown[] => Array(5).fill(name);

describe.each(LAUNCHES)('$name', ({ launch, unwrapped }) => {
  test('wrapped, each of three callers is itself in all stores, also after an await', async () => {
    const call = (name: string) =>
      as(name, () =>
        launch(
          withParentOverrides(async () => {
            const first = look();
            await null;
            return [first, look()];
          }),
        ),
      );
    expect(await Promise.all(['1', '2', '3'].map(call))).toEqual(
      ['1', '2', '3'].map((n) => [all(n), all(n)]),
    );
  });

  test('not wrapped, it is wrong in the known way', async () => {
    const seen = await as('1', () => launch(async () => look()));
    if (unwrapped === 'shared with the parent') expect(seen).toEqual(all('1'));
    else expect(seen).not.toContain('1');
  });

  test('detached, ours is empty; the others are those of the launch, nobody else’s', async () => {
    const seen = await as('1', () => launch(withoutParentOverrides(async () => look())));
    expect(seen).toEqual([...all('1').slice(1), 'none']);
  });
});

describe('what a callee enters', () => {
  const enterForeign = () => {
    const before = look();
    entered.enterWith('the callee’s');
    plain.enterWith({ name: 'the callee’s' });
    return before;
  };

  test('shows neither in the next call of the same wrapper nor in its caller', () => {
    const wrapped = as('1', () => withParentOverrides(enterForeign));
    as('2', () => {
      expect(wrapped()).toEqual(all('1'));
      expect(look()).toEqual(all('2'));
      expect(wrapped()).toEqual(all('1'));
      expect(look()).toEqual(all('2'));
    });
    expect(outside(look)).toEqual([undefined, undefined, undefined, undefined, 'none']);
  });

  test('nor when it throws', () => {
    const wrapped = as('1', () =>
      withParentOverrides((): void => {
        enterForeign();
        throw new RangeError('callee');
      }),
    );
    as('2', () => {
      expect(wrapped).toThrow(RangeError);
      expect(look()).toEqual(all('2'));
      expect(wrapped).toThrow(RangeError);
    });
  });

  test('lasts through its own awaits', async () => {
    const wrapped = as('1', () =>
      withParentOverrides(async () => {
        enterForeign();
        await null;
        return look();
      }),
    );
    const itself = ['the callee’s', 'the callee’s', '1', '1', '1'];
    const calls = as('2', () => [wrapped(), wrapped()]);
    expect(await Promise.all(calls)).toEqual([itself, itself]);
  });

  test('shows in no re-entrant call, nor in the outer one after it', () => {
    const seen: unknown[][] = [];
    const wrapped: (depth: number) => void = as('1', () =>
      withParentOverrides((depth: number) => {
        seen.push(look());
        entered.enterWith(`depth ${depth}`);
        settings.set({ lm: `depth ${depth}` });
        if (depth) as('2', () => wrapped(depth - 1));
        seen.push([entered.getStore(), plain.getStore()?.name, settings.current.lm]);
      }),
    );
    wrapped(2);
    const after = (depth: number) => [`depth ${depth}`, '1', `depth ${depth}`];
    expect(seen).toEqual([all('1'), all('1'), all('1'), after(0), after(1), after(2)]);
  });

  test('shows in no sibling, in a run inside the caller either', async () => {
    const wrapped = as('1', () =>
      withParentOverrides(async (name: string) => {
        const before = entered.getStore();
        entered.enterWith(name);
        await new Promise((resolve) => setImmediate(resolve));
        return [before, entered.getStore()];
      }),
    );
    const calls = ['a', 'b', 'c'].map((name) => entered.run('runner', () => wrapped(name)));
    expect(await Promise.all(calls)).toEqual([
      ['1', 'a'],
      ['1', 'b'],
      ['1', 'c'],
    ]);
  });
});

describe('generators', () => {
  test('keep all stores in every step, whoever consumes', () => {
    const generate = as('1', () =>
      withParentOverrides(function* () {
        yield look();
        yield plain.run({ name: 'inner' }, look);
        yield look();
      }),
    );
    const consumed = as('2', () => {
      const values: unknown[] = [];
      for (const value of generate()) values.push(value, look());
      return values;
    });
    expect(consumed).toEqual([
      all('1'),
      all('2'),
      ['inner', ...all('1').slice(1)],
      all('2'),
      all('1'),
      all('2'),
    ]);
  });

  test('async ones too, and what a step enters is no other step’s', async () => {
    const generate = as('1', () =>
      withParentOverrides(async function* () {
        yield look();
        await null;
        entered.enterWith('the generator’s');
        yield look()[0];
        yield look();
      }),
    );
    const values: unknown[] = [];
    await as('2', async () => {
      for await (const value of generate()) values.push(value, look());
    });
    expect(values[0]).toEqual(all('1'));
    expect(values[2]).toBe('1');
    expect(values.filter((_, i) => i % 2)).toEqual([all('2'), all('2'), all('2')]);
  });
});

/** Node 22 has today's way behind a flag, and Node 24 yesterday's. */
const FLAGS = ['--experimental-async-context-frame', '--no-async-context-frame'];
const flags = FLAGS.filter((flag) => process.allowedNodeEnvironmentFlags.has(flag));

test.each([[], ...flags.map((flag) => [flag])])('a process with %j keeps callees apart', (...flag) => {
  const script = fileURLToPath(new URL('other-context.mjs', import.meta.url));
  const output = execFileSync(process.execPath, [...flag, script], { encoding: 'utf8' });
  const inner = ['launch undefined', 'callee 0 undefined'];
  const outside = 'undefined caller';
  expect(JSON.parse(output)).toEqual([
    ['launch undefined', ...inner, 'callee 1 undefined'],
    outside,
    inner,
    outside,
  ]);
});

test('a store that is made after the launch is empty in the callback, not its caller’s', () => {
  const wrapped = as('1', () => withParentOverrides(() => late.getStore()));
  const late = new AsyncLocalStorage<string>();
  expect(late.run('of the caller', wrapped)).toBeUndefined();
});

test('without any defineSettings in force a queue keeps its callers apart', async () => {
  const queue = new PQueue({ concurrency: 1 });
  const add = (name: string, wrap: <T>(callback: T) => T) =>
    plain.run({ name }, () => queue.add(wrap(async () => plain.getStore()?.name)));
  const names = ['1', '2', '3', '4'];
  expect(await Promise.all(names.map((name) => add(name, (callback) => callback)))).toEqual([
    '1',
    '1',
    '1',
    '1',
  ]);
  expect(await Promise.all(names.map((name) => add(name, withParentOverrides as never)))).toEqual(names);
});

test('@fastify/request-context: four requests, one queue', async () => {
  const queue = new PQueue({ concurrency: 1 });
  const app = fastify();
  await app.register(fastifyRequestContext);
  app.addHook('onRequest', (request, _reply, done) => {
    requestContext.set('tenant' as never, request.headers['x-tenant'] as never);
    done();
  });
  const tenant = async () => requestContext.get('tenant' as never) as unknown;
  app.get('/bare', () => queue.add(() => tenant()));
  app.get('/wrapped', () => queue.add(withParentOverrides(() => tenant())));
  const ask = async (url: string) => {
    const answers = ['1', '2', '3', '4'].map((name) => app.inject({ url, headers: { 'x-tenant': name } }));
    return (await Promise.all(answers)).map(({ body }) => body);
  };
  expect(await ask('/wrapped')).toEqual(['1', '2', '3', '4']);
  expect(await ask('/bare')).not.toEqual(['1', '2', '3', '4']);
  await app.close();
});
