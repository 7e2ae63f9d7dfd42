/**
 * Drivers of databases, on real servers of this machine.
 * Long because: it is a list of probes, and whoever adds one looks for its like beside it.
 */
import type { Probe } from '../probe.ts';
import { v } from './majors.ts';
import { done } from './task.ts';

const PG = { host: '127.0.0.1', user: 'root', database: 'postgres' };
const MYSQL = { host: '127.0.0.1', user: 'root', password: '', database: 'test' };
const REDIS = { host: '127.0.0.1', port: 6379 };

type Call = () => void;

/** One driver, one way to ask: the callback is looked at, or what follows an await. */
const pg = (api: string, ask: (pool: any, call: Call, t: any) => unknown, awaits = false): Probe => ({
  api,
  packages: v('pg', 8),
  service: 'PostgreSQL',
  setUp(t) {
    const pool = new (t.main.Pool ?? t.lib.Pool)({ ...PG, max: 1 });
    t.after(() => pool.end());
    return (me) =>
      awaits
        ? Promise.resolve(ask(pool, () => {}, t)).then(() => t.see(me))
        : new Promise<void>((resolve) => ask(pool, () => resolve(t.see(me)), t));
  },
});

const oneClient = (api: string, ask: (client: any, call: Call) => unknown, awaits = false): Probe => ({
  api,
  packages: v('pg', 8),
  service: 'PostgreSQL',
  async setUp(t) {
    const client = new (t.main.Client ?? t.lib.Client)(PG);
    await client.connect();
    t.after(() => client.end());
    return (me) =>
      awaits
        ? Promise.resolve(ask(client, () => {})).then(() => t.see(me))
        : new Promise<void>((resolve) => ask(client, () => resolve(t.see(me))));
  },
});

const mysql = (name: 'mysql' | 'mysql2', api: string, ask: (pool: any, call: Call) => unknown): Probe => ({
  api: `${name}.Pool#${api}`,
  packages: name === 'mysql' ? v(name, 2) : v(name, 3),
  service: 'MariaDB',
  setUp(t) {
    const pool = t.main.createPool({ ...MYSQL, connectionLimit: 1 });
    t.after(() => new Promise((resolve) => pool.end(resolve)));
    return (me) => new Promise<void>((resolve) => ask(pool, () => resolve(t.see(me))));
  },
});

const connection = (name: 'mysql' | 'mysql2'): Probe => ({
  api: `${name}.Connection#query (callback)`,
  packages: name === 'mysql' ? v(name, 2) : v(name, 3),
  service: 'MariaDB',
  async setUp(t) {
    const one = t.main.createConnection(MYSQL);
    await done((cb) => one.connect(cb));
    t.after(() => one.destroy());
    return (me) => new Promise<void>((resolve) => one.query('select sleep(0.008)', () => resolve(t.see(me))));
  },
});

