/** Lazy results of drivers that need a server: postgres.js, whose promise begins in `then`, and knex over pg. */
import knex from 'knex';
import PQueue from 'p-queue';
import pg from 'pg';
import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { withParentOverrides } from '@parent-overrides/runtime';
import { FIRST, NAMES, THEMSELVES, as, settings, who } from './four-callers.ts';

const POSTGRES = { host: '127.0.0.1', port: 5432, user: 'root', database: 'postgres' };
const client = new pg.Client({ ...POSTGRES, connectionTimeoutMillis: 2000 });
const answers = await client.connect().then(
  () => true,
  () => false,
);
if (!answers) console.warn('SKIPPED: no PostgreSQL answers on 127.0.0.1:5432 (user root, trusted).');

describe.skipIf(!answers)('against PostgreSQL', () => {
  afterAll(() => client.end());
  const fourCallers = (wrap: <T>(callback: T) => T, task: () => any) => {
    const queue = new PQueue({ concurrency: 1 });
    return Promise.all(NAMES.map((name) => as(name, () => queue.add(wrap(() => task())))));
  };

  test('postgres.js: a promise whose then begins the query', async () => {
    const seen: string[] = [];
    const sql = postgres({ ...POSTGRES, max: 1, debug: () => seen.push(who()) });
    await sql`select 1`;
    seen.length = 0;
    const asked = await fourCallers(
      (callback) => callback,
      () => sql`select 1 as one`,
    );
    expect(asked.map(([row]: any) => row.one)).toEqual([1, 1, 1, 1]);
    expect(seen).toEqual(FIRST);
    seen.length = 0;
    await fourCallers(withParentOverrides as never, () => sql`select ${2}::int as two`);
    expect(seen).toEqual(THEMSELVES);
    seen.length = 0;
    const query = as('1', () => settings.context({ lm: 'inner' }, () => sql`select 1`));
    await as('2', async () => query);
    expect(seen).toEqual(['1, inner']);
    await sql.end();
  });

  test('pg: a promise that has begun', async () => {
    const pool = new pg.Pool({ ...POSTGRES, max: 1 });
    const task = () => pool.query('select 1 as one').then(({ rows }) => `${rows[0].one}: ${who()}`);
    const expected = (list: string[]) => list.map((name) => `1: ${name}`);
    expect(await fourCallers((callback) => callback, task)).toEqual(expected(FIRST));
    expect(await fourCallers(withParentOverrides as never, task)).toEqual(expected(THEMSELVES));
    await pool.end();
  });

  test('knex over pg', async () => {
    const real = knex({ client: 'pg', connection: POSTGRES, pool: { min: 1, max: 1 } });
    const seen: string[] = [];
    real.on('query', () => seen.push(who()));
    await real.raw('select 1');
    seen.length = 0;
    await fourCallers(withParentOverrides as never, () => real.select(real.raw('1 as one')));
    expect(seen).toEqual(THEMSELVES);
    await real.destroy();
  });
});
