/**
 * What a callback returns and somebody else starts. Each real library here starts its work in `then` or `subscribe`,
 * which a queue calls as the task that finished last.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Bottleneck from 'bottleneck';
import { pgTable, text } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pg-proxy';
import knex from 'knex';
import mongoose from 'mongoose';
import PQueue from 'p-queue';
import { BehaviorSubject, Observable, Subject, defer, lastValueFrom, map, of, toArray } from 'rxjs';
import superagent from 'superagent';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withParentOverrides, withoutParentOverrides } from '@parent-overrides/runtime';
import { FIRST, NAMES, THEMSELVES, as, settings, who } from './four-callers.ts';

/** A knex client that has no server: every query's answer is who ran it. Its types leave out what drivers implement. */
class Recording extends (knex.Client as any) {
  acquireConnection() {
    return Promise.resolve({});
  }
  releaseConnection() {
    return Promise.resolve();
  }
  _query(_connection: unknown, query: any) {
    return Promise.resolve({ ...query, response: who() });
  }
  processResponse(query: any) {
    return query.response;
  }
}

let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((_request, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

const db = knex({ client: Recording as never });
const users = pgTable('users', { name: text('name') });
const drizzled = drizzle(async () => ({ rows: [[who()]] }));
const schema = new mongoose.Schema({ name: String });
schema.pre('find', function () {
  // No server: the hook's answer is the query's.
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- mongoose asks for it
  throw mongoose.skipMiddlewareFunction([who()] as never);
});
const User = mongoose.model('User', schema);

/** Each makes a lazy result whose work ends with who ran it. */
const QUERIES: Record<string, () => PromiseLike<unknown>> = {
  'a thenable': () => ({ then: (resolve: any) => resolve(who()) }) as PromiseLike<string>,
  knex: () => db('users').select('*').where({ id: 1 }) as unknown as PromiseLike<unknown>,
  'drizzle-orm': () => drizzled.select().from(users).limit(1),
  mongoose: () => User.find({ name: 'x' }).limit(1) as unknown as PromiseLike<unknown>,
  superagent: () => {
    const request = superagent.get(url);
    let seen: string;
    request.on('request', () => (seen = who()));
    request.on('response', (response: any) => (response.seen = seen));
    return request;
  },
};
/** drizzle gives rows, mongoose documents, superagent a response. */
const answer = (result: any): unknown =>
  result?.seen ?? result?.[0]?.name ?? (Array.isArray(result) ? result[0] : result);

const LAUNCHERS: Record<string, () => (task: () => unknown) => Promise<unknown>> = {
  'p-queue': () => {
    const queue = new PQueue({ concurrency: 1 });
    return (task) => queue.add(task as () => Promise<unknown>);
  },
  bottleneck: () => {
    const limiter = new Bottleneck({ maxConcurrent: 1 });
    return (task) => limiter.schedule(task as () => Promise<unknown>);
  },
};

describe.each(Object.keys(LAUNCHERS))('%s', (launcher) => {
  describe.each(Object.keys(QUERIES))('%s', (library) => {
    async function fourCallers(wrap: <T>(callback: T) => T): Promise<unknown[]> {
      const launch = LAUNCHERS[launcher]!();
      const results = NAMES.map((name) => as(name, () => launch(wrap(() => QUERIES[library]!()))));
      return (await Promise.all(results)).map(answer);
    }

    test('not wrapped, all run as the first caller', async () => {
      expect(await fourCallers((callback) => callback)).toEqual(FIRST);
    });
    test('wrapped, each runs as itself', async () => {
      expect(await fourCallers(withParentOverrides as never)).toEqual(THEMSELVES);
    });
  });
});

describe('context', () => {
  test.each(Object.keys(QUERIES))('keeps its overrides and the stores for %s', async (library) => {
    const query = as('1', () => settings.context({ lm: 'inner' }, () => QUERIES[library]!()));
    expect(answer(await as('2', async () => query))).toBe('1, inner');
  });

  test('is left by what is chained to it', async () => {
    const query = as('1', () => QUERIES['knex']!());
    const chained = as('2', () => query.then((result) => [result, who()]));
    expect(await chained).toEqual(['1, 1', '2, 2']);
  });
});

describe('a query builder is the same object, and its chain goes on', () => {
  test('knex', async () => {
    let inside: unknown;
    const query: any = as('1', () => withParentOverrides(() => (inside = db('users').select('id')))());
    expect(query).toBe(inside);
    expect(query.where({ id: 5 }).orderBy('id')).toBe(query);
    expect(query.toString()).toBe('select "id" from "users" where "id" = 5 order by "id" asc');
    expect(Object.keys(query)).not.toContain('then');
    expect(await query.clone().first()).toBe('undefined, none'); // a new object, made outside
    expect(await query).toBe('1, 1');
    expect(Object.hasOwn(query, 'then')).toBe(false);
  });

  test('the other ways to start it are as they were', async () => {
    const query = as('1', () => withParentOverrides(() => User.find({}))());
    expect(await query.exec()).toEqual(['undefined, none']);
    await expect(
      as('1', () => withParentOverrides(() => drizzled.select().from(users))()).catch(() => 'x'),
    ).resolves.toEqual([{ name: '1, 1' }]);
  });
});

describe('what many share stays theirs', () => {
  test('a thenable: each caller that returns it runs it as itself, others as themselves', async () => {
    const shared = { then: (resolve: any) => resolve(who()) } as PromiseLike<string>;
    const queue = new PQueue({ concurrency: 1 });
    const add = (name: string) =>
      as(name, () => queue.add(withParentOverrides(() => shared) as () => Promise<string>));
    expect(await Promise.all(NAMES.map(add))).toEqual(THEMSELVES);
    expect(await as('5', async () => shared)).toBe('5, 5');
    expect(Object.keys(shared)).toEqual(['then']);
  });

  test('an application that resolves with itself can still be awaited', async () => {
    // As fastify does: once it has begun it is no thenable any more, or awaiting it would never end.
    let begun: string | undefined;
    const app: any = {
      get then() {
        return begun ? undefined : (resolve: any) => ((begun = who()), resolve(app));
      },
    };
    expect(await as('1', () => withParentOverrides(() => app)())).toBe(app);
    expect(begun).toBe('1, 1');
    expect(await app).toBe(app);
  });

  test("a Subject's values are those of whoever sends them", () => {
    const subject = new Subject<string>();
    const seen: string[] = [];
    subject.subscribe((value) => seen.push(`${value}: ${who()}`));
    expect(as('1', () => withParentOverrides(() => subject)())).toBe(subject);
    as('2', () => subject.next('value'));
    expect(seen).toEqual(['value: 2, 2']);
    expect(Object.hasOwn(subject, 'next')).toBe(false);
  });
});

describe('Observables', () => {
  const made = () => new Observable<string>((subscriber) => (subscriber.next(who()), subscriber.complete()));

  test.each([
    ['constructed', made],
    ['deferred', () => defer(() => of(who()))],
    ['piped', () => of(0).pipe(map(who))],
  ])('%s, is subscribed to as the child', async (_, make) => {
    const result = as('1', () => withParentOverrides(make)());
    expect(await as('2', () => lastValueFrom(result))).toBe('1, 1');
    const piped = as('1', () => settings.context({ lm: 'inner' }, make)).pipe(toArray());
    expect(await as('2', () => lastValueFrom(piped))).toEqual(['1, inner']);
  });

  test('whose subscriber is a function runs that as its own caller', () => {
    const result = as('1', () => withParentOverrides(made)());
    const seen: string[] = [];
    as('2', () => result.subscribe((value) => seen.push(value, who())));
    expect(seen).toEqual(['1, 1', '2, 2']);
  });

  test('a BehaviorSubject, which is hot, is left alone', async () => {
    const subject = new BehaviorSubject(0);
    as('1', () => withParentOverrides(() => subject)());
    expect(Object.hasOwn(subject, 'subscribe')).toBe(false);
  });
});

describe('iterators', () => {
  /** As TypeScript and Babel compile them for ES2017: plain functions that give objects. */
  const compiled = () => {
    let step = 0;
    return {
      next: async () => ({ value: who(), done: step++ > 1 }),
      return: async () => ({ value: `closed by ${who()}`, done: true }),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  };
  function* generate() {
    yield who();
    yield who();
  }

  test('from any function, in next, return and throw', async () => {
    for (const make of [() => generate(), generate]) {
      const iterator = as('1', () => withParentOverrides(make)());
      expect(as('2', () => [...iterator])).toEqual(['1, 1', '1, 1']);
      const inContext = as('1', () => settings.context({ lm: 'inner' }, make));
      expect(as('2', () => [...inContext])).toEqual(['1, inner', '1, inner']);
    }
    const iterator = as('1', () => withParentOverrides(compiled)());
    await as('2', async () => {
      const seen = [];
      for await (const value of iterator) seen.push(value, who());
      expect(seen).toEqual(['1, 1', '2, 2', '1, 1', '2, 2']);
      expect(await iterator.return()).toEqual({ value: 'closed by 1, 1', done: true });
    });
  });

  test('but not what only has a next', () => {
    const node = { next: () => who() };
    as('1', () => withParentOverrides(() => node)());
    expect(as('2', () => node.next())).toBe('2, 2');
  });
});

describe('left alone', () => {
  test('native promises, of subclasses and other realms too, arrays and plain objects', async () => {
    class Own extends Promise<number> {}
    const { runInNewContext } = await import('node:vm');
    const results = [
      Promise.resolve(1),
      Own.resolve(1),
      runInNewContext('Promise.resolve(1)'),
      (async () => 1)(),
      [1, 2],
      { a: 1 },
      new Map(),
      Buffer.from('x'),
    ];
    for (const result of results) {
      const before = Reflect.ownKeys(result);
      expect(withParentOverrides(() => result)()).toBe(result);
      expect(settings.context({}, () => result)).toBe(result);
      expect(Reflect.ownKeys(result)).toEqual(before);
    }
  });

  test('what cannot be changed, or throws when it is looked at', () => {
    const frozen = Object.freeze({ then: (resolve: any) => resolve(who()) });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const hostile = {
      get then() {
        throw new Error('looked at');
      },
    };
    for (const result of [frozen, proxy, hostile]) {
      expect(withParentOverrides(() => result)() === result).toBe(true);
    }
  });

  test('a constructor’s own methods work, and what it makes is kept too', async () => {
    function Query(this: any) {
      this.then = (resolve: any) => resolve(who());
    }
    const Wrapped: any = as('1', () => withParentOverrides(Query));
    expect(await as('2', async () => new Wrapped())).toBe('1, 1');
    const detached: any = as('1', () => withoutParentOverrides(() => new (Query as any)()));
    expect(await as('2', async () => detached())).toBe('1, none');
  });
});