export const drivers: readonly Probe[] = [
  pg('pg.Pool#query (callback)', (pool, call) => pool.query('select pg_sleep(0.008)', call)),
  pg('pg.Pool#connect (callback)', (pool, call, t) =>
    pool.connect((_: unknown, client: any, release: Call) => {
      void t.sleep(8).then(() => release());
      call();
      return client;
    }),
  ),
  pg('pg.Pool#query (await)', (pool) => pool.query('select pg_sleep(0.008)'), true),
  pg(
    'pg.Pool#connect (await)',
    async (pool, _, t) => {
      const client = await pool.connect();
      await t.sleep(8);
      client.release();
    },
    true,
  ),
  oneClient('pg.Client#query (callback)', (client, call) => client.query('select pg_sleep(0.008)', call)),
  oneClient('pg.Client#query (await)', (client) => client.query('select pg_sleep(0.008)'), true),
  oneClient('pg.Client#on notification', (client, call) => {
    client.once('notification', call);
    return client.query('listen probe').then(() => client.query("notify probe, 'x'"));
  }),
  {
    api: 'pg-pool#connect (callback)',
    packages: v('pg-pool', 3),
    service: 'PostgreSQL',
    setUp(t) {
      const pool = new t.main({ ...PG, max: 1 });
      t.after(() => pool.end());
      return (me) =>
        new Promise<void>((resolve) =>
          pool.connect((_: unknown, __: unknown, release: Call) => {
            t.see(me);
            void t.sleep(8).then(() => resolve(release()));
          }),
        );
    },
  },
  {
    api: 'pg-pool#query (callback)',
    packages: v('pg-pool', 3),
    service: 'PostgreSQL',
    setUp(t) {
      const pool = new t.main({ ...PG, max: 1 });
      t.after(() => pool.end());
      return (me) =>
        new Promise<void>((resolve) => pool.query('select pg_sleep(0.008)', () => resolve(t.see(me))));
    },
  },
  {
    api: 'pg-cursor#read (callback)',
    packages: v('pg-cursor', 2),
    with: ['pg@8'],
    service: 'PostgreSQL',
    async setUp(t) {
      const { Client } = (await t.use('pg@8')).lib;
      const client = new Client(PG);
      await client.connect();
      t.after(() => client.end());
      return (me) =>
        new Promise<void>((resolve) => {
          const cursor = client.query(new t.main('select 1'));
          cursor.read(1, () => {
            t.see(me);
            cursor.close(() => resolve());
          });
        });
    },
  },
  {
    api: 'postgres (await)',
    packages: v('postgres', 3),
    service: 'PostgreSQL',
    setUp(t) {
      const sql = t.main({ ...PG, max: 1 });
      t.after(() => sql.end());
      return async (me) => {
        await sql`select pg_sleep(0.008)`;
        t.see(me);
      };
    },
  },
  {
    api: 'postgres#listen (listener)',
    packages: v('postgres', 3),
    service: 'PostgreSQL',
    setUp(t) {
      const sql = t.main({ ...PG, max: 1 });
      t.after(() => sql.end());
      return async (me) => {
        await sql.listen(`probe_${me}`, () => t.see(me));
        await sql.notify(`probe_${me}`, 'x');
        await t.sleep(50);
      };
    },
  },
  {
    api: 'knex (await)',
    packages: v('knex', 3),
    service: 'PostgreSQL',
    setUp(t) {
      const db = t.main({ client: 'pg', connection: PG, pool: { min: 0, max: 1 } });
      t.after(() => db.destroy());
      return async (me) => {
        await db.raw('select pg_sleep(0.008)');
        t.see(me);
      };
    },
  },
  {
    api: 'knex#transaction (callback)',
    packages: v('knex', 3),
    service: 'PostgreSQL',
    setUp(t) {
      const db = t.main({ client: 'pg', connection: PG, pool: { min: 0, max: 1 } });
      t.after(() => db.destroy());
      return (me) =>
        db.transaction(async (tx: any) => {
          t.see(me);
          await tx.raw('select pg_sleep(0.008)');
        });
    },
  },
  {
    api: 'knex#asCallback',
    packages: v('knex', 3),
    service: 'PostgreSQL',
    setUp(t) {
      const db = t.main({ client: 'pg', connection: PG, pool: { min: 0, max: 1 } });
      t.after(() => db.destroy());
      return (me) =>
        new Promise<void>((resolve) => db.raw('select pg_sleep(0.008)').asCallback(() => resolve(t.see(me))));
    },
  },
  {
    api: 'sequelize#query (await)',
    packages: v('sequelize', 6),
    with: ['mysql2@3'],
    service: 'MariaDB',
    async setUp(t) {
      const dialectModule = (await t.use('mysql2@3')).main;
      const db = new t.lib.Sequelize({
        ...{ dialect: 'mysql', dialectModule, logging: false, pool: { max: 1 } },
        ...{ host: MYSQL.host, username: MYSQL.user, password: '', database: MYSQL.database },
      });
      t.after(() => db.close());
      return async (me) => {
        await db.query('select sleep(0.008)');
        t.see(me);
      };
    },
  },
  {
    api: 'sequelize#transaction (callback)',
    packages: v('sequelize', 6),
    with: ['mysql2@3'],
    service: 'MariaDB',
    async setUp(t) {
      const dialectModule = (await t.use('mysql2@3')).main;
      const db = new t.lib.Sequelize({
        ...{ dialect: 'mysql', dialectModule, logging: false, pool: { max: 1 } },
        ...{ host: MYSQL.host, username: MYSQL.user, password: '', database: MYSQL.database },
      });
      t.after(() => db.close());
      return (me) =>
        db.transaction(async () => {
          t.see(me);
          await t.sleep(8);
        });
    },
  },
  ...(['mysql', 'mysql2'] as const).flatMap((name): Probe[] => [
    mysql(name, 'query (callback)', (pool, call) => pool.query('select sleep(0.008)', call)),
    mysql(name, 'getConnection (callback)', (pool, call) =>
      pool.getConnection((_: unknown, one: any) => {
        setTimeout(() => one.release(), 8);
        call();
      }),
    ),
    connection(name),
  ]),
  mysql('mysql2', 'execute (callback)', (pool, call) => pool.execute('select sleep(0.008)', call)),
  {
    api: 'mysql2/promise.Pool#query (await)',
    packages: v('mysql2', 3),
    service: 'MariaDB',
    setUp(t) {
      const pool = t.main.createPool({ ...MYSQL, connectionLimit: 1 }).promise();
      t.after(() => pool.end());
      return async (me) => {
        await pool.query('select sleep(0.008)');
        t.see(me);
      };
    },
  },
  {
    api: 'mariadb.Pool#query (await)',
    packages: v('mariadb', 3),
    service: 'MariaDB',
    setUp(t) {
      const pool = t.main.createPool({ ...MYSQL, connectionLimit: 1 });
      t.after(() => pool.end());
      return async (me) => {
        await pool.query('select sleep(0.008)');
        t.see(me);
      };
    },
  },
  ...(['query', 'getConnection'] as const).map((name): Probe => ({
    api: `mariadb/callback.Pool#${name} (callback)`,
    packages: ['mariadb@3'],
    service: 'MariaDB',
    async setUp(t) {
      const callbacks = (await t.use('mariadb@3/callback')).main;
      const pool = callbacks.createPool({ ...MYSQL, connectionLimit: 1 });
      t.after(() => new Promise<void>((resolve) => pool.end(() => resolve())));
      return (me) =>
        new Promise<void>((resolve) => {
          if (name === 'query') pool.query('select sleep(0.008)', () => resolve(t.see(me)));
          else
            pool.getConnection((_: unknown, one: any) => {
              t.see(me);
              setTimeout(() => {
                one.release();
                resolve();
              }, 8);
            });
        });
    },
  })),
  ...(['get (await)', 'get (callback)', 'subscribe (callback)', 'on message'] as const).map(
    (name): Probe => ({
      api: `ioredis#${name}`,
      packages: v('ioredis', 4, 5),
      service: 'Redis',
      setUp(t) {
        const Redis = t.lib.Redis ?? t.main;
        const [redis, other] = [new Redis(REDIS), new Redis(REDIS)];
        redis.setMaxListeners(0);
        t.after(() => (redis.disconnect(), other.disconnect()));
        return async (me) => {
          if (name === 'get (await)') {
            await redis.get('probe');
            t.see(me);
          } else if (name === 'get (callback)') {
            await new Promise<void>((resolve) => redis.get('probe', () => resolve(t.see(me))));
          } else if (name === 'subscribe (callback)') {
            await new Promise<void>((resolve) => redis.subscribe(`probe-${me}`, () => resolve(t.see(me))));
          } else {
            redis.on('message', (channel: string) => channel === `probe-${me}` && t.see(me));
            await redis.subscribe(`probe-${me}`);
            await t.emit(() => other.publish(`probe-${me}`, 'x'));
            await t.sleep(40);
          }
        };
      },
    }),
  ),
  ...(['get (await)', 'subscribe (listener)'] as const).map((name): Probe => ({
    api: `redis#${name}`,
    packages: v('redis', 4, 5),
    service: 'Redis',
    async setUp(t) {
      const [redis, other] = [t.lib.createClient({ socket: REDIS }), t.lib.createClient({ socket: REDIS })];
      await Promise.all([redis.connect(), other.connect()]);
      t.after(() => (redis.disconnect(), other.disconnect()));
      return async (me) => {
        if (name === 'get (await)') {
          await redis.get('probe');
          t.see(me);
          return;
        }
        await redis.subscribe(`probe-${me}`, () => t.see(me));
        await t.emit(() => other.publish(`probe-${me}`, 'x'));
        await t.sleep(40);
      };
    },
  })),
  {
    api: 'redis#get (callback)',
    packages: v('redis', 3),
    service: 'Redis',
    setUp(t) {
      const redis = t.main.createClient(REDIS);
      t.after(() => redis.quit());
      return (me) => new Promise<void>((resolve) => redis.get('probe', () => resolve(t.see(me))));
    },
  },
];
